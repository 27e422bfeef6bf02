// The simulated org in your hands: what happens in it, by buttons.
(function () {
  var word = window.genesysCloudSidebar.word;
  var el = window.genesysCloudSidebar.el;
  var button = window.genesysCloudSidebar.button;

  // The words of the node that makes the same happen.
  var ACTS = "@genesys-flows/node-red-genesys-cloud/genesys-simulate:";

  var BEGIN = ["customerCalls", "customerWrites", "callbackRequested"];
  var AGENT = [
    ...["agentAnswers", "agentDeclines", "agentHolds", "agentResumes", "agentTransfers", "agentConsults"],
    ...["agentCancelsConsult", "supervisorJoins", "agentHangsUp", "agentWrapsUp"],
  ];
  var CUSTOMER = ["customerHangsUp", "customerLeaves"];
  var NEEDS_QUEUE = [
    "customerCalls",
    "customerWrites",
    "agentTransfers",
    "agentConsults",
    "callbackRequested",
  ];
  var FAULTS = {
    serverError: { fault: { status: 503 } },
    rateLimit: { fault: { retryAfter: 10 } },
    silence: { fault: { silence: true } },
    brokenBody: { fault: { brokenBody: true } },
  };

  function labelOf(act) {
    return RED._(ACTS + "action." + act);
  }

  // Makes it happen. What is recorded has the time of the click.
  function perform(feed, act, details, label) {
    var at = Date.now();
    return feed.act(act, details).then(function (made) {
      window.genesysCloudSidebar
        .recordingOf(feed.accountId)
        .add({ at: at, act: act, label: label, details: details || {}, conversationId: made.conversationId });
      return made;
    });
  }

  // Any act, with its details as JSON.
  function anyAct(run) {
    var select = el("select", { "aria-label": RED._(ACTS + "label.action") });
    var details = el(
      "textarea",
      { rows: 2, spellcheck: "false", "aria-label": RED._(ACTS + "label.details") },
      "{}",
    );
    window.genesysCloudActs.load().then(function (acts) {
      select.append(
        Object.keys(acts).map(function (act) {
          return el("option", { value: act }, labelOf(act));
        }),
      );
    });
    return el("details", {}, [
      el("summary", {}, word("org.any")),
      select,
      details,
      button("bolt", word("org.do"), function () {
        var given;
        try {
          given = JSON.parse(details.val() || "{}");
        } catch {
          return run(select.val(), undefined, word("org.notJson"));
        }
        run(select.val(), given);
      }),
    ]);
  }

  window.genesysCloudSidebar = Object.assign(window.genesysCloudSidebar || {}, {
    org: function (feed, chosen, done) {
      var note = el("p", { role: "status", class: "genesys-cloud-note" });
      var queue = el("input", {
        ...{ type: "text", value: window.genesysCloudSidebar.queueOnCanvas() || "Support" },
        "aria-label": RED._(ACTS + "field.queue"),
      });

      function run(act, details, trouble, label) {
        if (trouble) return note.text(trouble);
        var shown = label || labelOf(act);
        perform(feed, act, details, shown).then(
          function (made) {
            note.text(word("org.done", { act: shown }));
            done(made.conversationId);
          },
          function (reason) {
            note.text(reason);
          },
        );
      }
      function detailsOf(act, isBound) {
        return {
          ...(isBound && chosen ? { conversationId: chosen.id } : {}),
          ...(NEEDS_QUEUE.indexOf(act) >= 0 && queue.val() ? { queue: queue.val() } : {}),
        };
      }
      function actButton(act, isBound) {
        return button(
          "bolt",
          labelOf(act),
          function () {
            run(act, detailsOf(act, isBound));
          },
          { "data-act": act, "data-key": "act " + act, ...(isBound ? { "data-bound": "" } : {}) },
        );
      }
      function group(title, buttons) {
        return el("fieldset", { class: "genesys-cloud-group" }, [
          el("legend", {}, title),
          el("div", { class: "genesys-cloud-buttons" }, buttons),
        ]);
      }
      function control(act, key, icon, details) {
        return button(
          icon,
          word("org." + key),
          function () {
            run(act, details, undefined, word("org." + key));
          },
          { "data-act": key, "data-key": "act " + key },
        );
      }
      var name = chosen ? [chosen.queueName].concat(chosen.summary.who).filter(Boolean).join(" · ") : "";
      return el("div", { class: "genesys-cloud-org" }, [
        note,
        window.genesysCloudSidebar.record(feed),
        el("label", { class: "genesys-cloud-field" }, [el("span", {}, RED._(ACTS + "field.queue")), queue]),
        group(
          RED._(ACTS + "group.customers"),
          BEGIN.map(function (act) {
            return actButton(act, false);
          }),
        ),
        chosen
          ? group(
              word("org.chosen", { name: name }),
              AGENT.concat(CUSTOMER).map(function (act) {
                return actButton(act, true);
              }),
            )
          : el("p", { class: "genesys-cloud-none" }, word("org.choose")),
        group(word("org.time"), [
          control("timePasses", "seconds10", "clock-o", { seconds: 10 }),
          control("timePasses", "minute", "clock-o", { seconds: 60 }),
          control("floor", "floor", "users"),
          control("stopFloor", "stopFloor", "stop"),
          control("reset", "reset", "refresh"),
        ]),
        group(
          word("org.faults"),
          Object.keys(FAULTS)
            .map(function (key) {
              return control("faults", key, "exclamation-triangle", FAULTS[key]);
            })
            .concat([
              actButton("dropSockets", false),
              actButton("expireTokens", false),
              control("clearFaults", "clearFaults", "check"),
            ]),
        ),
        anyAct(run),
      ]);
    },
  });
})();
