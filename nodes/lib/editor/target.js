// The blocks that several dialogs share: the participant, and the output for errors.
(function () {
  var translate = window.genesysCloud.translate;
  var typedInput = window.genesysCloud.typedInput;
  var row = window.genesysCloud.row;
  var choice = window.genesysCloud.choice;
  var showRows = window.genesysCloud.showRows;

  // The block for the participant: target, which, and the inputs that the chosen target needs.
  var ICONS = {
    conversationId: "fa-comments",
    userId: "fa-user",
    participantId: "fa-id-badge",
    communicationId: "fa-plug",
  };
  // Are the ids of the participant and the communication read?
  /** @type {GenesysCloud["readsIds"]} */
  function readsIds(target, which) {
    return target === "ids" || (target !== "none" && which === "named");
  }

  /** @type {GenesysCloud["target"]} */
  function target(node, targets) {
    var block = $('[data-genesys="target"]').empty();
    Object.keys(ICONS).forEach(function (name) {
      var fields = $("<span></span>").append(
        $('<input type="text" style="width:70%">')
          .attr("id", "node-input-" + name)
          .attr("placeholder", translate("placeholder." + name)),
        $('<input type="hidden">').attr("id", "node-input-" + name + "Type"),
      );
      block.append(row(name, ICONS[name], fields.contents()));
      $("#node-input-" + name).val(node[name]);
      $("#node-input-" + name + "Type").val(node[name + "Type"]);
      typedInput(node, name);
    });
    block
      .children()
      .first()
      .after(
        row("target", "fa-crosshairs", choice("target", targets)),
        row("which", "fa-list-ol", choice("which", ["named", "newest", "oldest", "only"])),
      );
    // A node that was stored without the property uses the newest.
    var which = $("#node-input-which").val(node.which);
    var targetField = $("#node-input-target").val(node.target);
    function show() {
      var chosen = targetField.val();
      var withIds = readsIds(chosen, which.val());
      showRows({
        which: chosen !== "ids" && chosen !== "none",
        userId: chosen === "user",
        participantId: withIds,
        communicationId: withIds,
      });
    }
    targetField.on("change", show);
    which.on("change", show);
    show();
    checkWhenChanged(block);
  }

  // The editor checks all fields when one of the page's own fields changes. It does not know those that are drawn later.
  function checkWhenChanged(block) {
    block.on("change keyup paste", ":input", function () {
      $("#node-input-name").triggerHandler("change");
    });
  }

  // The option "errors on a second output".
  /** @type {GenesysCloud["errorOutput"]} */
  function errorOutput(node) {
    var box = $('<input type="checkbox" style="width:auto">').attr("id", "node-input-errorOutput");
    $('[data-genesys="errorOutput"]')
      .empty()
      .append(row("errorOutput", "fa-code-fork", box));
    box.prop("checked", node.errorOutput === true);
  }

  window.genesysCloud = Object.assign(window.genesysCloud || {}, {
    readsIds: readsIds,
    target: target,
    errorOutput: errorOutput,
  });
})();
