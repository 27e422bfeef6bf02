// The queue in which the simulated org's customers call: one whose events the flow receives, so that the flow reacts.
(function () {
  function queuesOf(node) {
    return genesysCloud.entriesOf(node.ids).map(function (entry) {
      return genesysCloud.nameOf(node, entry) || entry;
    });
  }

  window.genesysCloudSidebar = Object.assign(window.genesysCloudSidebar || {}, {
    queueOnCanvas: function () {
      var shown = RED.nodes.filterNodes({ type: "genesys-events", z: RED.workspaces.active() });
      var names = shown
        .filter(function (node) {
          return node.scope === "queue" && node.d !== true;
        })
        .flatMap(queuesOf);
      return names.find(function (name) {
        return name !== "" && !genesysCloud.isEnv(name);
      });
    },
  });
})();
