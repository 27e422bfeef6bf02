// Words of the editor half, the checks of a property, and what a node calls itself on the canvas.
(function () {
  var WORDS = "@genesys-flows/node-red-genesys-cloud/genesys-account:";

  function word(key, values) {
    return RED._(WORDS + key, values);
  }

  // A value that the runtime fills in: ${NAME} as a whole.
  function isEnv(value) {
    return /^\$\{[^}]+\}$/.test(String(value).trim());
  }

  // A text that stands in the node itself and may be shown on the canvas; '' where it comes from elsewhere or is an id.
  function literal(node, name, typeName) {
    var value = node[name];
    var isText = node[typeName || name + "Type"] === "str" && typeof value === "string";
    if (!isText || isEnv(value) || /^[0-9a-f]{8}-[0-9a-f]{4}-/i.test(value)) return "";
    return value.length > 30 ? value.slice(0, 29) + "…" : value;
  }

  // Whom a node acts on, in a word; who is named by an address stays unnamed.
  function whom(node) {
    return word("whom." + (node.target || "customer"));
  }

  // A required input: blank is a mistake whatever its type. Else as the core checks it, which lets ${NAME} pass.
  function required(node, name, value, options, typeName) {
    if (value === "" || value === undefined) return verdict(false, word("invalid.blank"), options);
    return RED.validators.typedInput({ typeField: typeName || name + "Type" }).call(node, value, options);
  }

  // What a validator answers. The editor takes a sentence for a mistake only from one that declares two parameters.
  function verdict(isGood, sentence, options) {
    return isGood || (options && options.label ? options.label + ": " : "") + sentence;
  }

  // A number of seconds, or ${NAME}.
  function seconds(value, most, options) {
    var isInside = Number(value) > 0 && Number(value) <= most;
    return verdict(isInside || isEnv(value), word("invalid.seconds", { most: most }), options);
  }

  window.genesysCloud = Object.assign(window.genesysCloud || {}, {
    word: word,
    isEnv: isEnv,
    verdict: verdict,
    required: required,
    seconds: seconds,
    literal: literal,
    whom: whom,
    outputLabel: function (index) {
      return word(index === 0 ? "output.result" : "output.error");
    },
  });
})();
