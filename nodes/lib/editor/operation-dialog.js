// The dialog of genesys api.
(function () {
  var translate = window.genesysCloudOperations.translate;
  var describe = window.genesysCloudOperations.describe;
  var picker = window.genesysCloudOperations.picker;
  var drawCard = window.genesysCloudOperations.drawCard;
  var dropUntouched = window.genesysCloudOperations.dropUntouched;
  var offerRemoval = window.genesysCloudOperations.offerRemoval;
  var bodyViews = window.genesysCloudOperations.bodyViews;

  function grantOf() {
    var account = RED.nodes.node($("#node-input-account").val());
    return account ? /** @type {Account} */ (genesysCloud.withDefaults(account)).grant : undefined;
  }

  // Which fields of a body are required together, in words.
  function ruleOf(body) {
    if (!body) return "";
    if (body.exactlyOne) return translate("form.exactlyOne") + " " + body.exactlyOne.join(", ");
    return body.atLeastOne ? translate("form.atLeastOne") + " " + body.atLeastOne.join(", ") : "";
  }

  function drawRule(body) {
    var rule = ruleOf(body);
    $("#genesys-api-rule")
      .toggle(rule !== "")
      .text(rule);
  }

  function readIdsFromMessage(parameters, fields) {
    fields.forEach(function (field) {
      if (field.in === "path" && !genesysCloud.isSet(parameters[field.name]))
        parameters[field.name] = { type: "msg", value: field.name };
    });
  }

  // Where the fields are known, any other name is a mistake.
  function drawIn(box, fields, values, isKnown) {
    var mistakeOf = function (name) {
      return translate("invalid.unknownField", { name: name });
    };
    var ofOperation = fields.map(function (field) {
      return Object.assign({ operation: $("#node-input-operation").typedInput("value") }, field);
    });
    genesysCloud.drawFields(box, ofOperation, values, isKnown ? mistakeOf : undefined);
  }

  // A value of the form: of its fields, or of the input itself.
  function valueOf(input, fields) {
    var type = input.typedInput("type");
    return { type: type, value: type === "fields" ? fields : input.typedInput("value") };
  }

  function showPaged() {
    $(".genesys-api-paged").toggle($("#node-input-paging").val() === "all");
  }

  // What belongs to jobs and files only.
  function showTransfers() {
    var download = $("#node-input-download").val();
    var isJob = $("#node-input-waitForJob").prop("checked");
    $(".genesys-api-file").toggle(download === "file");
    $(".genesys-api-download").toggle(download !== "none");
    $(".genesys-api-deadline").toggle(download !== "none" || isJob);
  }

  function watchRows() {
    $("#node-input-paging").on("change", showPaged);
    $("#node-input-download, #node-input-waitForJob").on("change", showTransfers);
    showPaged();
    showTransfers();
  }

  // The rows of the form as they are stored, where it has any.
  function rowsOf(parameters, body) {
    function rows(name, one) {
      return one[0].typedInput("type") === "fields" ? { [name]: genesysCloud.asList(one[1]) } : {};
    }
    return function () {
      return { ...rows("parameters", parameters), ...rows("body", body) };
    };
  }

  // Draws the dialog of a node. The function that is returned writes the values into the node.
  /** @type {GenesysCloudOperations["prepare"]} */
  function prepare(node) {
    var parameters = genesysCloud.asValues(node.parametersType === "fields" ? node.parameters : []);
    var body = genesysCloud.asValues(node.bodyType === "fields" ? node.body : []);
    var form;
    var chosen; // an operation from the list whose form has not come yet
    var fieldsNow = function () {
      return form && form.body && form.body.fields ? form.body.fields : [];
    };
    var views = bodyViews(body, fieldsNow, function () {
      drawIn($("#genesys-api-fields"), fieldsNow(), body, form && form.body);
    });

    function typed(name, types) {
      var isFields = node[name + "Type"] === "fields";
      var input = $("#node-input-" + name);
      types = genesysCloud.typesWith(types, /** @type {string} */ (node[name + "Type"]));
      input.typedInput({ types: types, typeField: $("#node-input-" + name + "Type") });
      if (isFields) input.typedInput("value", "");
      genesysCloud.nameField(input);
      return input;
    }
    var ownFields = genesysCloud.kind("fields", "fields", "list-alt", { hasValue: false });
    var catalogue = genesysCloud.kind("str", "catalogue", "book");
    var operationInput = typed("operation", [catalogue].concat(genesysCloud.REFERENCES));
    var parametersInput = typed("parameters", [ownFields, "json", "msg", "flow", "global", "jsonata"]);
    var bodyInput = typed("body", [ownFields, "json", "msg", "flow", "global", "jsonata", "str"]);
    typed("upload", ["msg", "flow", "global", "jsonata", "str"]);
    typed("filename", ["msg", "flow", "global", "str", "env", "jsonata"]);
    typed("downloadFrom", ["str", "msg", "flow", "global", "env", "jsonata"]);

    function draw() {
      var isNamed = operationInput.typedInput("type") === "str";
      var hasBody = !form || form.problem || form.body !== null;
      $("#genesys-api-picker").toggle(isNamed);
      if (form && isNamed) drawCard(form, grantOf(), choose);
      else $("#genesys-api-card").hide();
      if (form && isNamed) offerRemoval(form, parameters, body, drawForm);
      $("#genesys-api-parameters").toggle(parametersInput.typedInput("type") === "fields");
      $('[data-row="body"]').toggle(Boolean(hasBody));
      $("#genesys-api-body").toggle(Boolean(hasBody) && bodyInput.typedInput("type") === "fields");
      $('[data-row="upload"]').toggle(!form || Boolean(form.problem) || form.isUpload === true);
      drawRule(form && form.body);
    }
    function drawForm() {
      var isKnown = form !== undefined && !form.problem;
      drawIn($("#genesys-api-parameters"), isKnown ? form.parameters : [], parameters, isKnown);
      if (isKnown && form.body && !form.body.fields && bodyInput.typedInput("type") === "fields")
        bodyInput.typedInput("type", "json");
      if (views.broken === undefined) views.show($("#genesys-api-whole").is(":visible") ? "json" : "fields");
      draw();
    }
    function refresh() {
      var name = operationInput.typedInput("value");
      form = undefined;
      if (operationInput.typedInput("type") !== "str" || !name || genesysCloud.isEnv(name)) return drawForm();
      describe(name, function (answer) {
        if (!operationInput[0].isConnected) return; // the dialog was closed meanwhile
        if (operationInput.typedInput("value") !== name) return;
        form = answer;
        if (chosen === name && !form.problem) adopt();
        drawForm();
      });
    }
    // A new operation keeps the values of fields that it has, too, and reads its ids from the message. This happens
    // with the first response: the field of the operation requests the form as well when its value changes.
    function adopt() {
      chosen = undefined;
      dropUntouched(parameters, form.parameters);
      dropUntouched(body, fieldsNow());
      readIdsFromMessage(parameters, form.parameters);
    }
    function choose(id) {
      chosen = id;
      operationInput.typedInput("type", "str");
      operationInput.typedInput("value", id);
      refresh();
    }

    picker(choose, grantOf);
    operationInput.on("change", refresh);
    parametersInput.on("change", draw);
    bodyInput.on("change", draw);
    $("#node-input-account").on("change", draw);
    watchRows();
    views.show("fields");
    refresh();
    genesysCloud.preview(node, function () {
      return genesysCloud.formValues(valueOf(parametersInput, parameters), valueOf(bodyInput, body));
    });
    genesysCloud.tryIt(node, rowsOf([parametersInput, parameters], [bodyInput, body]));

    return function () {
      // Without its id the editor does not save the field itself: it would make text of a list.
      /** @type {[string, JQuery, FieldValues][]} */ ([
        ["parameters", parametersInput, parameters],
        ["body", bodyInput, body],
      ]).forEach(function (one) {
        var type = one[1].typedInput("type");
        node[one[0]] = type === "fields" ? genesysCloud.asList(one[2]) : one[1].typedInput("value");
        $("#node-input-" + one[0]).removeAttr("id");
      });
      if (bodyInput.typedInput("type") !== "fields" || views.broken === undefined) return;
      node.body = views.broken;
      node.bodyType = "json";
      $("#node-input-bodyType").val("json");
    };
  }

  window.genesysCloudOperations = Object.assign(window.genesysCloudOperations || {}, {
    prepare: prepare,
  });
})();
