// The value of a field with ids: one id, or several, with commas or as a JSON list.
(function () {
  // `several`: false, true, or "json" where the field accepts only a JSON list.
  /** @type {GenesysCloud["fieldValue"]} */
  function fieldValue(input, several) {
    function isTyped() {
      return input.hasClass("red-ui-typedInput");
    }
    function type() {
      return isTyped() ? input.typedInput("type") : "str";
    }
    function text() {
      return String((isTyped() ? input.typedInput("value") : input.val()) || "");
    }
    function listed() {
      try {
        var list = JSON.parse(text() || "[]");
        return Array.isArray(list) ? list.map(String) : [];
      } catch {
        return []; // not JSON yet
      }
    }
    function write(next, kind) {
      if (isTyped()) {
        input.typedInput("type", kind);
        input.typedInput("value", next);
      } else input.val(next);
      input.trigger("change");
    }
    return {
      // The ids, or other text; none where the value is a reference.
      ids: function () {
        if (several && type() === "json") return listed();
        if (type() !== "str") return [];
        return (several ? text().split(",") : [text()]).map($.trim).filter(Boolean);
      },
      write: function (ids) {
        var isJson = several === "json" || (several && type() === "json");
        if (isJson) write(JSON.stringify(ids), "json");
        else write(ids.join(", "), "str");
      },
    };
  }

  window.genesysCloud = Object.assign(window.genesysCloud || {}, { fieldValue: fieldValue });
})();
