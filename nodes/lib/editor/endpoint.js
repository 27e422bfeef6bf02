// A node's own endpoint: its path, and the URL that has to be entered in Genesys Cloud.
(function () {
  var translate = window.genesysCloud.translate;
  var verdict = window.genesysCloud.verdict;
  var isEnv = window.genesysCloud.isEnv;

  // The same patterns as in the runtime (lib/node/http-in/path.ts).
  var SEGMENTS = /^(?:\/[\w.~-]+)+$/;
  var ONLY_DOTS = /\/\.{1,2}(?:\/|$)/;

  function pathOf(written) {
    var path = String(written || "")
      .trim()
      .replace(/\/+$/, "");
    return path.charAt(0) === "/" ? path : "/" + path;
  }

  // A webhook is a POST. While the dialog is open, its method is not stored yet.
  function methodOf(node) {
    if (node.type !== "genesys-request-in") return "POST";
    var isOpen = window.genesysCloud.isOpen && window.genesysCloud.isOpen(node);
    return (isOpen ? $("#node-input-method").val() : node.method) || "POST";
  }

  // Another node of this flow file that has the path and the method already. The runtime takes both for the same,
  // whatever the case of the path.
  function isTaken(node, path) {
    var found = false;
    RED.nodes.eachNode(function (other) {
      var isEndpoint = other.type === "genesys-open-message-in" || other.type === "genesys-request-in";
      if (!isEndpoint || other.id === node.id || other.d) return;
      var isSame = pathOf(other.path).toLowerCase() === path.toLowerCase();
      found = found || (isSame && methodOf(other) === methodOf(node));
    });
    return found;
  }

  /** @type {GenesysCloud["endpointPath"]} */
  function endpointPath(node, value, options) {
    if (isEnv(value)) return true;
    var path = pathOf(value);
    var isGood = SEGMENTS.test(path) && !ONLY_DOTS.test(path);
    if (!isGood) return verdict(false, translate("invalid.path"), options);
    return verdict(!isTaken(node, path), translate("invalid.pathTaken"), options);
  }

  // Blank: the address of this editor.
  /** @type {GenesysCloud["publicUrl"]} */
  function publicUrl(value, options) {
    var isGood = !value || isEnv(value) || /^https?:\/\/[^\s/?#]+(\/[^\s?#]*)?$/i.test(String(value).trim());
    return verdict(isGood, translate("invalid.publicUrl"), options);
  }

  function ownAddress() {
    var root = RED.settings.httpNodeRoot || "/";
    return (window.location.origin + root).replace(/\/+$/, "");
  }

  /** @type {GenesysCloud["endpointUrl"]} */
  function endpointUrl(path, address) {
    var base = String(address || "").trim() || ownAddress();
    return base.replace(/\/+$/, "") + pathOf(path);
  }

  // Shows the URL, with a button that copies it.
  /** @type {GenesysCloud["endpoint"]} */
  function endpoint() {
    var place = $('[data-genesys="endpoint"]').addClass("form-row");
    // In lines: a URL is longer than a field is wide.
    var field = $('<textarea readonly rows="2" id="genesys-endpoint-url"></textarea>');
    var name = $(
      '<label for="genesys-endpoint-url"><i class="fa fa-share-square-o"></i> <span></span></label>',
    );
    name.find("span").text(translate("endpoint.url"));
    var button = $('<button type="button" class="red-ui-button"></button>');
    button.append('<i class="fa fa-clipboard" aria-hidden="true"></i>');
    button.attr({ "aria-label": translate("endpoint.copy"), title: translate("endpoint.copy") });
    place.append(name, " ", field, button);
    var inputs = $("#node-input-path, #node-input-publicUrl");
    function draw() {
      field.val(endpointUrl($("#node-input-path").val(), $("#node-input-publicUrl").val()));
    }
    $("#node-input-publicUrl").attr("placeholder", ownAddress());
    inputs.on("change input keyup", draw);
    button.on("click", function () {
      RED.clipboard.copyText(field.val(), button, translate("endpoint.copied"));
    });
    draw();
  }

  window.genesysCloud = Object.assign(window.genesysCloud || {}, {
    endpointPath: endpointPath,
    publicUrl: publicUrl,
    endpointUrl: endpointUrl,
    endpoint: endpoint,
  });
})();
