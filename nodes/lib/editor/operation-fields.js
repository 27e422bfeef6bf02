// The form that is drawn of an operation: a field for each parameter, the required and the filled ones first.
(function () {
  var word = window.genesysCloudOperations.word;
  var isSet = window.genesysCloudOperations.isSet;

  var REFERENCES = ["msg", "flow", "global", "jsonata", "env"];

  // The list from which a field is filled, by its name.
  var LISTS = {
    queueId: "queue",
    callQueueId: "queue",
    callFromQueueId: "queue",
    userId: "user",
    callUserId: "user",
    consultingUserId: "user",
    targetUserId: "user",
    wrapupCode: "wrapupCode",
    wrapUpCode: "wrapupCode",
    flowId: "anyFlow",
    languageId: "language",
    skillIds: "skill",
    routingSkillsIds: "skill",
    externalContactId: "externalContact",
    contactId: "externalContact",
    integrationId: "integration",
  };

  function listOf(field) {
    // The `code` of a body is a wrap-up's; a query has one too, which is not.
    if (field.name === "code" && field.in === "body") return "wrapupCode";
    return Object.prototype.hasOwnProperty.call(LISTS, field.name) ? LISTS[field.name] : undefined;
  }

  // A kind of value for a TypedInput, under a name and a glyph of ours.
  /** @type {GenesysCloudOperations["kind"]} */
  function kind(value, name, glyph, more) {
    var glyphs = ["fa", "fa-" + glyph];
    return $.extend({ value: value, label: word("type." + name), icon: glyphs.join(" ") }, more);
  }

  // The kinds of value that a field takes, its own first.
  function typesOf(field, saved) {
    var blank = { value: "", label: "–" };
    var own = {
      string: "str",
      integer: "num",
      number: "num",
      boolean: "bool",
      array: "json",
      object: "json",
    }[field.type];
    if (field.type === "array" && field.in === "query") own = "str";
    if (field.enum && (field.type === "string" || own === "str")) {
      var options = field.enum.map(function (one) {
        return { value: one, label: one };
      });
      var isStrange =
        saved &&
        saved.type === "str" &&
        saved.value !== "" &&
        field.type === "string" &&
        field.enum.indexOf(saved.value) < 0;
      if (isStrange) options.push({ value: saved.value, label: saved.value });
      var many = field.type === "array";
      own = kind("str", "choice", "list-ul", {
        options: many ? options : [blank].concat(options),
        multiple: many,
      });
    }
    if (own === "bool") own = kind("bool", "boolean", "toggle-on", { options: [blank, "true", "false"] });
    var types = [own].concat(REFERENCES);
    var has = types.some(function (type) {
      return saved && (type.value || type) === saved.type;
    });
    return saved && !has ? types.concat(saved.type) : types;
  }

  function drawField(box, field, values) {
    var id = "genesys-api-" + field.in + "-" + field.name;
    var saved = values[field.name];
    var label = $("<label></label>").attr("for", id).attr("title", field.name).text(field.name);
    var input = $('<input type="text" style="width:70%">').attr("id", id);
    if (field.required)
      label.append(
        $('<span class="genesys-api-required"></span>').attr("title", word("form.required")).text(" *"),
      );
    var row = $('<div class="form-row"></div>').attr("data-field", field.name).append(label, input);
    box.append(row);
    if (field.unknown)
      row.append(
        $('<div class="genesys-api-mistake"></div>').text(word("invalid.unknownField", { name: field.name })),
      );
    var types = typesOf(field, saved);
    input.typedInput({ default: types[0].value || types[0], types: types });
    genesysCloud.nameField(input);
    input.typedInput("type", saved ? saved.type : types[0].value || types[0]);
    input.typedInput("value", saved ? saved.value : "");
    var mistake = $('<div class="genesys-api-mistake"></div>').appendTo(row);
    function check() {
      var isMistake = genesysCloud.hasTag(input.typedInput("value"), input.typedInput("type"));
      mistake.text(isMistake ? genesysCloud.word("invalid.template") : "").toggle(isMistake);
    }
    input.on("change", function () {
      values[field.name] = { type: input.typedInput("type"), value: input.typedInput("value") };
      check();
    });
    check();
    var list = listOf(field);
    if (list) genesysCloud.lookup(input, list, { several: field.type === "array" && "json" });
  }

  // The required fields and those that are set stand open; the rest is drawn when somebody wants it.
  /** @type {GenesysCloudOperations["drawFields"]} */
  function drawFields(box, fields, values, isKnown) {
    var names = fields.map(function (field) {
      return field.name;
    });
    var strangers = Object.keys(values).filter(function (name) {
      return names.indexOf(name) < 0 && isSet(values[name]);
    });
    var all = fields.concat(
      strangers.map(function (name) {
        return { name: name, in: box.attr("data-in"), type: "string", unknown: isKnown };
      }),
    );
    var shown = all.filter(function (field) {
      return !field.readOnly && (field.required || isSet(values[field.name]));
    });
    var rest = all.filter(function (field) {
      return !field.readOnly && shown.indexOf(field) < 0;
    });
    box.empty();
    shown.forEach(function (field) {
      drawField(box, field, values);
    });
    if (rest.length === 0) return;
    var more = $("<details></details>").append(
      $("<summary></summary>").text(word("form.more", { number: rest.length })),
    );
    more.one("toggle", function () {
      rest.forEach(function (field) {
        drawField(more, field, values);
      });
    });
    box.append(more);
  }

  window.genesysCloudOperations = Object.assign(window.genesysCloudOperations || {}, {
    REFERENCES: REFERENCES,
    kind: kind,
    drawFields: drawFields,
  });
})();
