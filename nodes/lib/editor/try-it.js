// Try it: runs the node once as it is set in the dialog. What acts is shown first, and sent with a second click.
(function () {
  var translate = window.genesysCloud.translate;
  var typeKeyOf = window.genesysCloud.typeKeyOf;
  var usedWith = window.genesysCloud.usedWith;

  // It only waits. Those that listen, or send no request, have no preview either (dialog.js).
  var NOT_TRIED = ["genesys-wait"];

  // Of the message: a longer one is scrolled.
  var ROWS = { least: 3, most: 12 };

  // What reaches a person, if the node has one of these settings (without any: always).
  var REACHES = {
    "genesys-place-call": { word: "Call" },
    "genesys-callback": { word: "Call", setting: "action", values: ["start"] },
    "genesys-send-message": { word: "Message" },
    "genesys-reply-message": { word: "Message", setting: "content", values: ["text", "media", "template"] },
    "genesys-open-message-out": { word: "Message", setting: "send", values: ["message", "structured"] },
  };

  function word(key, values) {
    return translate("tryIt." + key, values);
  }

  function isTried(node) {
    return NOT_TRIED.indexOf(node.type) < 0;
  }

  // The button that sends says what will happen: of a call or a message also whether it is a real one.
  function sendWord(node, config) {
    var reached = REACHES[node.type];
    if (!reached || (reached.values && reached.values.indexOf(config[reached.setting]) < 0))
      return word("send");
    var account = window.genesysCloud.accountOf(config.account);
    var isReal = !account || account.region !== "simulator";
    return word((reached.word === "Call" ? "place" : "send") + (isReal ? "Real" : "") + reached.word);
  }

  function isTyped(field) {
    return field.hasClass("red-ui-typedInput") || field.siblings(".red-ui-typedInput-container").length > 0;
  }

  // The properties as OK would store them. `own`: those that the dialog stores by itself.
  function configOf(node, own) {
    var defaults = node._def.defaults;
    var config = { id: node.id, z: node.z };
    Object.keys(defaults).forEach(function (name) {
      var field = $("#node-input-" + name);
      if (field.length === 0) config[name] = node[name];
      else if (field.is(":checkbox")) config[name] = field.prop("checked");
      else
        config[name] = typeKeyOf(defaults, name) && isTyped(field) ? field.typedInput("value") : field.val();
    });
    return Object.assign(config, own ? own() : {});
  }

  // The inputs that only a message has, as an object with nothing in them yet.
  function messageOf(node, config, hasConversation) {
    var defaults = node._def.defaults;
    var msg = {};
    Object.keys(defaults).forEach(function (name) {
      var typeKey = typeKeyOf(defaults, name);
      if (!typeKey || config[typeKey] !== "msg" || (name === "conversationId" && hasConversation)) return;
      var all = usedWith(defaults, name);
      var isUsed = all.some(function (wanted) {
        return Object.keys(wanted).every(function (option) {
          return wanted[option].indexOf(String(config[option])) >= 0;
        });
      });
      if (all.length === 0 || isUsed) put(msg, String(config[name]).split("."));
    });
    return msg;
  }

  function put(object, path) {
    var key = path[0];
    if (!/^\w+$/.test(key) || key === "__proto__") return;
    if (path.length === 1) object[key] = "";
    else put((object[key] = typeof object[key] === "object" ? object[key] : {}), path.slice(1));
  }

  function labelOf(conversation) {
    var medium = conversation.summary.media;
    var media = medium ? window.genesysCloudSidebar.wordOr("media." + medium, medium) : "";
    return [media, conversation.queueName]
      .concat(conversation.summary.who, conversation.id.slice(0, 8))
      .filter(Boolean)
      .join(" · ");
  }

  /** Reads may overlap: each replaces the whole list, and keeps what is chosen by then. */
  function fill(select, account) {
    function empty() {
      select.empty().append($("<option></option>").val("").text(word("fromMessage")));
    }
    if (!account || select.data("account") !== account) empty();
    select.data("account", account);
    if (!account) return;
    $.getJSON("genesys-cloud/sidebar/" + encodeURIComponent(account)).then(function (look) {
      if (select.data("account") !== account) return; // another one was chosen meanwhile
      var before = select.val();
      empty();
      (look.conversations || []).forEach(function (one) {
        if (one.to === undefined) select.append($("<option></option>").val(one.id).text(labelOf(one)));
      });
      select.val(before || "");
    });
  }

  function text(value) {
    return typeof value === "string" ? value : JSON.stringify(value, null, 2);
  }

  function requestLine(one) {
    return $("<li></li>").text([one.operation, one.status, one.code].filter(Boolean).join(" · "));
  }

  // What came back: the result, or the error with what to do.
  function drawResult(came) {
    var error = came.message && came.message.error;
    var requests = (came.message && came.message.requests) || [];
    var head = error
      ? $('<p class="is-bad"></p>').text(error.code + ": " + error.message)
      : $("<p></p>").text(word("done"));
    var parts = [head, $("<ul></ul>").append(requests.map(requestLine))];
    if (error && error.outcome) parts.push($("<p></p>").text(word("outcome", { outcome: error.outcome })));
    if (came.output !== undefined) parts.push($("<pre></pre>").text(text(came.output)));
    return parts;
  }

  function reasonOf(failure) {
    if (failure.status === 401 || failure.status === 403) return word("forbidden");
    return word(failure.status === 404 ? "off" : "failed");
  }

  // Sends one request; both buttons rest meanwhile, so that one click sends once.
  function post(box, path, body) {
    var buttons = box.find("button").prop("disabled", true);
    return $.ajax({
      url: "genesys-cloud/" + path,
      method: "POST",
      contentType: "application/json",
      data: JSON.stringify(body),
    })
      .then(
        function (came) {
          return came.ok === false ? $.Deferred().reject(came.reason) : came;
        },
        function (failure) {
          return $.Deferred().reject(reasonOf(failure));
        },
      )
      .always(function () {
        buttons.prop("disabled", false);
      });
  }

  function button(name) {
    return $('<button type="button" class="red-ui-button red-ui-button-small"></button>')
      .attr("data-try", name)
      .text(word(name));
  }

  function parts(node) {
    var made = {
      conversation: $("<select></select>").attr("aria-label", word("conversation")),
      msg: $('<textarea spellcheck="false"></textarea>').attr("aria-label", word("message")),
      show: button("show"),
      send: button("send").hide(),
      shown: $('<div role="status"></div>'),
    };
    var hasConversation = "conversationId" in node._def.defaults;
    var box = $('<details class="genesys-cloud-try"></details>').append(
      $("<summary></summary>").text(word("title")),
      hasConversation ? [$("<label></label>").text(word("conversation")), made.conversation] : [],
      $("<label></label>").text(word("message")),
      made.msg,
      $("<div></div>").append(made.show, " ", made.send),
      made.shown,
    );
    return { ...made, box: box };
  }

  // What was shown is no longer what the dialog has.
  function forget(made) {
    made.previewId = undefined;
    made.send.hide();
    made.shown.empty();
  }

  function wantedOf(node, made, own) {
    var config = configOf(node, own);
    var account = window.genesysCloud.accountOf(config.account);
    return {
      ...{ type: node.type, account: config.account, grant: account && account.grant, config: config },
      ...(made.conversation.val() ? { conversation: made.conversation.val() } : {}),
      msg: JSON.parse(made.msg.val() || "{}"),
      personal: window.genesysCloudSidebar.isPersonal(config.account),
    };
  }

  function fail(made) {
    return function (reason) {
      made.shown.append($('<p class="is-bad"></p>').text(reason));
    };
  }

  function onShow(node, made, own) {
    forget(made);
    var wanted;
    try {
      wanted = wantedOf(node, made, own);
    } catch {
      return fail(made)(word("notJson"));
    }
    made.personal = wanted.personal;
    post(made.box, "try", wanted).then(function (came) {
      var steps = came.steps.map(function (step) {
        return window.genesysCloud.drawStep({ ...step, isWhole: true });
      });
      made.shown.append($("<ol></ol>").append(steps));
      if (steps.length === 0) made.shown.append($("<p></p>").text(word("open")));
      if (came.ran) return made.shown.append(drawResult(came));
      made.previewId = came.previewId;
      made.send.text(sendWord(node, wanted.config)).show().trigger("focus");
    }, fail(made));
  }

  function onSend(made) {
    var previewId = made.previewId;
    made.previewId = undefined;
    if (!previewId) return;
    post(made.box, "try/send", { previewId: previewId, personal: made.personal }).then(function (came) {
      made.shown.append(drawResult(came));
    }, fail(made));
    made.send.hide();
  }

  // At the bottom of a dialog. `own` returns what the dialog stores by itself.
  /** @type {GenesysCloud["tryIt"]} */
  function tryIt(node, own) {
    if (!isTried(node)) return;
    var made = parts(node);
    var isTypedByUser = false;
    var form = $(".genesys-cloud-form .genesys-cloud-preview").last().after(made.box).closest("form");

    function suggest() {
      if (isTypedByUser) return;
      var msg = messageOf(node, configOf(node, own), Boolean(made.conversation.val()));
      var json = JSON.stringify(msg, null, 2);
      var rows = Math.max(ROWS.least, Math.min(ROWS.most, json.split("\n").length));
      made.msg.val(json).attr("rows", rows);
    }
    function refresh() {
      if (made.conversation.parent().length > 0) fill(made.conversation, $("#node-input-account").val());
      suggest();
    }
    made.box.on("toggle", function () {
      if (made.box.prop("open")) refresh();
    });
    made.msg.on("input", function () {
      isTypedByUser = true;
      forget(made);
    });
    form.on("change", function (event) {
      forget(made);
      if (event.target !== made.msg[0]) suggest();
    });
    $("#node-input-account").on("change", refresh);
    made.show.on("click", function () {
      onShow(node, made, own);
    });
    made.send.on("click", function () {
      onSend(made);
    });
  }

  window.genesysCloud = Object.assign(window.genesysCloud || {}, { tryIt: tryIt });
})();
