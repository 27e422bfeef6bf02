// The fields of a dialog: typed inputs with a name for screen readers, rows, choices.
(function () {
  var translate = window.genesysCloud.translate;

  var TYPES = ["msg", "flow", "global", "str", "jsonata", "env"];
  // Types that a flow may have besides those, because it was written by hand or has a plain value.
  var OTHERS = ["str", "num", "bool", "json", "bin"];

  // The types that a dialog offers, and the stored one.
  /** @type {GenesysCloud["typesWith"]} */
  function typesWith(types, stored) {
    var isOffered = /** @type {TypedInputKind[]} */ (types).some(function (type) {
      return (type.value || type) === stored;
    });
    return isOffered || OTHERS.indexOf(stored) < 0 ? types : types.concat(stored);
  }

  // Connects the parts of a TypedInput with its label, for the mouse and for a screen reader.
  /** @type {GenesysCloud["nameField"]} */
  function nameField(input) {
    var label = $('label[for="' + input.attr("id") + '"]').attr("id", input.attr("id") + "-label");
    var widget = input.next(".red-ui-typedInput-container");
    widget.find("input").attr("aria-labelledby", input.attr("id") + "-label");
    widget
      .find("button")
      .attr("aria-label", translate("aria.typeOf", { name: label.text().replace("*", "").trim() }));
    label.on("click", function () {
      input.typedInput("focus");
    });
  }

  // A new node names a property of the message. That name is no text, number or JSON value: it is removed when such a type
  // is chosen, and is back with the type msg. A JSONata expression reads the property by the same name.
  var NAMING = ["msg", "flow", "global", "jsonata"];
  /** @type {GenesysCloud["dropName"]} */
  function dropName(input, name) {
    function names() {
      return NAMING.indexOf(input.typedInput("type")) >= 0;
    }
    var named = names();
    var isDropped = false;
    input.on("change", function () {
      if (names() === named) return;
      named = !named;
      var isExpected = input.typedInput("value") === (named ? "" : name) && (isDropped || !named);
      isDropped = isExpected && !named;
      if (isExpected) input.typedInput("value", named ? name : "");
    });
  }

  // The name of a property that an input has in a new node; also where it is blank there.
  function nameOf(node, name) {
    var defaults = node._def.defaults;
    var type = defaults[window.genesysCloud.typeKeyOf(defaults, name) || ""];
    if (!type || type.value !== "msg") return "";
    return "missing" in defaults[name] ? defaults[name].missing : defaults[name].value;
  }

  // Makes a TypedInput of #node-input-<name>. Its type is stored in <name>Type.
  /** @type {GenesysCloud["typedInput"]} */
  function typedInput(node, name, types, typeName) {
    var input = $("#node-input-" + name);
    var typeField = $("#node-input-" + (typeName || name + "Type"));
    input.typedInput({ types: typesWith(types || TYPES, typeField.val()), typeField: typeField });
    nameField(input);
    dropName(input, nameOf(node, name));
    return input;
  }

  /** @type {GenesysCloud["row"]} */
  function row(name, icon, content) {
    return $('<div class="form-row"></div>')
      .attr("data-row", name)
      .append(
        $("<label></label>")
          .attr("for", "node-input-" + name)
          .append(
            $('<i aria-hidden="true"></i>').addClass("fa " + icon),
            " ",
            $("<span></span>").text(translate("label." + name)),
          ),
        content,
      );
  }

  /** @type {GenesysCloud["choice"]} */
  function choice(name, values) {
    var select = $('<select style="width:70%"></select>').attr("id", "node-input-" + name);
    values.forEach(function (value) {
      select.append(
        $("<option></option>")
          .val(value)
          .text(translate(name + "." + value)),
      );
    });
    return select;
  }

  // Shows or hides the row of each property.
  /** @type {GenesysCloud["showRows"]} */
  function showRows(wanted) {
    Object.keys(wanted).forEach(function (name) {
      $("#node-input-" + name)
        .closest(".form-row")
        .toggle(Boolean(wanted[name]));
    });
  }

  // The current value of the select or the check box of a property.
  /** @type {GenesysCloud["setting"]} */
  function setting(name) {
    var field = $("#node-input-" + name);
    return field.is(":checkbox") ? field.prop("checked") : field.val();
  }

  window.genesysCloud = Object.assign(window.genesysCloud || {}, {
    nameField: nameField,
    dropName: dropName,
    typedInput: typedInput,
    typesWith: typesWith,
    row: row,
    choice: choice,
    showRows: showRows,
    setting: setting,
  });
})();
