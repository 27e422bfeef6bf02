// The catalogue in the editor: descriptions of operations from the server, and the checks of genesys api.
(function () {
  var WORDS = "@genesys-flows/node-red-genesys-cloud/genesys-api:";
  var readIndex = window.genesysCloudOperations.readIndex;
  var lookOf = window.genesysCloudOperations.lookOf;
  var listing;
  var known = Object.create(null); // by name, which can be any text: a form, or the problem with the name; null until the response has come

  /** @type {GenesysCloudOperations["translate"]} */
  function translate(key, values) {
    return RED._(WORDS + key, values);
  }

  // The list of all operations. It is requested once per page, and again only after a failure.
  function list() {
    if (listing) return listing;
    listing = $.getJSON("genesys-cloud/operations").then(function (answer) {
      var operations = readIndex(answer);
      operations.forEach(lookOf);
      return operations;
    });
    listing.fail(function () {
      listing = undefined;
    });
    return listing;
  }

  // Calls `then` with the form of an operation, or with the problem; at once where it is known already.
  /** @type {GenesysCloudOperations["describe"]} */
  function describe(name, then) {
    if (known[name]) return then(known[name]);
    $.getJSON("genesys-cloud/operation", { name: name })
      .done(function (form) {
        known[name] = form;
        then(form);
      })
      .fail(function () {
        then(known[name] || { problem: genesysCloud.translate("lookup.noForm"), suggestions: [] });
      });
  }

  // A check cannot wait. It accepts what is not known yet; the nodes are checked again when the response has come.
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

  // The form of a node's operation; undefined where the name is a reference.
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
    if (!name) return translate("invalid.noOperation");
    var form = genesysCloud.isEnv(name) ? undefined : formOf(name);
    return form && form.problem ? form.problem : true;
  }

  // The names in an object of the node; undefined where the value is a reference.
  function namesGiven(value, type) {
    if (type === "fields" && Array.isArray(value)) {
      return value.filter(genesysCloud.isSet).map(function (field) {
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

  // Each name has to be the name of a field, and each required field has to be there: true, or the sentence about a
  // mistake.
  function mistakeIn(names, fields) {
    var unknown = names.filter(function (name) {
      return !fields.some(function (field) {
        return field.name === name || field.sdkName === name;
      });
    });
    if (unknown.length > 0) return translate("invalid.unknownField", { name: unknown[0] });
    var missing = fields.filter(function (field) {
      return field.required && names.indexOf(field.name) < 0 && names.indexOf(field.sdkName) < 0;
    });
    return missing.length > 0 ? translate("invalid.required", { name: missing[0].name }) : true;
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
    if (form.body === null) return names.length === 0 || translate("invalid.noBody");
    if (names.length === 0) return !form.body.required || translate("invalid.required", { name: "body" });
    return form.body.fields ? mistakeIn(names, form.body.fields) : true;
  }

  window.genesysCloudOperations = Object.assign(window.genesysCloudOperations || {}, {
    translate: translate,
    list: list,
    describe: describe,
    validateOperation: validateOperation,
    validateFields: validateFields,
  });
})();
