// What people type into the palette's filter, such as "sms" or "hang up". The filter reads the type of a node, and its label from
// the element of the palette. The words are added to that copy of the label; the label that is shown stays as it is.
(function () {
  /** @type {GenesysCloud["findInPalette"]} */
  function findInPalette(type, label, words) {
    $('.red-ui-palette-node[data-palette-type="' + type + '"]').attr(
      "data-palette-label",
      label + " " + words,
    );
  }

  window.genesysCloud = Object.assign(window.genesysCloud || {}, { findInPalette: findInPalette });
})();
