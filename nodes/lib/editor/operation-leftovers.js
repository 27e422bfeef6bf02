// The values of the previous operation that the chosen one has no field for.
(function () {
  var translate = window.genesysCloudOperations.translate;

  function namesWithout(fields, values) {
    return Object.keys(values).filter(function (name) {
      return !fields.some(function (field) {
        return field.name === name || field.sdkName === name;
      });
    });
  }

  // A value of which nothing is lost: it is blank, or reads the message's property of its name, as we filled it in.
  function isUntouched(name, value) {
    return !genesysCloud.isSet(value) || (value.type === "msg" && value.value === name);
  }

  /** @type {GenesysCloudOperations["dropUntouched"]} */
  function dropUntouched(values, fields) {
    namesWithout(fields, values).forEach(function (name) {
      if (isUntouched(name, values[name])) delete values[name];
    });
  }

  // Offers to remove the others. They stay, and are marked, until the user agrees.
  /** @type {GenesysCloudOperations["offerRemoval"]} */
  function offerRemoval(form, parameters, body, redraw) {
    if (form.problem) return;
    var parts = [
      { input: "parameters", values: parameters, fields: form.parameters },
      { input: "body", values: body, fields: (form.body && form.body.fields) || [] },
    ].filter(function (part) {
      return $("#node-input-" + part.input).typedInput("type") === "fields";
    });
    var names = [];
    parts.forEach(function (part) {
      namesWithout(part.fields, part.values).forEach(function (name) {
        if (genesysCloud.isSet(part.values[name])) names.push(name);
      });
    });
    if (names.length === 0) return;
    $("#genesys-api-card").append(
      $('<div class="genesys-cloud-mistake"></div>').append(
        $("<span></span>").text(translate("card.leftOver", { names: names.join(", ") }) + " "),
        $('<button type="button" class="red-ui-button red-ui-button-small"></button>')
          .attr("id", "genesys-api-remove")
          .text(translate("card.remove"))
          .on("click", function () {
            parts.forEach(function (part) {
              namesWithout(part.fields, part.values).forEach(function (name) {
                delete part.values[name];
              });
            });
            redraw();
          }),
      ),
    );
  }

  window.genesysCloudOperations = Object.assign(window.genesysCloudOperations || {}, {
    dropUntouched: dropUntouched,
    offerRemoval: offerRemoval,
  });
})();
