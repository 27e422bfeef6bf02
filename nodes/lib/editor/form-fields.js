// A form of an operation or of an act: a field for each of its parameters, first those that are required or have a value.
(function () {
  var translate = window.genesysCloud.translate;

  var REFERENCES = ["msg", "flow", "global", "jsonata", "env"];

  /** @type {GenesysCloud["isSet"]} */
  function isSet(field) {
    return field !== undefined && field.value !== "" && field.value !== undefined;
  }

  // From the stored list to fields by name, and back.
  /** @type {GenesysCloud["asValues"]} */
  function asValues(list) {
    /** @type {FieldValues} */
    var values = {};
    (Array.isArray(list) ? list : []).forEach(function (field) {
      values[field.name] = { type: field.type, value: field.value };
    });
    return values;
  }
  /** @type {GenesysCloud["asList"]} */
  function asList(values) {
    return Object.keys(values)
      .filter(function (name) {
        return isSet(values[name]);
      })
      .map(function (name) {
        return { name: name, value: values[name].value, type: values[name].type };
      });
  }

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
    if (field.list) return field.list;
    // `code` is a wrap-up code in a body, but not in a query.
    if (field.name === "code" && field.in === "body") return "wrapupCode";
    return Object.prototype.hasOwnProperty.call(LISTS, field.name) ? LISTS[field.name] : undefined;
  }

  // A type for a TypedInput, with our own label and icon.
  /** @type {GenesysCloud["kind"]} */
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
      json: "json",
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
    var prefix = box.closest("[data-prefix]").attr("data-prefix") || "genesys-cloud";
    var id = [prefix, field.in, field.name].join("-");
    var saved = values[field.name];
    var label = $("<label></label>")
      .attr("for", id)
      .attr("title", field.name)
      .text(field.label || field.name);
    var input = $('<input type="text" style="width:70%">').attr("id", id);
    if (field.required)
      label.append(
        $('<span class="genesys-cloud-required"></span>')
          .attr("title", translate("form.required"))
          .text(" *"),
      );
    var row = $('<div class="form-row"></div>').attr("data-field", field.name).append(label, input);
    box.append(row);
    if (field.mistake) row.append($('<div class="genesys-cloud-mistake"></div>').text(field.mistake));
    var types = typesOf(field, saved);
    input.typedInput({ default: types[0].value || types[0], types: types });
    window.genesysCloud.nameField(input);
    input.typedInput("type", saved ? saved.type : types[0].value || types[0]);
    input.typedInput("value", saved ? saved.value : "");
    var mistake = $('<div class="genesys-cloud-mistake"></div>').appendTo(row);
    function check() {
      // The editor takes a blank value for a mistake of JSON and of an expression.
      if (String(input.typedInput("value")).trim() === "")
        input.next(".red-ui-typedInput-container").removeClass("input-error");
      var isMistake = window.genesysCloud.hasTag(input.typedInput("value"), input.typedInput("type"));
      mistake.text(isMistake ? translate("invalid.template") : "").toggle(isMistake);
    }
    input.on("change", function () {
      values[field.name] = { type: input.typedInput("type"), value: input.typedInput("value") };
      check();
    });
    check();
    if (field.model && field.operation) window.genesysCloud.nestedFields(row, field, input);
    var list = listOf(field);
    if (list) window.genesysCloud.lookup(input, list, { several: field.type === "array" && "json" });
  }

  // Fields that are required, set or the main ones are shown. The others are drawn when the user opens them. `mistakeOf` returns the sentence
  // about a value without a field; it is missing where the fields are not known.
  /** @type {GenesysCloud["drawFields"]} */
  function drawFields(box, fields, values, mistakeOf) {
    var names = fields.map(function (field) {
      return field.name;
    });
    var unknownNames = Object.keys(values).filter(function (name) {
      return names.indexOf(name) < 0 && isSet(values[name]);
    });
    var all = fields.concat(
      unknownNames.map(function (name) {
        return { name: name, in: box.attr("data-in"), type: "string", mistake: mistakeOf && mistakeOf(name) };
      }),
    );
    var shown = all.filter(function (field) {
      return !field.readOnly && (field.required || field.main || isSet(values[field.name]));
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

  window.genesysCloud = Object.assign(window.genesysCloud || {}, {
    REFERENCES: REFERENCES,
    kind: kind,
    isSet: isSet,
    drawFields: drawFields,
    asValues: asValues,
    asList: asList,
  });
})();
