// What was clicked in the simulated org while it was recorded, and the same as steps that do not need the conversations of then.
(function () {
  // More than this is no scene that a flow is tried with.
  var MOST = 200;
  // The acts that begin a conversation, unless one is named.
  var BEGIN = ["customerCalls", "interactionArrives", "customerWrites", "callbackRequested"];

  /** @type {Record<string, SidebarRecording>} */
  var recordings = {}; // by account: another one may be shown meanwhile

  /** @type {GenesysCloudSidebar["recordingOf"]} */
  function recordingOf(accountId) {
    var present = recordings[accountId];
    if (present) return present;
    /** @type {SidebarRecording} */
    var made = {
      isOn: false,
      steps: [],
      onChange: function () {},
      start: function (now) {
        Object.assign(made, { isOn: true, steps: [], from: now, to: undefined });
        made.onChange();
      },
      stop: function (now) {
        Object.assign(made, { isOn: false, to: now });
        made.onChange();
      },
      add: function (step) {
        if (!made.isOn || made.steps.length >= MOST) return;
        made.steps.push(step);
        made.onChange();
      },
    };
    return (recordings[accountId] = made);
  }

  // The details without the conversation, and with names in the place of the conversations that the recording has begun.
  function withNames(details, names) {
    /** @type {Record<string, unknown>} */
    var given = {};
    Object.keys(details).forEach(function (key) {
      var name = names.get(details[key]);
      if (key !== "conversationId") given[key] = name ? { conversation: name } : details[key];
    });
    return given;
  }

  /** @type {GenesysCloudSidebar["recordedSteps"]} */
  function recordedSteps(steps) {
    var names = new Map(); // of conversations, by their ids
    return steps.map(function (step, index) {
      var before = steps[index - 1];
      var id = step.details.conversationId;
      var begun = step.conversationId;
      var isNew =
        id === undefined && begun !== undefined && !names.has(begun) && BEGIN.indexOf(step.act) >= 0;
      var made = {
        act: step.act,
        label: step.label,
        // Never shorter than it was: what a click waited for would not have happened yet.
        pauseSeconds: before ? Math.ceil((step.at - before.at) / 1000) : 0,
        details: withNames(step.details, names),
        conversation: names.get(id),
        otherConversationId: id !== undefined && !names.has(id) ? id : undefined,
      };
      if (!isNew) return made;
      names.set(begun, "conversation" + (names.size + 1));
      return { ...made, begins: names.get(begun) };
    });
  }

  window.genesysCloudSidebar = Object.assign(window.genesysCloudSidebar || {}, {
    recordingOf: recordingOf,
    recordedSteps: recordedSteps,
  });
})();
