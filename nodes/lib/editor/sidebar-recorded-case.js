// A recording as a case of genesys-flow-test, in YAML.
(function () {
  // The organisation of a case is a new one, and its floor and faults belong to what is given.
  var LEFT_OUT = ["clearFaults", "floor", "stopFloor", "reset"];

  // JSON is YAML as well. A plain word is easier to read.
  function scalar(value) {
    var isPlain = typeof value === "string" && /^[A-Za-z][\w.]*( [\w.]+)*$/.test(value);
    var isWord = isPlain && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(value);
    return isWord ? value : JSON.stringify(value);
  }

  function valueOf(value) {
    var name = typeof value === "object" && value !== null ? value.conversation : undefined;
    return name ? JSON.stringify("${" + name + ".conversationId}") : scalar(value);
  }

  function lines(entries) {
    return entries.map(function (entry, index) {
      return (index === 0 ? "- " : "  ") + entry[0] + ": " + entry[1];
    });
  }

  function actLines(step) {
    var conversation = step.conversation ? { conversation: step.conversation } : step.otherConversationId;
    return lines(
      [["act", step.act]].concat(
        conversation === undefined ? [] : [["conversationId", valueOf(conversation)]],
        Object.keys(step.details).map(function (key) {
          return [scalar(key), valueOf(step.details[key])];
        }),
        step.begins ? [["as", step.begins]] : [],
      ),
    );
  }

  function faultLines(details) {
    return lines(
      Object.keys(details).map(function (key) {
        return [key, JSON.stringify(details[key])];
      }),
    );
  }

  function stepLines(step, texts) {
    var pause = step.pauseSeconds > 0 ? ["- pass: " + step.pauseSeconds] : [];
    if (LEFT_OUT.indexOf(step.act) >= 0) return pause.concat("# " + texts.leftOut(step));
    if (step.act === "timePasses") return pause.concat("- pass: " + Number(step.details.seconds));
    if (step.act === "faults") return pause.concat(faultLines(step.details));
    var note = step.otherConversationId === undefined ? [] : ["# " + texts.otherConversation];
    return pause.concat(note, actLines(step));
  }

  // What the nodes did meanwhile, as expectations.
  function expected(messages) {
    var counts = new Map();
    var errors = [];
    messages.forEach(function (message) {
      message.requests.forEach(function (request) {
        counts.set(request.operation, (counts.get(request.operation) || 0) + 1);
      });
      if (message.error)
        errors.push([
          ["error", scalar(message.error.code)],
          ["at", scalar(message.name || message.nodeId)],
        ]);
    });
    var requests = Array.from(counts, function (entry) {
      return [
        ["request", scalar(entry[0])],
        ["times", entry[1]],
      ];
    });
    return requests.concat(errors.length > 0 ? errors : [[["noError", true]]]).flatMap(lines);
  }

  function indented(all, by) {
    return all.map(function (line) {
      return by + line;
    });
  }

  /** @type {GenesysCloudSidebar["recordedCase"]} */
  function recordedCase(steps, messages, texts) {
    var happened = steps.flatMap(function (step) {
      return stepLines(step, texts);
    });
    var hasStep = happened.some(function (line) {
      return line.charAt(0) === "-";
    });
    return ["# " + texts.file, "flow: flows.json", "cases:", "  - name: " + scalar(texts.title)]
      .concat(hasStep ? "    when:" : "    when: []", indented(happened, "      "))
      .concat("    # " + texts.expect, "    # expect:", indented(expected(messages), "    #   "), "")
      .join("\n");
  }

  window.genesysCloudSidebar = Object.assign(window.genesysCloudSidebar || {}, {
    recordedCase: recordedCase,
  });
})();
