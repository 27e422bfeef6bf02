// The preview: the requests that a node will send.
(function () {
  var translate = window.genesysCloud.translate;
  var accountOf = window.genesysCloud.accountOf;
  var settingsOf = window.genesysCloud.settingsOf;
  var refusalOf = window.genesysCloud.refusalOf;
  var describeRefusal = window.genesysCloud.describeRefusal;

  // How the value of an input is shown without a message: the text in the dialog, or the reference.
  function originOf(name) {
    var field = $("#node-input-" + name);
    if (field.length === 0) return undefined;
    var isTyped = field.hasClass("red-ui-typedInput");
    var type = isTyped ? field.typedInput("type") : "str";
    var value = isTyped ? field.typedInput("value") : field.val();
    if (value === "" && type !== "bin") return undefined;
    if (type === "str" || type === "num" || type === "bool") return value;
    if (type === "env") return "${" + value + "}";
    if (type === "jsonata") return "{" + value + "}";
    if (type === "json") {
      try {
        return JSON.parse(value);
      } catch {
        return value;
      }
    }
    return "{" + type + "." + value + "}";
  }

  // The template of a body with the values of the dialog. Blank ones are not sent.
  function filled(template) {
    if (typeof template === "string") {
      var name = /^\{(\w+)\}$/.exec(template);
      return name ? originOf(name[1]) : template;
    }
    if (Array.isArray(template)) return template.map(filled);
    if (typeof template !== "object" || template === null) return template;
    return Object.keys(template).reduce(function (whole, key) {
      var value = filled(template[key]);
      if (value !== undefined) whole[key] = value;
      return whole;
    }, {});
  }

  function drawRequest(request) {
    var text = request.method + " " + request.path + (request.query ? "?" + request.query : "");
    var line = $("<div></div>").append($("<code></code>").text(text));
    return request.medium
      ? line.prepend($("<span></span>").text(translate("medium." + request.medium) + ": "))
      : line;
  }

  function drawStep(step) {
    var item = $("<li></li>");
    if (step.when !== "always") item.append($("<div></div>").text(translate("preview." + step.when)));
    item.append(step.requests.map(drawRequest));
    if (step.body !== undefined) {
      var body = step.isWhole ? step.body : filled(step.body);
      item.append($("<pre></pre>").text(typeof body === "string" ? body : JSON.stringify(body, null, 2)));
    }
    if (step.permissions && step.permissions.length > 0)
      item.append(
        $("<div></div>").text(translate("preview.permissions", { permissions: step.permissions.join(", ") })),
      );
    if (step.problem) item.append($('<div class="is-bad"></div>').text(step.problem));
    return item;
  }

  // The value of a field of the dialog.
  function valueOf(name) {
    var field = $("#node-input-" + name);
    if (field.length === 0) return undefined;
    if (field.is(":checkbox")) return field.prop("checked");
    if (field.hasClass("red-ui-typedInput")) return field.typedInput("value");
    return String(field.val());
  }

  // At the top of a dialog: why the node cannot work with the chosen account. The function that is returned draws it
  // again.
  function notice(form, node, settings) {
    var box = $('<div class="genesys-cloud-misfit" role="status"></div>').prependTo(form);
    return function draw() {
      if (!document.body.contains(box[0])) return; // the dialog was closed meanwhile
      var latest = settings();
      var refusal = latest.grant === undefined ? undefined : refusalOf(latest, draw);
      var sentence = refusal ? describeRefusal(refusal, node) : "";
      if (box.text() !== sentence) box.text(sentence);
    };
  }

  // At the bottom of a dialog: the requests that the node will send, drawn again after each change while it is open.
  // `formOf` returns the values of the form of genesys api.
  /** @type {GenesysCloud["preview"]} */
  function preview(node, formOf) {
    var list = $("<ol></ol>");
    var box = $('<details class="genesys-cloud-preview"></details>').append(
      $("<summary></summary>").text(translate("preview.title")),
      list,
    );
    var last = $('[data-genesys="errorOutput"], [data-genesys="preview"]').last();
    var more = last.closest(".genesys-cloud-more");
    var form = (more.length > 0 ? more : last).after(box).closest("form");
    var waiting;
    var latest = 0;

    function settings() {
      var account = accountOf(valueOf("account"));
      return settingsOf(node, account && account.grant, valueOf);
    }
    var drawNotice = notice(form, node, settings);

    function load() {
      var own = (latest += 1);
      var request = settings();
      if (formOf) request.form = formOf();
      $.ajax({
        url: "genesys-cloud/preview",
        method: "POST",
        contentType: "application/json",
        data: JSON.stringify(request),
      }).then(
        function (steps) {
          if (own !== latest) return;
          list.empty().append(steps.map(drawStep));
          if (steps.length === 0 && request.operation !== "" && request.action !== "")
            list.append($("<li></li>").text(translate("preview.open")));
        },
        function () {
          if (own === latest) list.empty().append($("<li></li>").text(translate("preview.failed")));
        },
      );
    }
    // One choice changes many fields: draw once.
    function draw() {
      clearTimeout(waiting);
      waiting = setTimeout(function () {
        drawNotice();
        if (box.prop("open")) load();
      }, 50);
    }
    box.on("toggle", draw);
    form.on("change", draw);
    drawNotice();
  }

  window.genesysCloud = Object.assign(window.genesysCloud || {}, {
    preview: preview,
    drawStep: drawStep,
  });
})();
