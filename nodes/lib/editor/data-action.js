// The export of a request node: a data action as a file that Genesys Cloud imports.
(function () {
  var translate = window.genesysCloud.translate;
  var contractIn = window.genesysCloud.contractIn;
  var endpointUrl = window.genesysCloud.endpointUrl;
  var download = window.genesysCloud.download;

  var FIELDS = ["name", "path", "method", "auth", "headerName", "timeLimitSeconds"];

  // What is in the dialog now. Without an address, that of this editor.
  function settings() {
    var own = FIELDS.reduce(function (all, name) {
      all[name] = String($("#node-input-" + name).val());
      return all;
    }, /** @type {Record<string, unknown>} */ ({}));
    var path = String(own.path);
    var url = endpointUrl(path, $("#node-input-publicUrl").val());
    own.publicUrl = url.slice(0, url.length - endpointUrl(path, "x").length + 1);
    own.inputContract = contractIn("inputContract");
    own.outputContract = contractIn("outputContract");
    return own;
  }

  // Draws the button in the place `data-genesys="export"`.
  /** @type {GenesysCloud["dataAction"]} */
  function dataAction() {
    var place = $('[data-genesys="export"]').addClass("form-row");
    var button = $('<button type="button" class="red-ui-button"></button>');
    button.append('<i class="fa fa-download" aria-hidden="true"></i> ');
    button.append(document.createTextNode(translate("endpoint.export")));
    var notice = $('<div class="genesys-cloud-notice" role="status"></div>');
    place.append(button, notice);
    button.on("click", function () {
      notice.text("");
      $.ajax({
        url: "genesys-cloud/data-action",
        method: "POST",
        contentType: "application/json",
        data: JSON.stringify(settings()),
      }).then(
        function (reply) {
          if (reply.ok) download(reply.fileName, JSON.stringify(reply.file, null, 2) + "\n");
          else notice.text(reply.reason);
        },
        function () {
          notice.text(translate("preview.failed"));
        },
      );
    });
  }

  window.genesysCloud = Object.assign(window.genesysCloud || {}, { dataAction: dataAction });
})();
