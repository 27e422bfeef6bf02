// A body in two views, fields and JSON, and how it is stored.
(function () {
  var translate = window.genesysCloudOperations.translate;

  // A body as JSON. A reference is written { "$msg": "property" }.
  function asJson(values, fields) {
    var whole = {};
    var order = fields.map(function (field) {
      return field.name;
    });
    order.concat(Object.keys(values)).forEach(function (name) {
      var field = values[name];
      if (genesysCloud.isSet(field) && !(name in whole)) whole[name] = asLiteral(field);
    });
    return JSON.stringify(whole, null, 4);
  }

  function asLiteral(field) {
    if (field.type === "str") return field.value;
    if (field.type === "bool") return field.value === "true" || field.value === true;
    if (field.type === "num" && field.value !== "" && isFinite(field.value)) return Number(field.value);
    if (field.type === "json") {
      try {
        return JSON.parse(field.value);
      } catch {
        // not JSON: shown unchanged
      }
    }
    var reference = {};
    reference["$" + field.type] = field.value;
    return reference;
  }

  function asField(value) {
    if (typeof value === "string" && value !== "") return { type: "str", value: value };
    if (typeof value === "number") return { type: "num", value: String(value) };
    if (typeof value === "boolean") return { type: "bool", value: String(value) };
    var keys = typeof value === "object" && value !== null ? Object.keys(value) : [];
    var type = keys.length === 1 && keys[0].charAt(0) === "$" ? keys[0].slice(1) : "";
    var isReference =
      genesysCloud.REFERENCES.concat("num", "json").indexOf(type) >= 0 && typeof value[keys[0]] === "string";
    return isReference
      ? { type: type, value: value[keys[0]] }
      : { type: "json", value: JSON.stringify(value) };
  }

  // Two views of one body. JSON that is typed is parsed into fields at once. While it cannot be parsed, the fields are
  // disabled.
  /** @type {GenesysCloudOperations["bodyViews"]} */
  function bodyViews(values, fieldsNow, drawBody) {
    var area = $("#genesys-api-json");
    var mistake = $("#genesys-api-json-mistake");
    var views = /** @type {ReturnType<GenesysCloudOperations["bodyViews"]>} */ ({ broken: undefined });

    function complain(text) {
      views.broken = text === "" ? undefined : area.val();
      mistake.text(text).toggle(text !== "");
      $("#genesys-api-view-fields").prop("disabled", text !== "");
    }
    function read() {
      var whole;
      try {
        whole = area.val().trim() === "" ? {} : JSON.parse(area.val());
      } catch (error) {
        return complain(translate("invalid.json") + " " + error.message);
      }
      if (typeof whole !== "object" || whole === null || Array.isArray(whole))
        return complain(translate("invalid.object"));
      Object.keys(values).forEach(function (name) {
        delete values[name];
      });
      Object.keys(whole).forEach(function (name) {
        values[name] = asField(whole[name]);
      });
      complain("");
    }
    views.show = function (view) {
      if (view === "fields") drawBody();
      else area.val(asJson(values, fieldsNow()));
      complain("");
      $("#genesys-api-fields").toggle(view === "fields");
      $("#genesys-api-whole").toggle(view === "json");
      $("#genesys-api-view-fields")
        .toggleClass("selected", view === "fields")
        .attr("aria-pressed", String(view === "fields"));
      $("#genesys-api-view-json")
        .toggleClass("selected", view === "json")
        .attr("aria-pressed", String(view === "json"));
    };
    area.on("input", read);
    $("#genesys-api-view-fields").on("click", function () {
      views.show("fields");
    });
    $("#genesys-api-view-json").on("click", function () {
      views.show("json");
    });
    return views;
  }

  window.genesysCloudOperations = Object.assign(window.genesysCloudOperations || {}, {
    bodyViews: bodyViews,
  });
})();
