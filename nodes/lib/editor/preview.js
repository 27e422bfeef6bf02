// What will be sent, shown before it is.
(function () {
  var word = window.genesysCloud.word;
  var accountOf = window.genesysCloud.accountOf;
  var settingsOf = window.genesysCloud.settingsOf;
  var refusal = window.genesysCloud.refusal;
  var misfit = window.genesysCloud.misfit;

  // How a value of an input is shown where no message is at hand: what stands in the dialog, or where it comes from.
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

  // A template of a body, with what the dialog says in its places; what is left blank is not sent.
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
      ? line.prepend($("<span></span>").text(word("medium." + request.medium) + ": "))
      : line;
  }

  function drawStep(step) {
    var item = $("<li></li>");
    if (step.when !== "always") item.append($("<div></div>").text(word("preview." + step.when)));
    item.append(step.requests.map(drawRequest));
    if (step.body !== undefined) {
      var body = step.isWhole ? step.body : filled(step.body);
      item.append($("<pre></pre>").text(typeof body === "string" ? body : JSON.stringify(body, null, 2)));
    }
    if (step.permissions && step.permissions.length > 0)
      item.append(
        $("<div></div>").text(word("preview.permissions", { permissions: step.permissions.join(", ") })),
      );
    if (step.problem) item.append($('<div class="is-bad"></div>').text(step.problem));
    return item;
  }

  // What stands in a field of the dialog.
  function valueOf(name) {
    var field = $("#node-input-" + name);
    if (field.length === 0) return undefined;
    if (field.is(":checkbox")) return field.prop("checked");
    if (field.hasClass("red-ui-typedInput")) return field.typedInput("value");
    return String(field.val());
  }

  // At the top of a dialog: why the node cannot work with the account that is chosen, where that is so. What is returned
  // says it anew.
  function notice(form, node, settings) {
    var box = $('<div class="genesys-cloud-misfit" role="status"></div>').prependTo(form);
    return function draw() {
      if (!document.body.contains(box[0])) return; // the dialog was closed meanwhile
      var asked = settings();
      var refused = asked.grant === undefined ? undefined : refusal(asked, draw);
      var sentence = refused ? misfit(refused, node) : "";
      if (box.text() !== sentence) box.text(sentence);
    };
  }

  // At the bottom of a dialog: the requests that the node will send, redrawn when something changes while it is open.
  // `formOf` tells what else stands in the form.
  /** @type {GenesysCloud["preview"]} */
  function preview(node, formOf) {
    var list = $("<ol></ol>");
    var box = $('<details class="genesys-cloud-preview"></details>').append(
      $("<summary></summary>").text(word("preview.title")),
      list,
    );
    var form = $('[data-genesys="errorOutput"], [data-genesys="preview"]').last().after(box).closest("form");
    var waiting;
    var asked = 0;

    function settings() {
      var account = accountOf(valueOf("account"));
      return settingsOf(node, account && account.grant, valueOf);
    }
    var drawNotice = notice(form, node, settings);

    function load() {
      var mine = (asked += 1);
      var question = settings();
      if (formOf) question.form = formOf();
      $.ajax({
        url: "genesys-cloud/preview",
        method: "POST",
        contentType: "application/json",
        data: JSON.stringify(question),
      }).then(
        function (steps) {
          if (mine !== asked) return;
          list.empty().append(steps.map(drawStep));
          if (steps.length === 0 && question.operation !== "")
            list.append($("<li></li>").text(word("preview.open")));
        },
        function () {
          if (mine === asked) list.empty().append($("<li></li>").text(word("preview.failed")));
        },
      );
    }
    // One choice changes many fields.
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
  });
})();
