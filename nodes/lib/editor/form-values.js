// The values in the form of genesys api. A value that only a message has is shown in braces.
(function () {
  var isEnv = window.genesysCloud.isEnv;
  var entriesOf = window.genesysCloud.entriesOf;

  // How a reference is shown; undefined where the form has the value itself.
  function shownOf(type, value) {
    if (type === "env") return "${" + value + "}";
    if (type === "jsonata") return "{" + value + "}";
    if (type === "msg" || type === "flow" || type === "global") return "{" + type + "." + value + "}";
    return entriesOf(value).some(isEnv) ? value : undefined;
  }

  function literalOf(type, value) {
    if (type === "num") return Number(value);
    if (type === "bool") return /^true$/i.test(value);
    if (type !== "json") return String(value).trim();
    try {
      return JSON.parse(value);
    } catch {
      return value; // the check of the field reports it
    }
  }

  function isBlank(field) {
    return field === undefined || field.value === undefined || String(field.value).trim() === "";
  }

  function valueOf(field) {
    var shown = shownOf(field.type, field.value);
    return shown === undefined ? { value: literalOf(field.type, field.value) } : { shown: shown };
  }

  function valuesOf(values) {
    return Object.keys(values).reduce(function (all, name) {
      if (!isBlank(values[name])) all[name] = valueOf(values[name]);
      return all;
    }, {});
  }

  function asBody(one) {
    return "shown" in one ? one.shown : one.value;
  }

  // `parameters` and `body`: { type, value }. With the type "fields", `value` has the fields by name.
  /** @type {GenesysCloud["formValues"]} */
  function formValues(parameters, body) {
    var form = { parameters: {} };
    if (parameters.type === "fields") form.parameters = valuesOf(parameters.value);
    else if (!isBlank(parameters)) {
      var all = valueOf(parameters);
      if ("shown" in all) form.all = all.shown;
      else if (typeof all.value === "object" && all.value !== null)
        Object.keys(all.value).forEach(function (name) {
          form.parameters[name] = { value: all.value[name] };
        });
    }
    if (body.type === "fields") {
      var fields = valuesOf(body.value);
      var names = Object.keys(fields);
      if (names.length > 0)
        form.body = names.reduce(function (whole, name) {
          whole[name] = asBody(fields[name]);
          return whole;
        }, {});
    } else if (!isBlank(body)) form.body = asBody(valueOf(body));
    return form;
  }

  window.genesysCloud = Object.assign(window.genesysCloud || {}, { formValues: formValues });
})();
