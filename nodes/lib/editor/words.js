// Words of the editor half, and what a node calls itself on the canvas.
(function () {
  var WORDS = "@genesys-flows/node-red-genesys-cloud/genesys-account:";

  /** @type {GenesysCloud["word"]} */
  function word(key, values) {
    return RED._(WORDS + key, values);
  }

  // A text that stands in the node itself and may be shown on the canvas; '' where it comes from elsewhere or is an id.
  /** @type {GenesysCloud["literal"]} */
  function literal(node, name, typeName) {
    var value = /** @type {string} */ (node[name]);
    var isText = node[typeName || name + "Type"] === "str" && typeof value === "string";
    if (!isText || window.genesysCloud.isEnv(value) || /^[0-9a-f]{8}-[0-9a-f]{4}-/i.test(value)) return "";
    return value.length > 30 ? value.slice(0, 29) + "…" : value;
  }

  // Whom a node acts on, in a word; who is named by an address stays unnamed.
  /** @type {GenesysCloud["whom"]} */
  function whom(node) {
    return word("whom." + node.target);
  }

  // What is registered with the editor stays there until the page is loaded again, while these scripts run whenever the
  // palette manager installs the package: each thing is registered once, and calls what is newest.
  var registered = (window.genesysCloud && window.genesysCloud.registered) || {};
  /** @type {GenesysCloud["once"]} */
  function once(name, register) {
    if (registered[name]) return;
    registered[name] = true;
    register();
  }

  window.genesysCloud = Object.assign(window.genesysCloud || {}, {
    registered: registered,
    once: once,
    word: word,
    literal: literal,
    whom: whom,
    outputLabel: function (index) {
      return word(index === 0 ? "output.result" : "output.error");
    },
  });
})();
