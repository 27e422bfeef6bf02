// Tests the account with the values of its open dialog. The response is shown as text, never as html.
(function () {
  var translate = window.genesysCloud.translate;
  var post = window.genesysCloud.post;
  var permissionsOf = window.genesysCloud.permissionsOf;
  var nodeSentence = window.genesysCloud.nodeSentence;
  var formNow = window.genesysCloud.accountForm.now;
  var showMessage = window.genesysCloud.accountForm.showMessage;
  var startRequest = window.genesysCloud.accountForm.startRequest;

  // What the deployed nodes need and the account lacks. A click goes to a node, behind the dialog.
  function lacksOf(found) {
    return found.lacks.map(function (need) {
      var values = { permissions: permissionsOf(need) };
      var line = nodeSentence.of("test.lacks", "nodes", need.nodes, found.nodes, values);
      return $('<div class="is-bad"></div>').append(
        line.draw(function () {
          return undefined;
        }),
      );
    });
  }

  function describe(found) {
    var lines = [
      translate("test.organization", { name: found.organization }),
      translate("test." + found.as.kind, { name: found.as.name || "" }),
    ];
    var minutes = Math.round((found.lifeSeconds || 0) / 60);
    if (minutes > 120) lines.push(translate("test.hours", { hours: Math.round(minutes / 60) }));
    else if (minutes > 0) lines.push(translate("test.minutes", { minutes: minutes }));
    if (found.as.kind === "client")
      return lines.concat(
        translate("test.clientCan"),
        translate("test.clientCannot", { count: found.needUser, all: found.operations }),
      );
    lines.push(translate("test.userCan"));
    return found.scopes.length
      ? lines.concat(translate("test.scopes", { scopes: found.scopes.join(", ") }))
      : lines;
  }

  /** @type {GenesysCloud["testConnection"]} */
  function testConnection(id) {
    var isCurrent = startRequest("tested");
    showMessage("tested", "open", [translate("test.running")]);
    post(encodeURIComponent(id) + "/test", formNow()).then(
      function (found) {
        if (isCurrent()) showMessage("tested", "good", describe(found).concat(lacksOf(found)));
      },
      function (reason) {
        if (isCurrent()) showMessage("tested", "bad", [reason]);
      },
    );
  }

  window.genesysCloud = Object.assign(window.genesysCloud || {}, { testConnection: testConnection });
})();
