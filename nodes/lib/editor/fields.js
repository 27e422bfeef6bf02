// The fields of a dialog: typed inputs with a name for screen readers, rows, choices.
(function () {
  var word = window.genesysCloud.word;

  var TYPES = ["msg", "flow", "global", "str", "jsonata", "env"];
  // What a flow may hold beside those: it was written by hand, or is a plain value.
  var OTHERS = ["str", "num", "bool", "json", "bin"];

  // The kinds of value that a dialog offers, and the stored one.
  /** @type {GenesysCloud["typesWith"]} */
  function typesWith(types, stored) {
    var isOffered = /** @type {TypedInputKind[]} */ (types).some(function (type) {
      return (type.value || type) === stored;
    });
    return isOffered || OTHERS.indexOf(stored) < 0 ? types : types.concat(stored);
  }

  // Gives what a TypedInput draws the name of its label, for the mouse and for a screen reader.
  /** @type {GenesysCloud["nameField"]} */
  function nameField(input) {
    var label = $('label[for="' + input.attr("id") + '"]').attr("id", input.attr("id") + "-label");
    var widget = input.next(".red-ui-typedInput-container");
    widget.find("input").attr("aria-labelledby", input.attr("id") + "-label");
    widget
      .find("button")
      .attr("aria-label", word("aria.typeOf", { name: label.text().replace("*", "").trim() }));
    label.on("click", function () {
      input.typedInput("focus");
    });
  }

  // Turns #node-input-<name> into a TypedInput whose type is kept in <name>Type. Its field gets the label's name.
  /** @type {GenesysCloud["typedInput"]} */
  function typedInput(name, types, typeName) {
    var input = $("#node-input-" + name);
    var typeField = $("#node-input-" + (typeName || name + "Type"));
    input.typedInput({ types: typesWith(types || TYPES, typeField.val()), typeField: typeField });
    nameField(input);
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
            $("<span></span>").text(word("label." + name)),
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
          .text(word(name + "." + value)),
      );
    });
    return select;
  }

  // Shows the rows of those properties that a function of the present settings calls wanted, hides the others.
  /** @type {GenesysCloud["showRows"]} */
  function showRows(wanted) {
    Object.keys(wanted).forEach(function (name) {
      $("#node-input-" + name)
        .closest(".form-row")
        .toggle(Boolean(wanted[name]));
    });
  }

  // What the select or the check box of a property says at present.
  /** @type {GenesysCloud["setting"]} */
  function setting(name) {
    var field = $("#node-input-" + name);
    return field.is(":checkbox") ? field.prop("checked") : field.val();
  }

  window.genesysCloud = Object.assign(window.genesysCloud || {}, {
    nameField: nameField,
    typedInput: typedInput,
    typesWith: typesWith,
    row: row,
    choice: choice,
    showRows: showRows,
    setting: setting,
  });
})();
