// A badge on every node that cannot work with the grant of its account, deployed or not.
(function () {
  var withDefaults = window.genesysCloud.withDefaults;
  var accountOf = window.genesysCloud.accountOf;
  var settingsOf = window.genesysCloud.settingsOf;
  var refusalOf = window.genesysCloud.refusalOf;
  var describeRefusal = window.genesysCloud.describeRefusal;

  var LINE = 60;
  // A padlock, ten by ten.
  var SHAPE = "M 1,5 h 8 v 5 h -8 z M 2.5,5 v -2 a 2.5,2.5 0 0 1 5,0 v 2";

  function isGenesysNode(node) {
    var defaults = node._def && node._def.defaults;
    return Boolean(defaults && defaults.account && defaults.account.type === "genesys-account");
  }

  function redraw() {
    RED.nodes.eachNode(function (node) {
      if (isGenesysNode(node)) node.dirty = true;
    });
    RED.view.redraw();
  }

  function refusalOfNode(node) {
    var account = accountOf(node.account);
    if (!account) return undefined;
    var meant = withDefaults(node);
    var settings = settingsOf(node, account.grant, function (name) {
      return meant[name];
    });
    return refusalOf(settings, redraw);
  }

  // The editor does not wrap the text of a tooltip. Not every language puts spaces between words.
  function broken(text) {
    return text
      .split(/(?<=[\s、。])/)
      .reduce(
        function (lines, piece) {
          var last = lines.length - 1;
          if (lines[last] !== "" && (lines[last] + piece).trim().length > LINE) lines.push(piece);
          else lines[last] += piece;
          return lines;
        },
        [""],
      )
      .join("\n");
  }

  function drawBadge() {
    var badge = document.createElementNS("http://www.w3.org/2000/svg", "path");
    badge.setAttribute("d", SHAPE);
    return badge;
  }

  window.genesysCloud.badge = {
    isGenesysNode: isGenesysNode,
    draw: drawBadge,
    redraw: redraw,
    isShown: function (node) {
      return isGenesysNode(node) && refusalOfNode(node) !== undefined;
    },
    tooltip: function (node) {
      var refusal = refusalOfNode(node);
      return refusal && broken(describeRefusal(refusal, node));
    },
  };

  function register() {
    RED.view.annotations.register("genesys-cloud-misfit", {
      type: "badge",
      class: "genesys-cloud-badge",
      filter: function (node) {
        return window.genesysCloud.badge.isGenesysNode(node);
      },
      element: function () {
        return window.genesysCloud.badge.draw();
      },
      show: function (node) {
        return window.genesysCloud.badge.isShown(node);
      },
      tooltip: function (node) {
        return window.genesysCloud.badge.tooltip(node);
      },
    });
    ["nodes:add", "nodes:change", "nodes:remove"].forEach(function (event) {
      RED.events.on(event, function (node) {
        if (node.type === "genesys-account") window.genesysCloud.badge.redraw();
      });
    });
  }

  // Without a canvas there is nothing to draw on.
  if (RED.view && RED.events) window.genesysCloud.once("badges", register);
})();
