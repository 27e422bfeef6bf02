// What the form of a node that calls any operation holds: values, and in braces what only a message has.
(function () {
  var isEnv = window.genesysCloud.isEnv;
  var entriesOf = window.genesysCloud.entriesOf;

  // How a value is shown that comes from elsewhere; undefined where it stands in the form itself.
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
      return value; // what is wrong with it is said elsewhere
    }
  }

  function isBlank(field) {
    return field === undefined || field.value === undefined || String(field.value).trim() === "";
  }

  function given(field) {
    var shown = shownOf(field.type, field.value);
    return shown === undefined ? { value: literalOf(field.type, field.value) } : { shown: shown };
  }

  function givenFields(values) {
    return Object.keys(values).reduce(function (all, name) {
      if (!isBlank(values[name])) all[name] = given(values[name]);
      return all;
    }, {});
  }

  function asBody(one) {
    return "shown" in one ? one.shown : one.value;
  }

  // `parameters` and `body`: { type, value }, of the type "fields" with the fields by name as `value`.
  /** @type {GenesysCloud["givenForm"]} */
  function givenForm(parameters, body) {
    var form = { parameters: {} };
    if (parameters.type === "fields") form.parameters = givenFields(parameters.value);
    else if (!isBlank(parameters)) {
      var all = given(parameters);
      if ("shown" in all) form.all = all.shown;
      else if (typeof all.value === "object" && all.value !== null)
        Object.keys(all.value).forEach(function (name) {
          form.parameters[name] = { value: all.value[name] };
        });
    }
    if (body.type === "fields") {
      var fields = givenFields(body.value);
      var names = Object.keys(fields);
      if (names.length > 0)
        form.body = names.reduce(function (whole, name) {
          whole[name] = asBody(fields[name]);
          return whole;
        }, {});
    } else if (!isBlank(body)) form.body = asBody(given(body));
    return form;
  }

  window.genesysCloud = Object.assign(window.genesysCloud || {}, { givenForm: givenForm });
})();
