// Texts of the catalogue, and the parts of a node's label.
(function () {
  var WORDS = "@genesys-flows/node-red-genesys-cloud/genesys-account:";

  /** @type {GenesysCloud["translate"]} */
  function translate(key, values) {
    return RED._(WORDS + key, values);
  }

  // A text of a node's own catalogue; "" where it has none, as for a choice that the dialog does not offer.
  /** @type {GenesysCloud["textOf"]} */
  function textOf(node, key) {
    var text = node._(key);
    return text === key || text.slice(-key.length - 1) === ":" + key ? "" : text;
  }

  // The name of an id that was chosen from a list; "" where the node has none.
  /** @type {GenesysCloud["nameOf"]} */
  function nameOf(node, id) {
    var names = /** @type {Record<string, unknown>} */ (node.names || {});
    var name = names[id];
    return typeof name === "string" ? name : "";
  }

  function shortened(text) {
    return text.length > 30 ? text.slice(0, 29) + "…" : text;
  }

  // The text of an input, for the label of a node: of an id its name; '' where it is a reference or an id without a name.
  /** @type {GenesysCloud["literal"]} */
  function literal(node, name, typeName) {
    var value = /** @type {string} */ (node[name]);
    var isText = node[typeName || name + "Type"] === "str" && typeof value === "string";
    if (isText && nameOf(node, value)) return shortened(nameOf(node, value));
    if (!isText || window.genesysCloud.isEnv(value) || /^[0-9a-f]{8}-[0-9a-f]{4}-/i.test(value)) return "";
    return shortened(value);
  }

  // The participant of a node, as a word. An e-mail address is not shown.
  /** @type {GenesysCloud["targetName"]} */
  function targetName(node) {
    return translate("whom." + node.target);
  }

  // A registration with the editor stays until the page is loaded again, but these scripts run again when the palette
  // manager installs the package. So each thing is registered once, and calls the newest code.
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
    translate: translate,
    textOf: textOf,
    nameOf: nameOf,
    literal: literal,
    targetName: targetName,
    outputLabel: function (index) {
      return translate(index === 0 ? "output.result" : "output.error");
    },
  });
})();
