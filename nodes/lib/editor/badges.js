// A badge on every node that cannot work with the grant of its account, deployed or not.
(function () {
  var whole = window.genesysCloud.whole;
  var accountOf = window.genesysCloud.accountOf;
  var settingsOf = window.genesysCloud.settingsOf;
  var refusal = window.genesysCloud.refusal;
  var misfit = window.genesysCloud.misfit;

  var LINE = 60;
  // A padlock, ten by ten.
  var SHAPE = "M 1,5 h 8 v 5 h -8 z M 2.5,5 v -2 a 2.5,2.5 0 0 1 5,0 v 2";

  function isOurs(node) {
    var defaults = node._def && node._def.defaults;
    return Boolean(defaults && defaults.account && defaults.account.type === "genesys-account");
  }

  function redraw() {
    RED.nodes.eachNode(function (node) {
      if (isOurs(node)) node.dirty = true;
    });
    RED.view.redraw();
  }

  function refusedTo(node) {
    var account = accountOf(node.account);
    if (!account) return undefined;
    var meant = whole(node);
    var settings = settingsOf(node, account.grant, function (name) {
      return meant[name];
    });
    return refusal(settings, redraw);
  }

  // The editor draws a tooltip as it is broken into lines; not every language puts blanks between words.
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
    isOurs: isOurs,
    draw: drawBadge,
    redraw: redraw,
    isShown: function (node) {
      return isOurs(node) && refusedTo(node) !== undefined;
    },
    tooltip: function (node) {
      var refused = refusedTo(node);
      return refused && broken(misfit(refused, node));
    },
  };

  function register() {
    RED.view.annotations.register("genesys-cloud-misfit", {
      type: "badge",
      class: "genesys-cloud-badge",
      filter: function (node) {
        return window.genesysCloud.badge.isOurs(node);
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
