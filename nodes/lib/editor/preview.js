// What will be sent, shown before it is.
(function () {
  var word = window.genesysCloud.word;

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

  function drawStep(step) {
    var item = $("<li></li>");
    if (step.when !== "always") item.append($("<div></div>").text(word("preview." + step.when)));
    step.requests.forEach(function (request) {
      var line = $("<div></div>").append($("<code></code>").text(request.method + " " + request.path));
      if (request.medium) line.prepend($("<span></span>").text(word("medium." + request.medium) + ": "));
      item.append(line);
    });
    if (step.body !== undefined)
      item.append($("<pre></pre>").text(JSON.stringify(filled(step.body), null, 2)));
    return item;
  }

  // At the bottom of a dialog: the requests that the node will send, redrawn when something changes while it is open.
  function preview(node) {
    var list = $("<ol></ol>");
    var box = $('<details class="genesys-cloud-preview"></details>').append(
      $("<summary></summary>").text(word("preview.title")),
      list,
    );
    var form = $('[data-genesys="errorOutput"]').after(box).closest("form");

    function asked() {
      var account = RED.nodes.node($("#node-input-account").val());
      var query = { type: node.type, grant: account ? account.grant : undefined, blank: [] };
      Object.keys(node._def.defaults).forEach(function (name) {
        var field = $("#node-input-" + name);
        if (field.is("select") && name !== "account") query[name] = field.val();
        else if (field.is(":checkbox")) query[name] = String(field.prop("checked"));
        else if (field.hasClass("red-ui-typedInput") && field.typedInput("value") === "")
          query.blank.push(name);
      });
      query.blank = query.blank.join(",");
      return query;
    }
    function draw() {
      if (!box.prop("open")) return;
      $.getJSON("genesys-cloud/preview", asked())
        .done(function (steps) {
          list.empty().append(steps.map(drawStep));
        })
        .fail(function () {
          list.empty().append($("<li></li>").text(word("preview.failed")));
        });
    }
    box.on("toggle", draw);
    form.on("change", draw);
  }

  window.genesysCloud = Object.assign(window.genesysCloud || {}, {
    preview: preview,
  });
})();
