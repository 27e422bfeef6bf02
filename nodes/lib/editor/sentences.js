// An error or a warning of this package is a sentence that says what to do. The debug sidebar cuts a text after 80 characters,
// so the sentence is put there whole. Node-RED 4.1.6 is the first that lets a package do this.
(function () {
  var OURS = /^genesys-/;

  /** @type {(line: DebugLine) => boolean} */
  // What a debug node or a node of another package writes is left as it is: only log lines have a level and a type.
  function isSentence(line) {
    var message = line.message;
    return message.level !== undefined && OURS.test(message.type || "") && typeof line.payload === "string";
  }

  /** @type {GenesysCloud["showSentence"]} */
  function show(line) {
    if (!isSentence(line)) return;
    var element = $(line.element);
    element.find(".red-ui-debug-msg-object-handle").remove();
    element.find(".red-ui-debug-msg-expandable").removeClass("red-ui-debug-msg-expandable").off("click");
    element.find(".red-ui-debug-msg-object-header").text('"' + line.payload + '"');
  }

  window.genesysCloud = Object.assign(window.genesysCloud || {}, {
    showSentence: show,
  });

  if (RED.hooks)
    window.genesysCloud.once("sentences", function () {
      RED.hooks.add("debugPostProcessMessage.genesys-cloud", function (line) {
        window.genesysCloud.showSentence(line);
      });
    });
})();
