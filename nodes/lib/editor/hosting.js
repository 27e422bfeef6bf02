// Where several instances run one flow, an account needs a backplane: its dialog says so.
(function () {
  var translate = window.genesysCloud.translate;

  // The sentence for how Node-RED is hosted; "" where there is nothing to say.
  function sentence(hosting) {
    var isKnown = hosting === "several" || hosting === "single";
    return isKnown ? translate("hosting." + hosting) : "";
  }

  /** @type {GenesysCloud["showHosting"]} */
  function showHosting() {
    var choice = $("#node-config-input-backplane");
    var box = $("#genesys-account-hosting").hide();
    $.getJSON("genesys-cloud/hosting").done(function (found) {
      var text = sentence(found.hosting);
      function draw() {
        var isChosen = /^[^_]/.test(String(choice.val() || ""));
        box.text(text).toggle(text !== "" && !isChosen);
      }
      choice.on("change", draw);
      draw();
    });
  }

  window.genesysCloud = Object.assign(window.genesysCloud || {}, { showHosting: showHosting });
})();
