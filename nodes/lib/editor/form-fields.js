// The form of an operation: a field for each parameter, first those that are required or have a value.
(function () {
  var translate = window.genesysCloudOperations.translate;
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
    // `code` is a wrap-up code in a body, but not in a query.
    if (field.name === "code" && field.in === "body") return "wrapupCode";
    return Object.prototype.hasOwnProperty.call(LISTS, field.name) ? LISTS[field.name] : undefined;
  }

  // A type for a TypedInput, with our own label and icon.
  /** @type {GenesysCloudOperations["kind"]} */
  function kind(value, name, glyph, more) {
    var glyphs = ["fa", "fa-" + glyph];
    return $.extend({ value: value, label: translate("type." + name), icon: glyphs.join(" ") }, more);
  }

  // The types that a field accepts, its own first.
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
      var isUnlisted =
        saved &&
        saved.type === "str" &&
        saved.value !== "" &&
        field.type === "string" &&
        field.enum.indexOf(saved.value) < 0;
      if (isUnlisted) options.push({ value: saved.value, label: saved.value });
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
        $('<span class="genesys-api-required"></span>').attr("title", translate("form.required")).text(" *"),
      );
    var row = $('<div class="form-row"></div>').attr("data-field", field.name).append(label, input);
    box.append(row);
    if (field.unknown)
      row.append(
        $('<div class="genesys-api-mistake"></div>').text(
          translate("invalid.unknownField", { name: field.name }),
        ),
      );
    var types = typesOf(field, saved);
    input.typedInput({ default: types[0].value || types[0], types: types });
    genesysCloud.nameField(input);
    input.typedInput("type", saved ? saved.type : types[0].value || types[0]);
    input.typedInput("value", saved ? saved.value : "");
    var mistake = $('<div class="genesys-api-mistake"></div>').appendTo(row);
    function check() {
      var isMistake = genesysCloud.hasTag(input.typedInput("value"), input.typedInput("type"));
      mistake.text(isMistake ? genesysCloud.translate("invalid.template") : "").toggle(isMistake);
    }
    input.on("change", function () {
      values[field.name] = { type: input.typedInput("type"), value: input.typedInput("value") };
      check();
    });
    check();
    var list = listOf(field);
    if (list) genesysCloud.lookup(input, list, { several: field.type === "array" && "json" });
  }

  // Fields that are required or set are shown. The others are drawn when the user opens them.
  /** @type {GenesysCloudOperations["drawFields"]} */
  function drawFields(box, fields, values, isKnown) {
    var names = fields.map(function (field) {
      return field.name;
    });
    var unknownNames = Object.keys(values).filter(function (name) {
      return names.indexOf(name) < 0 && isSet(values[name]);
    });
    var all = fields.concat(
      unknownNames.map(function (name) {
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
      $("<summary></summary>").text(translate("form.more", { number: rest.length })),
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
