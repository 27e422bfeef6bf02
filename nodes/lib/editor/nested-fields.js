// The fields of an object or of a list of objects within a body. Each level is requested and drawn when it is opened, and
// every change is written into the JSON of the field above.
(function () {
  var translate = function (key, values) {
    return window.genesysCloud.translate(key, values);
  };
  var known = {};

  // Calls `then` with the fields of a model of an operation.
  function fieldsOf(operation, model, then) {
    var key = operation + " " + model;
    if (known[key]) return then(known[key]);
    $.getJSON("genesys-cloud/operation", { name: operation, model: model }).done(function (answer) {
      known[key] = answer.fields;
      then(answer.fields);
    });
  }

  function choice(values, value) {
    var select = $('<select style="width:60%"></select>').append($('<option value=""></option>').text("–"));
    // A stored value that is no longer listed stays.
    var listed = value === "" || values.indexOf(value) >= 0 ? values : values.concat(value);
    listed.forEach(function (one) {
      select.append($("<option></option>").val(one).text(one));
    });
    return select.val(value);
  }

  function isPlain(field) {
    return ["string", "integer", "number", "boolean"].indexOf(field.type) >= 0;
  }

  // What is in a control as the value of its field: undefined where it is blank, the text where it is no JSON yet.
  function valueIn(field, text) {
    if (text === "") return undefined;
    if (field.type === "string") return text;
    if (field.type === "boolean") return text === "true";
    if (isPlain(field)) return isFinite(text) ? Number(text) : text;
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  }

  function textOf(value) {
    if (value === undefined || value === null) return "";
    return typeof value === "object" ? JSON.stringify(value) : String(value);
  }

  function controlOf(field, value) {
    if (field.enum && field.type === "string") return choice(field.enum, textOf(value));
    if (field.type === "boolean") return choice(["true", "false"], textOf(value));
    return $('<input type="text" style="width:60%">').val(textOf(value));
  }

  function button(key, more) {
    return $('<button type="button" class="red-ui-button red-ui-button-small"></button>').text(
      translate(key, more),
    );
  }

  // One field of an object. `set` is called with its new value.
  function drawOne(box, field, value, set) {
    var row = $('<div class="form-row"></div>').attr("data-nested", field.name).appendTo(box);
    var control = controlOf(field, value);
    var label = $("<label></label>").append(
      $("<span></span>").text(field.name + (field.required ? " *" : "")),
      control,
    );
    row.append(label);
    control.on("change", function () {
      set(valueIn(field, String(control.val())));
    });
    if (!field.model) return;
    offer(row, field, {
      read: function () {
        return valueIn(field, String(control.val()));
      },
      write: function (changed) {
        control.val(textOf(changed));
        set(changed);
      },
    });
  }

  // All fields of one object; those that are required or have a value go first.
  function drawObject(box, field, value, changed) {
    var whole = Object.assign({}, value);
    fieldsOf(field.operation, field.model, function (fields) {
      var writable = fields.filter(function (one) {
        return !one.readOnly;
      });
      var isFirst = function (one) {
        return one.required || whole[one.name] !== undefined;
      };
      var rest = writable.filter(function (one) {
        return !isFirst(one);
      });
      box.empty();
      writable
        .filter(isFirst)
        .concat(rest)
        .forEach(function (one) {
          drawOne(box, Object.assign({ operation: field.operation }, one), whole[one.name], function (next) {
            if (next === undefined) delete whole[one.name];
            else whole[one.name] = next;
            changed(whole);
          });
        });
    });
  }

  function drawList(box, field, values, changed) {
    var all = values.slice();
    box.empty();
    all.forEach(function (value, at) {
      var entry = $('<div class="genesys-cloud-fields"></div>').appendTo(box);
      drawObject($("<div></div>").appendTo(entry), field, value, function (next) {
        all[at] = next;
        changed(all);
      });
      button("form.removeEntry")
        .appendTo(entry)
        .on("click", function () {
          all.splice(at, 1);
          changed(all);
          drawList(box, field, all, changed);
        });
    });
    button("form.addEntry")
      .appendTo(box)
      .on("click", function () {
        all.push({});
        changed(all);
        drawList(box, field, all, changed);
      });
  }

  // Offers the fields of an object or a list below its JSON. What is no JSON of that kind stays as it was typed.
  function offer(row, field, json) {
    var box = $('<div class="genesys-cloud-fields"></div>').hide();
    var open = button("form.nested").attr("aria-expanded", "false").appendTo(row);
    row.append(box);
    open.on("click", function () {
      var value = json.read();
      var isFitting =
        value === undefined ||
        (typeof value === "object" && Array.isArray(value) === (field.type === "array"));
      var isOpen = !box.is(":visible") && isFitting;
      box.toggle(isOpen);
      open.attr("aria-expanded", String(isOpen));
      if (!isOpen) return;
      if (field.type === "array") drawList(box, field, value || [], json.write);
      else drawObject(box, field, value || {}, json.write);
    });
  }

  // The same below a field of the form, whose value is a TypedInput.
  /** @type {GenesysCloud["nestedFields"]} */
  function nestedFields(row, field, input) {
    offer(row, field, {
      read: function () {
        return input.typedInput("type") === "json" ? valueIn(field, String(input.typedInput("value"))) : "";
      },
      write: function (changed) {
        input.typedInput("value", JSON.stringify(changed));
      },
    });
  }

  window.genesysCloud = Object.assign(window.genesysCloud || {}, {
    nestedFields: nestedFields,
  });
})();
