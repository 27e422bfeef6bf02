// A recording as nodes for the canvas: a button, one simulate node for each step, and a delay for each pause.
(function () {
  // No node makes these happen.
  var NO_ACTS = ["faults", "clearFaults", "floor", "stopFloor"];
  var COLUMNS = 3;
  var LEFT = 140;
  var TOP = 60;
  var WIDTH = 300;
  var HEIGHT = 60;

  // A conversation that the recording has begun becomes JSONata; a text alone is JSON as well.
  function detailsOf(details) {
    var isFixed = true;
    var entries = Object.keys(details).map(function (key) {
      var value = /** @type {{ conversation?: string } | null} */ (details[key]);
      var name = typeof value === "object" && value !== null ? value.conversation : undefined;
      if (name) isFixed = false;
      return JSON.stringify(key) + ": " + (name || JSON.stringify(value));
    });
    return { details: "{" + entries.join(", ") + "}", detailsType: isFixed ? "json" : "jsonata" };
  }

  // Of several conversations, each has a property of the message. One is in `msg.conversationId`, as the nodes leave it.
  function conversationOf(step, isMany) {
    if (step.conversation)
      return {
        conversationId: isMany ? step.conversation : "conversationId",
        conversationIdType: "msg",
      };
    return { conversationId: step.otherConversationId || "", conversationIdType: "str" };
  }

  function simulate(step, accountId, isMany) {
    return {
      ...{ type: "genesys-simulate", name: "", account: accountId, action: step.act },
      ...conversationOf(step, isMany),
      ...detailsOf(step.details),
      ...{ errorOutput: false, outputs: 1 },
    };
  }

  function delay(seconds) {
    return {
      ...{ type: "delay", name: "", pauseType: "delay", timeout: String(seconds), timeoutUnits: "seconds" },
      ...{ rate: "1", nbRateUnits: "1", rateUnits: "second", randomFirst: "1", randomLast: "5" },
      ...{ randomUnits: "seconds", drop: false, allowrate: false, outputs: 1 },
    };
  }

  function keep(name) {
    return {
      ...{ type: "change", name: name, reg: false },
      rules: [{ t: "set", p: name, pt: "msg", to: "conversationId", tot: "msg" }],
    };
  }

  function inject(name) {
    return {
      ...{ type: "inject", name: name, props: [], repeat: "", crontab: "", once: false, onceDelay: 0.1 },
      topic: "",
    };
  }

  // The nodes of one step, in order.
  /** @returns {Record<string, unknown>[]} */
  function nodesOfStep(step, accountId, isMany, texts) {
    var pause = step.pauseSeconds > 0 ? [delay(step.pauseSeconds)] : [];
    if (NO_ACTS.indexOf(step.act) >= 0)
      return [...pause, { type: "comment", name: texts.leftOut(step), info: "" }];
    var kept = isMany && step.begins ? [keep(step.begins)] : [];
    return [...pause, simulate(step, accountId, isMany), ...kept];
  }

  // Each node sends to the next one; a comment has no wires.
  function wired(nodes) {
    var flow = nodes.filter(function (node) {
      return node.type !== "comment";
    });
    return nodes.map(function (node) {
      var next = flow[flow.indexOf(node) + 1];
      return { ...node, wires: node.type === "comment" ? [] : [next ? [next.id] : []] };
    });
  }

  /** @type {GenesysCloudSidebar["recordedNodes"]} */
  function recordedNodes(steps, accountId, texts) {
    var begun = steps.filter(function (step) {
      return step.begins;
    });
    var made = steps.flatMap(function (step) {
      return nodesOfStep(step, accountId, begun.length > 1, texts);
    });
    var rows = [inject(texts.inject), ...made].map(function (node, index) {
      return {
        ...{ ...node, id: "recorded-" + (index + 1) },
        x: LEFT + (index % COLUMNS) * WIDTH,
        y: TOP + (1 + Math.floor(index / COLUMNS)) * HEIGHT,
      };
    });
    var comment = { id: "recorded-0", type: "comment", name: texts.title, info: texts.info, wires: [] };
    return [{ ...comment, x: LEFT, y: TOP }].concat(wired(rows));
  }

  window.genesysCloudSidebar = Object.assign(window.genesysCloudSidebar || {}, {
    recordedNodes: recordedNodes,
    canBeNode: function (act) {
      return NO_ACTS.indexOf(act) < 0;
    },
  });
})();
