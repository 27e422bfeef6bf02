// The messages that our nodes handled, and the way of one of them.
(function () {
  var word = window.genesysCloudSidebar.word;
  var wordOr = window.genesysCloudSidebar.wordOr;
  var el = window.genesysCloudSidebar.el;
  var button = window.genesysCloudSidebar.button;
  var lasting = window.genesysCloudSidebar.lasting;
  var timeOf = window.genesysCloudSidebar.timeOf;

  var MOST = 100;

  function nameOf(message) {
    var node = RED.nodes.node(message.nodeId);
    var name = message.name || message.type;
    return node ? RED.utils.getNodeLabel(node, name) : name;
  }

  function resultOf(message) {
    if (message.error) return message.error.code;
    return message.endedAt === undefined ? word("mark.running") : word("mark.done");
  }

  function ms(count) {
    return Math.round(count) + " ms";
  }

  function section(title, content) {
    return content.length === 0 ? [] : [el("h4", {}, title), el("ul", {}, content)];
  }

  function line(text, isBad) {
    return el("li", { class: isBad ? "genesys-cloud-failed" : undefined }, text);
  }

  function textOfValue(value) {
    return typeof value === "string" ? value : JSON.stringify(value);
  }

  function values(of) {
    return Object.keys(of || {})
      .filter(function (name) {
        return of[name] !== undefined;
      })
      .map(function (name) {
        return line(name + ": " + textOfValue(of[name]));
      });
  }

  function requestLine(one) {
    var tries = one.attempts > 1 ? word("message.attempts", { count: one.attempts }) : "";
    var parts = [one.operation, one.status, one.code, ms(one.ms), tries];
    return line(parts.filter(Boolean).join(" · "), Boolean(one.code));
  }

  function legLine(leg, conversation) {
    var row = ((conversation && conversation.rows) || []).find(function (one) {
      return one.communicationId === leg.communicationId;
    });
    var who = row ? window.genesysCloudSidebar.partyOf(row) : leg.participantId;
    var media = wordOr("media." + leg.media, leg.media);
    var element = line(who + " · " + media + ": " + word("why." + leg.why));
    return leg.why === "chosen" ? element.addClass("genesys-cloud-chosen") : element;
  }

  window.genesysCloudSidebar = Object.assign(window.genesysCloudSidebar || {}, {
    messages: function (feed, choose) {
      var all = Array.from(feed.state.messages.values()).reverse().slice(0, MOST);
      if (all.length === 0) return el("p", { class: "genesys-cloud-none" }, word("message.none"));
      return el(
        "ul",
        { class: "genesys-cloud-conversations", "aria-label": word("tab.messages") },
        all.map(function (message) {
          return el("li", {}, [
            el(
              "button",
              { type: "button", class: "genesys-cloud-conversation", "data-key": "message " + message.id },
              [
                el("span", { class: "genesys-cloud-lasting" }, timeOf(message.at)),
                el("span", { class: "genesys-cloud-about" }, nameOf(message)),
                el(
                  "span",
                  { class: "genesys-cloud-state" + (message.error ? " genesys-cloud-failed" : "") },
                  resultOf(message),
                ),
              ],
            ).on("click", function () {
              choose(message);
            }),
          ]);
        }),
      );
    },
    message: function (message, conversation) {
      var legs = (message.legs || []).map(function (leg) {
        return legLine(leg, conversation);
      });
      var waits = message.waits.map(function (wait) {
        var time = wait.to === undefined ? word("mark.running") : lasting(wait.to - wait.from);
        return line(word("wait." + wait.what) + " · " + time);
      });
      var result = message.error
        ? [
            line(
              message.error.code + (message.error.outcome ? " (" + message.error.outcome + ")" : ""),
              true,
            ),
          ].concat(message.error.message ? [line(message.error.message)] : [])
        : [line(resultOf(message))];
      var took = message.endedAt === undefined ? "" : " · " + ms(message.endedAt - message.at);
      return el(
        "div",
        { class: "genesys-cloud-message" },
        [
          el("p", {}, timeOf(message.at) + took),
          el("div", { class: "genesys-cloud-buttons" }, [
            button("crosshairs", word("message.reveal"), function () {
              RED.view.reveal(message.nodeId);
            }),
          ]),
        ].concat(
          section(word("message.result"), result),
          section(word("message.inputs"), values(message.inputs)),
          section(word("message.options"), values(message.options)),
          section(word("message.legs"), legs),
          section(word("message.requests"), message.requests.map(requestLine)),
          section(word("message.waits"), waits),
        ),
      );
    },
  });
})();
