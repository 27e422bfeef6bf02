// The dialog of simulate: a form of the details of the chosen act.
(function () {
  var translate = window.genesysCloudActs.translate;
  var factsOf = window.genesysCloudActs.factsOf;
  var fieldsOf = window.genesysCloudActs.fieldsOf;

  var NOTHING = "{}"; // the details of a new node

  function parsed(text) {
    try {
      var value = JSON.parse(text || NOTHING);
      return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
    } catch {
      return undefined;
    }
  }

  function isNothing(text) {
    var value = parsed(text);
    return value !== undefined && Object.keys(value).length === 0;
  }

  // The fields of details that were written as JSON.
  function fromJson(text) {
    var details = parsed(text) || {};
    /** @type {FieldValues} */
    var values = {};
    Object.keys(details).forEach(function (name) {
      var value = details[name];
      var type = { string: "str", number: "num", boolean: "bool" }[typeof value] || "json";
      values[name] = { type: type, value: type === "json" ? JSON.stringify(value) : String(value) };
    });
    return values;
  }

  // The details of an act, by their names in a message.
  function hintOf(facts) {
    var names = facts.fields.map(function (field) {
      return field.name + (field.enum ? " (" + field.enum.join(", ") + ")" : "");
    });
    return names.length === 0
      ? translate("hint.noDetails")
      : translate("hint.details", { names: names.join(", ") });
  }

  function mistakeOf(name) {
    return translate("invalid.unknownDetail", { name: name });
  }

  // The values of the form by act: those of another act are kept until the dialog is closed. A newly chosen act begins with
  // those that it shares with the others.
  function valuesByAct(action, ofChosen) {
    /** @type {Record<string, FieldValues>} */
    var forms = {};
    forms[action.val()] = ofChosen;
    return function () {
      var name = action.val();
      if (forms[name]) return forms[name];
      /** @type {FieldValues} */
      var values = {};
      fieldsOf(name).forEach(function (field) {
        Object.keys(forms).forEach(function (other) {
          if (genesysCloud.isSet(forms[other][field.name])) values[field.name] = forms[other][field.name];
        });
      });
      return (forms[name] = values);
    };
  }

  // The input of the details, with the form as its first type.
  function detailsInput(node) {
    var input = $("#node-input-details");
    var own = genesysCloud.kind("fields", "fields", "list-alt", { hasValue: false });
    var types = [own, "json", "msg", "flow", "global", "jsonata"];
    input.typedInput({
      types: genesysCloud.typesWith(types, node.detailsType),
      typeField: $("#node-input-detailsType"),
    });
    if (node.detailsType === "fields") input.typedInput("value", "");
    genesysCloud.nameField(input);
    return input;
  }

  function showHint(facts, isShown) {
    $("#genesys-simulate-hint")
      .text(facts ? hintOf(facts) : "")
      .closest(".form-row")
      .toggle(Boolean(facts) && isShown);
  }

  // The JSON of a new node is the name of no property: with a type that reads one, the field has the name of the input.
  function nameWhereRead(input) {
    input.on("change", function () {
      var isJson = input.typedInput("type") === "json";
      if (input.typedInput("type") === "fields") return;
      if (input.typedInput("value") === (isJson ? "details" : NOTHING))
        input.typedInput("value", isJson ? NOTHING : "details");
    });
  }

  // Calls `take` with the JSON that was there before the form was chosen.
  function onFormAfterJson(input, json, take) {
    var lastType = input.typedInput("type");
    input.on("change", function () {
      var type = input.typedInput("type");
      if (type === "fields" && lastType === "json") take(json);
      lastType = type;
      if (type === "json") json = input.typedInput("value");
    });
  }

  // Draws the dialog of a node. The function that is returned writes the details into the node.
  /** @type {GenesysCloudActs["prepare"]} */
  function prepare(node) {
    var isJson = node.detailsType === "json";
    var json = isJson ? /** @type {string} */ (node.details) : NOTHING;
    var action = $("#node-input-action");
    var form = $("#genesys-simulate-form");
    var input = detailsInput(node);
    var values = valuesByAct(
      action,
      genesysCloud.asValues(node.detailsType === "fields" ? node.details : []),
    );

    function isForm() {
      return input.typedInput("type") === "fields";
    }
    function draw() {
      var facts = factsOf(action.val());
      var fields = fieldsOf(action.val());
      var hasForm = fields.length > 0 || Object.keys(values()).length > 0;
      genesysCloud.showRows({
        conversationId: !facts || facts.conversation !== "none",
        details: !facts || !isForm() || hasForm,
      });
      form.toggle(isForm() && hasForm);
      genesysCloud.drawFields(form, fields, values(), facts && mistakeOf);
      showHint(facts, !isForm());
    }

    // A new node has no details: the form is where they are given.
    if (isJson && isNothing(json)) input.typedInput("type", "fields");
    nameWhereRead(input);
    onFormAfterJson(input, json, function (written) {
      if (genesysCloud.asList(values()).length === 0) Object.assign(values(), fromJson(written));
    });
    action.on("change", draw);
    input.on("change", draw);
    window.genesysCloudActs.load().then(draw);
    draw();

    return function () {
      var list = genesysCloud.asList(values());
      // A form without values is stored as in a new node.
      var isBlank = isForm() && list.length === 0;
      if (isBlank) $("#node-input-detailsType").val("json");
      if (isBlank) node.details = isNothing(json) ? json : NOTHING;
      else node.details = isForm() ? list : input.typedInput("value");
      // Without its id the editor does not save the field itself: it would make text of a list.
      input.removeAttr("id");
    };
  }

  window.genesysCloudActs = Object.assign(window.genesysCloudActs || {}, { prepare: prepare });
})();
