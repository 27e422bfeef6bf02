// The contracts of a request node: lists of fields, each with a name, a type, and whether it is required.
(function () {
  var translate = window.genesysCloud.translate;
  var verdict = window.genesysCloud.verdict;

  // The same as in the runtime (lib/platform/data-actions/contract.ts).
  var NAME = /^[a-z]\w{0,99}$/i;
  var TYPES = ["string", "integer", "number", "boolean", "string[]", "integer[]", "number[]", "boolean[]"];

  // A list that a GET cannot send is refused too.
  /** @type {GenesysCloud["contract"]} */
  function contract(fields, method, options) {
    var names = (Array.isArray(fields) ? fields : []).map(function (field) {
      return String(field.name);
    });
    var isGood = names.every(function (name, at) {
      return NAME.test(name) && names.indexOf(name) === at;
    });
    if (!isGood) return verdict(false, translate("invalid.contract"), options);
    var hasList = (Array.isArray(fields) ? fields : []).some(function (field) {
      return /\[\]$/.test(String(field.type));
    });
    return verdict(method !== "GET" || !hasList, translate("invalid.listInGet"), options);
  }

  function typeField(value) {
    var select = $('<select class="genesys-contract-type"></select>');
    select.attr("aria-label", translate("contract.type"));
    TYPES.forEach(function (type) {
      select.append(
        $("<option></option>")
          .val(type)
          .text(translate("contract." + type.replace("[]", "s"))),
      );
    });
    return select.val(value || "string");
  }

  // What the mouse does with the handle: Alt and an arrow key move the row.
  function moveByKey(event) {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    var row = $(event.target).closest("li");
    if (event.key === "ArrowUp") row.insertBefore(row.prev("li"));
    else row.insertAfter(row.next("li"));
    event.target.focus();
  }

  function addRow(container, field) {
    var name = $('<input type="text" class="genesys-contract-name" />');
    name.attr({ placeholder: translate("contract.name"), "aria-label": translate("contract.name") });
    var required = $('<input type="checkbox" class="genesys-contract-required" />');
    required.prop("checked", field.required === true);
    var label = $("<label></label>").append(
      required,
      " ",
      $("<span></span>").text(translate("contract.required")),
    );
    container.addClass("genesys-contract-field").on("keydown", moveByKey);
    container.append(name.val(field.name || ""), typeField(field.type), label);
    if (field.name === undefined) name.trigger("focus"); // added by its button
  }

  // Draws a contract in the place `data-genesys="<property>"`.
  /** @type {GenesysCloud["drawContract"]} */
  function drawContract(node, property) {
    var list = $('<ol class="genesys-contract"></ol>').appendTo($('[data-genesys="' + property + '"]'));
    list.editableList({
      addItem: function (container, _index, field) {
        addRow(container, field);
      },
      removable: true,
      sortable: true,
      height: "auto",
    });
    var stored = node[property];
    (Array.isArray(stored) ? stored : []).forEach(function (field) {
      list.editableList("addItem", field);
    });
  }

  // The fields in the dialog. A row without a name is left out.
  /** @type {GenesysCloud["contractIn"]} */
  function contractIn(property) {
    return $('[data-genesys="' + property + '"] .genesys-contract-name')
      .get()
      .map(function (field) {
        var row = $(field).parent();
        return {
          name: String($(field).val()).trim(),
          type: String(row.find(".genesys-contract-type").val()),
          required: row.find(".genesys-contract-required").prop("checked") === true,
        };
      })
      .filter(function (field) {
        return field.name !== "";
      });
  }

  window.genesysCloud = Object.assign(window.genesysCloud || {}, {
    contract: contract,
    drawContract: drawContract,
    contractIn: contractIn,
  });
})();
