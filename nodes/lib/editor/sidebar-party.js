// What can be done with one participant: copy its ids, or use them in a node.
(function () {
  var word = window.genesysCloudSidebar.word;
  var el = window.genesysCloudSidebar.el;
  var button = window.genesysCloudSidebar.button;

  // The node that is selected on the canvas, where it has a target.
  function selectedNode() {
    var selection = RED.view.selection();
    var nodes = (selection && selection.nodes) || [];
    var node = nodes.length === 1 ? nodes[0] : undefined;
    var defaults = node && node._def && node._def.defaults;
    return defaults && defaults.target && defaults.participantId ? node : undefined;
  }

  // As the dialog does it, so that it can be undone.
  function useIn(node, ids) {
    var given = { target: "ids" };
    Object.keys(ids).forEach(function (name) {
      if (!(name in node._def.defaults)) return;
      given[name] = ids[name];
      given[name + "Type"] = "str";
    });
    var before = {};
    Object.keys(given).forEach(function (name) {
      before[name] = node[name];
      node[name] = given[name];
    });
    RED.history.push({
      ...{ t: "edit", node: node, changes: before },
      ...{ changed: node.changed, dirty: RED.nodes.dirty() },
    });
    node.changed = true;
    node.dirty = true;
    RED.editor.validateNode(node);
    RED.nodes.dirty(true);
    RED.events.emit("nodes:change", node);
    RED.view.redraw();
  }

  window.genesysCloudSidebar = Object.assign(window.genesysCloudSidebar || {}, {
    party: function (conversation, row, close) {
      var ids = {
        conversationId: conversation.id,
        participantId: row.participantId,
        communicationId: row.communicationId,
      };
      var note = el("span", { role: "status" });
      function copy(key, text) {
        var made = button("clipboard", word("party." + key), function () {
          RED.clipboard.copyText(text, made, word("party.copied"));
          note.text(word("party.copied"));
        });
        return made;
      }
      var use = button("crosshairs", word("party.use"), function () {
        var node = selectedNode();
        if (node) useIn(node, ids);
        note.text(node ? word("party.used") : word("party.selectNode"));
      });
      return el(
        "div",
        {
          class: "genesys-cloud-panel",
          role: "group",
          "aria-label": window.genesysCloudSidebar.partyOf(row),
        },
        [
          el("div", { class: "genesys-cloud-panel-head" }, [
            el("strong", {}, window.genesysCloudSidebar.partyOf(row)),
            button("times", word("close"), close, { "data-key": "close party" }),
          ]),
          el("code", {}, row.participantId),
          el("div", { class: "genesys-cloud-buttons" }, [
            copy("copyId", row.participantId),
            copy("copyTarget", JSON.stringify(ids, null, 2)),
            use,
          ]),
          note,
        ],
      );
    },
  });
})();
