// A sentence in a dialog about what is typed into it; it is no mistake.
(function () {
  // `sentence` returns it, or "" where there is nothing to say. It is shown below the row of a field.
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

  // What a TypedInput holds now.
  /** @type {GenesysCloud["typedValue"]} */
  function typedValue(name) {
    var input = $("#node-input-" + name);
    return { type: input.typedInput("type"), value: String(input.typedInput("value")).trim() };
  }

  var ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
  var PHONE = /^(tel:)?\+?[\d\s()./-]{3,}((;|x|ext\.?)[\s\w=.-]*)?$/i;

  // Is a destination a phone number, as opposed to the id of a flow? As the runtime takes it (lib/platform/warnings.ts).
  function isPhoneNumber(destination) {
    return PHONE.test(destination) && /\d/.test(destination) && !ID.test(destination);
  }

  // Is invocation data given beside a phone number? The message property of a new node is usually not there.
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
