// The acts of the simulated org: what the server describes of them, and the check of their details.
(function () {
  var WORDS = "@genesys-flows/node-red-genesys-cloud/genesys-simulate:";
  var acts; // by name; undefined until the response has come
  var listing;

  /** @type {GenesysCloudActs["translate"]} */
  function translate(key, values) {
    return RED._(WORDS + key, values);
  }

  // A check cannot wait: the nodes are checked again when the response has come.
  function checkAgain() {
    RED.nodes.eachNode(function (node) {
      if (node.type !== "genesys-simulate") return;
      RED.editor.validateNode(node);
      node.dirty = true;
    });
    RED.view.redraw();
  }

  // The table of all acts. It is requested once per page, and again only after a failure.
  /** @type {GenesysCloudActs["load"]} */
  function load() {
    if (!listing) {
      listing = $.getJSON("genesys-cloud/acts");
      listing.then(
        function (found) {
          acts = found;
          checkAgain();
        },
        function () {
          listing = undefined;
        },
      );
    }
    return listing;
  }

  // What is known of an act; undefined for an unknown one, and until the response has come.
  /** @type {GenesysCloudActs["factsOf"]} */
  function factsOf(action) {
    return acts && Object.prototype.hasOwnProperty.call(acts, action) ? acts[action] : undefined;
  }

  // `code` is a wrap-up code where it has a list.
  function labelOf(field) {
    return translate("field." + (field.name === "code" && !field.list ? "errorCode" : field.name));
  }

  // The fields of an act for its form: the first two are shown at once, the others are folded.
  /** @type {GenesysCloudActs["fieldsOf"]} */
  function fieldsOf(action) {
    var facts = factsOf(action);
    return ((facts && facts.fields) || []).map(function (field, at) {
      return $.extend({ in: "details", label: labelOf(field), main: at < 2 }, field);
    });
  }

  // The names of given details; undefined where only a message has them.
  function namesIn(value, type) {
    if (type === "fields" && Array.isArray(value))
      return value.filter(genesysCloud.isSet).map(function (field) {
        return field.name;
      });
    if (type !== "json") return undefined;
    try {
      var parsed = JSON.parse(value || "{}");
      return typeof parsed === "object" && parsed !== null ? Object.keys(parsed) : [];
    } catch {
      return undefined; // the check of JSON reports it
    }
  }

  // The first name that no field has. A conversation is no mistake in any act.
  function unknownName(fields, names) {
    var known = fields.map(function (field) {
      return field.name;
    });
    return names.filter(function (name) {
      return name !== "conversationId" && known.indexOf(name) < 0;
    })[0];
  }

  function missingField(fields, names) {
    return fields.filter(function (field) {
      return field.required && names.indexOf(field.name) < 0;
    })[0];
  }

  // The first detail that the act does not have or lacks, as a sentence.
  /** @type {GenesysCloudActs["mistakeIn"]} */
  function mistakeIn(action, value, type) {
    var facts = factsOf(action);
    var names = namesIn(value, type);
    if (!facts || !names) return undefined;
    // What a form has is sent on purpose. JSON may have more where it is ignored.
    var isIgnored = facts.ignoresOthers && type === "json";
    var unknown = isIgnored ? undefined : unknownName(facts.fields, names);
    if (unknown !== undefined) return translate("invalid.unknownDetail", { name: unknown });
    var missing = missingField(facts.fields, names);
    return missing ? translate("invalid.required", { name: labelOf(missing) }) : undefined;
  }

  // The check of a node's details. In the open dialog, the form is not stored yet.
  /** @type {GenesysCloudActs["validateDetails"]} */
  function validateDetails(node, value, options) {
    load();
    var type = /** @type {string} */ (node.detailsType);
    if (type === "fields" && !Array.isArray(value)) return true;
    if (type !== "fields") {
      var basic = RED.validators
        .typedInput({ typeField: "detailsType", allowBlank: true })
        .call(node, value, options);
      if (basic !== true) return basic;
    }
    var mistake = mistakeIn(/** @type {string} */ (node.action), value, type);
    return mistake === undefined || genesysCloud.verdict(false, mistake, options);
  }

  window.genesysCloudActs = Object.assign(window.genesysCloudActs || {}, {
    translate: translate,
    load: load,
    factsOf: factsOf,
    fieldsOf: fieldsOf,
    mistakeIn: mistakeIn,
    validateDetails: validateDetails,
  });
})();
