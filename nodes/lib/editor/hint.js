// A sentence below a field: a hint, not an error.
(function () {
  // `sentence` returns the hint, or "" for none.
  /** @type {GenesysCloud["hint"]} */
  function hint(name, sentence) {
    var row = $("#node-input-" + name).closest(".form-row");
    var box = $('<div class="genesys-cloud-notice" role="status"></div>').insertAfter(row);
    function draw() {
      var text = sentence();
      if (box.text() !== text) box.text(text);
    }
    row.closest("form").on("change input keyup", draw);
    draw();
  }

  // The current value of a TypedInput.
  /** @type {GenesysCloud["typedValue"]} */
  function typedValue(name) {
    var input = $("#node-input-" + name);
    return { type: input.typedInput("type"), value: String(input.typedInput("value")).trim() };
  }

  var ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
  var PHONE = /^(tel:)?\+?[\d\s()./-]{3,}((;|x|ext\.?)[\s\w=.-]*)?$/i;

  // Is a destination a phone number, not the id of a flow? The same pattern as in the runtime
  // (lib/platform/errors/warnings.ts).
  function isPhoneNumber(destination) {
    return PHONE.test(destination) && /\d/.test(destination) && !ID.test(destination);
  }

  // Is there invocation data for a phone number? The message property that a new node names usually does not exist.
  /** @type {GenesysCloud["hasDataForNumber"]} */
  function hasDataForNumber(destination, data) {
    var isUntouched = data.type === "msg" && data.value === "invocationData";
    return (
      destination.type === "str" && isPhoneNumber(destination.value) && data.value !== "" && !isUntouched
    );
  }

  window.genesysCloud = Object.assign(window.genesysCloud || {}, {
    hint: hint,
    typedValue: typedValue,
    hasDataForNumber: hasDataForNumber,
  });
})();
