// The values of properties that are missing in a node, because it was written by hand or stored before a property
// existed. The runtime reads inputs by the same rules (lib/node/input-settings.ts).
(function () {
  var PLACES = ["msg", "flow", "global"];

  function copyOf(value) {
    return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
  }

  // `missing` in the defaults: a node without the property means this, not the value of a new node.
  function meaningOf(property) {
    return copyOf("missing" in property ? property.missing : property.value);
  }

  // The property with the type of an input; undefined where the property is no input.
  /** @type {GenesysCloud["typeKeyOf"]} */
  function typeKeyOf(defaults, name) {
    return [name + "ValueType", name + "Type"].filter(function (key) {
      return key in defaults;
    })[0];
  }

  function isPlace(type) {
    return PLACES.indexOf(type) >= 0;
  }

  function isFields(value) {
    return (
      Array.isArray(value) &&
      value.every(function (one) {
        return typeof one === "object" && one !== null && "name" in one && "type" in one;
      })
    );
  }

  // A value that is no text, in the form that the dialog can show and store.
  function asText(value) {
    if (value === null || typeof value === "string") return { type: "str", value: value || "" };
    if (typeof value === "number" || typeof value === "boolean")
      return { type: typeof value === "number" ? "num" : "bool", value: String(value) };
    return { type: "json", value: JSON.stringify(value) };
  }

  function settledInput(value, type, byDefault) {
    var isTyped = typeof type === "string" && type !== "";
    if (value === undefined) {
      var isElsewhere = isTyped && isPlace(type) && isPlace(byDefault.type);
      return isElsewhere ? { type: type, value: byDefault.value } : byDefault;
    }
    if (!isTyped && JSON.stringify(value) === JSON.stringify(byDefault.value)) return byDefault;
    if ((isTyped ? type : byDefault.type) === "fields" && isFields(value))
      return { type: "fields", value: value };
    if (isTyped && (typeof value === "string" || value === null)) return { type: type, value: value };
    return asText(value);
  }

  function isSame(one, other) {
    return one === other || JSON.stringify(one) === JSON.stringify(other);
  }

  // The missing properties of a node, and those inputs that the dialog cannot show in their stored form.
  /** @type {GenesysCloud["missingProperties"]} */
  function missingProperties(node) {
    var defaults = node._def.defaults;
    /** @type {Record<string, unknown>} */
    var missing = {};
    function note(name, value) {
      if (!isSame(node[name], value)) missing[name] = value;
    }
    Object.keys(defaults).forEach(function (name) {
      var typeKey = typeKeyOf(defaults, name);
      if (typeKey === undefined) {
        if (node[name] === undefined || node[name] === null)
          if (missing[name] === undefined) note(name, meaningOf(defaults[name]));
        return;
      }
      var byDefault = { value: meaningOf(defaults[name]), type: meaningOf(defaults[typeKey]) };
      var settled = settledInput(node[name], node[typeKey], byDefault);
      note(name, settled.value);
      note(typeKey, settled.type);
    });
    return missing;
  }

  // The node with its missing properties; the node itself where none is missing.
  /** @type {GenesysCloud["withDefaults"]} */
  function withDefaults(node) {
    var missing = missingProperties(node);
    var names = Object.keys(missing);
    if (names.length === 0) return node;
    // Defined, not assigned: an assignment would reach the node, whose setters are inherited.
    /** @type {PropertyDescriptorMap} */
    var properties = {};
    names.forEach(function (name) {
      properties[name] = { value: missing[name], writable: true, enumerable: true, configurable: true };
    });
    return Object.create(node, properties);
  }

  window.genesysCloud = Object.assign(window.genesysCloud || {}, {
    missingProperties: missingProperties,
    withDefaults: withDefaults,
    typeKeyOf: typeKeyOf,
  });
})();
