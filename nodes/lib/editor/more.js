// The part of a dialog with what is optional. It is open where the node has something there that a new node does not have.
(function () {
  function differs(node, name) {
    var property = node._def.defaults[name];
    return property !== undefined && String(node[name]) !== String(property.value);
  }

  /** @type {GenesysCloud["openMore"]} */
  function openMore(node) {
    var part = $(".genesys-cloud-more");
    var names = part
      .find('[id^="node-input-"]')
      .get()
      .map(function (field) {
        return field.id.replace("node-input-", "");
      });
    part.prop(
      "open",
      names.some(function (name) {
        return differs(node, name);
      }),
    );
  }

  window.genesysCloud = Object.assign(window.genesysCloud || {}, { openMore: openMore });
})();
