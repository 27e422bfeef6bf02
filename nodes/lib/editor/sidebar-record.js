// Record this: the part of the simulated org that keeps what is clicked there, and makes nodes or a test case of it.
(function () {
  var word = window.genesysCloudSidebar.word;
  var el = window.genesysCloudSidebar.el;
  var button = window.genesysCloudSidebar.button;

  function titleOf() {
    var now = new Date();
    return word("record.recorded", { time: now.toLocaleString() });
  }

  function texts() {
    return {
      title: titleOf(),
      inject: word("record.play"),
      info: word("record.info"),
      file: word("record.file"),
      expect: word("record.expect"),
      otherConversation: word("record.otherConversation"),
      leftOut: function (step) {
        return word("record.leftOut", { act: step.label });
      },
    };
  }

  function detailsText(details) {
    return Object.keys(details)
      .filter(function (key) {
        return key !== "conversationId";
      })
      .map(function (key) {
        return key + ": " + (typeof details[key] === "string" ? details[key] : JSON.stringify(details[key]));
      })
      .join(", ");
  }

  function stepItem(step) {
    var parts = [step.label, detailsText(step.given)].filter(Boolean);
    if (step.pauseSeconds > 0) parts.unshift(word("record.after", { count: step.pauseSeconds }));
    if (!window.genesysCloudSidebar.canBeNode(step.act)) parts.push(word("record.noNode"));
    return el("li", {}, parts.join(" · "));
  }

  function messagesOf(feed, recording) {
    var to = recording.to === undefined ? Infinity : recording.to;
    return Array.from(feed.state.messages.values()).filter(function (message) {
      return message.at >= (recording.from || 0) && message.at <= to;
    });
  }

  function choices(feed, recording, note) {
    var steps = window.genesysCloudSidebar.recordedSteps(recording.steps);
    function testCase() {
      return window.genesysCloudSidebar.recordedCase(steps, messagesOf(feed, recording), texts());
    }
    var copy = button("clipboard", word("record.copyCase"), function () {
      RED.clipboard.copyText(testCase(), copy, word("party.copied"));
      note.text(word("party.copied"));
    });
    return el("div", { class: "genesys-cloud-buttons" }, [
      button(
        "code-fork",
        word("record.nodes"),
        function () {
          RED.view.importNodes(window.genesysCloudSidebar.recordedNodes(steps, feed.accountId, texts()), {
            generateIds: true,
          });
          note.text(word("record.place"));
        },
        { "data-key": "record nodes" },
      ),
      copy.attr("data-key", "record copy"),
      button(
        "download",
        word("record.downloadCase"),
        function () {
          window.genesysCloud.download("recorded.test.yaml", testCase(), "application/yaml");
        },
        { "data-key": "record download" },
      ),
    ]);
  }

  function recordButton(feed, recording) {
    var name = recording.isOn ? "stop" : recording.steps.length > 0 ? "again" : "start";
    return button(
      recording.isOn ? "stop" : "circle",
      word("record." + name),
      function () {
        if (recording.isOn) recording.stop(feed.now());
        else recording.start(feed.now());
      },
      { "data-key": "record", "data-record": name },
    );
  }

  function listOf(recording) {
    var items = window.genesysCloudSidebar.recordedSteps(recording.steps).map(function (step, index) {
      return stepItem({ ...step, given: recording.steps[index].details });
    });
    if (items.length > 0)
      return [el("ol", { class: "genesys-cloud-steps", "aria-label": word("record.steps") }, items)];
    return recording.isOn ? [el("p", {}, word("record.none"))] : [];
  }

  window.genesysCloudSidebar = Object.assign(window.genesysCloudSidebar || {}, {
    record: function (feed) {
      var recording = window.genesysCloudSidebar.recordingOf(feed.accountId);
      var note = el("p", { role: "status", class: "genesys-cloud-note" });
      var content = el("div");
      recording.onChange = function () {
        var isOver = !recording.isOn && recording.steps.length > 0;
        window.genesysCloudSidebar.repaint(
          content,
          [el("div", { class: "genesys-cloud-buttons" }, [recordButton(feed, recording)])]
            .concat(listOf(recording))
            .concat(isOver ? [choices(feed, recording, note)] : []),
        );
        note.text(recording.isOn ? word("record.isOn") : "");
      };
      recording.onChange();
      return el("fieldset", { class: "genesys-cloud-group genesys-cloud-record" }, [
        el("legend", {}, word("record.title")),
        content,
        note,
      ]);
    },
  });
})();
