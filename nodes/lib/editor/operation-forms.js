// The catalogue in the editor: what the server knows of the operations, and what is wrong with a node that calls one.
(function () {
  var WORDS = "@genesys-flows/node-red-genesys-cloud/genesys-api:";
  var listing;
  var known = {}; // by name: a form, or what is wrong with the name; null while it is asked for

  /** @type {GenesysCloudOperations["word"]} */
  function word(key, values) {
    return RED._(WORDS + key, values);
  }

  // The list of all operations; asked for once a page, and again only after a failure.
  function list() {
    listing = listing || $.getJSON("genesys-cloud/operations");
    listing.fail(function () {
      listing = undefined;
    });
    return listing;
  }

  // Hands the form of an operation to `then`, at once where it is known already; what is wrong where it cannot be had.
  /** @type {GenesysCloudOperations["describe"]} */
  function describe(name, then) {
    if (known[name]) return then(known[name]);
    $.getJSON("genesys-cloud/operation", { name: name })
      .done(function (form) {
        known[name] = form;
        then(form);
      })
      .fail(function () {
        then(known[name] || { problem: genesysCloud.word("lookup.noForm"), suggestions: [] });
      });
  }

  // Validation cannot wait: what is not known yet passes, and the nodes are validated again with the answer.
  function formOf(name) {
    if (known[name] === undefined) {
      known[name] = null;
      $.getJSON("genesys-cloud/operation", { name: name })
        .done(function (form) {
          known[name] = form;
          RED.nodes.eachNode(function (node) {
            if (node.type !== "genesys-api" || node.operation !== name) return;
            RED.editor.validateNode(node);
            node.dirty = true;
          });
          RED.view.redraw();
        })
        .fail(function () {
          delete known[name];
        });
    }
    return known[name] || undefined;
  }

  // The form of a node's operation, where it is one that is named in the node itself.
  function formOfNode(node) {
    var byName = (node.operationType || "str") === "str";
    var isPlain =
      typeof node.operation === "string" && node.operation !== "" && !genesysCloud.isEnv(node.operation);
    return byName && isPlain ? formOf(node.operation) : undefined;
  }

  /** @type {GenesysCloudOperations["validateOperation"]} */
  function validateOperation(node, name, options) {
    if ((node.operationType || "str") !== "str")
      return RED.validators
        .typedInput({ typeField: "operationType", allowBlank: false })
        .call(node, name, options);
    if (!name) return word("invalid.noOperation");
    var form = genesysCloud.isEnv(name) ? undefined : formOf(name);
    return form && form.problem ? form.problem : true;
  }

  /** @type {GenesysCloudOperations["isSet"]} */
  function isSet(field) {
    return field !== undefined && field.value !== "" && field.value !== undefined;
  }

  // The names of an object that stands in the node itself; nothing where it comes from elsewhere.
  function namesGiven(value, type) {
    if (type === "fields" && Array.isArray(value)) {
      return value.filter(isSet).map(function (field) {
        return field.name;
      });
    }
    if (type !== "json") return undefined;
    try {
      var parsed = JSON.parse(value);
      return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)
        ? Object.keys(parsed)
        : undefined;
    } catch {
      return undefined;
    }
  }

  // What is wrong with the names given, of which each has to be among the fields and each required one has to be there.
  function mistakeIn(names, fields) {
    var unknown = names.filter(function (name) {
      return !fields.some(function (field) {
        return field.name === name || field.sdkName === name;
      });
    });
    if (unknown.length > 0) return word("invalid.unknownField", { name: unknown[0] });
    var missing = fields.filter(function (field) {
      return field.required && names.indexOf(field.name) < 0 && names.indexOf(field.sdkName) < 0;
    });
    return missing.length > 0 ? word("invalid.required", { name: missing[0].name }) : true;
  }

  /** @type {GenesysCloudOperations["validateFields"]} */
  function validateFields(node, property, value, options) {
    var type = node[property + "Type"];
    var inDialog = type === "fields" && !Array.isArray(value);
    if (!inDialog && type !== "fields") {
      var basic = RED.validators
        .typedInput({ typeField: property + "Type", allowBlank: true })
        .call(node, value, options);
      if (basic !== true) return basic;
    }
    var form = formOfNode(node);
    var names = namesGiven(value, type);
    if (inDialog || !form || form.problem || names === undefined) return true;
    if (property === "parameters") return mistakeIn(names, form.parameters);
    if (form.body === null) return names.length === 0 || word("invalid.noBody");
    if (names.length === 0) return !form.body.required || word("invalid.required", { name: "body" });
    return form.body.fields ? mistakeIn(names, form.body.fields) : true;
  }

  window.genesysCloudOperations = Object.assign(window.genesysCloudOperations || {}, {
    word: word,
    list: list,
    describe: describe,
    isSet: isSet,
    validateOperation: validateOperation,
    validateFields: validateFields,
  });
})();
