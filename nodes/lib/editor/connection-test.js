// Tries the account as it stands in its dialog. Whatever comes back is shown as text.
(function () {
  var word = window.genesysCloud.word;
  var post = window.genesysCloud.post;
  var formNow = window.genesysCloud.accountForm.now;
  var say = window.genesysCloud.accountForm.say;
  var begin = window.genesysCloud.accountForm.begin;

  function describe(found) {
    var lines = [
      word("test.organization", { name: found.organization }),
      word("test." + found.as.kind, { name: found.as.name || "" }),
    ];
    var minutes = Math.round((found.lifeSeconds || 0) / 60);
    if (minutes > 120) lines.push(word("test.hours", { hours: Math.round(minutes / 60) }));
    else if (minutes > 0) lines.push(word("test.minutes", { minutes: minutes }));
    if (found.as.kind === "client")
      return lines.concat(
        word("test.clientCan"),
        word("test.clientCannot", { count: found.needUser, all: found.operations }),
      );
    lines.push(word("test.userCan"));
    return found.scopes.length
      ? lines.concat(word("test.scopes", { scopes: found.scopes.join(", ") }))
      : lines;
  }

  /** @type {GenesysCloud["testConnection"]} */
  function testConnection(id) {
    var counts = begin("tested");
    say("tested", "open", [word("test.running")]);
    post(encodeURIComponent(id) + "/test", formNow()).then(
      function (found) {
        if (counts()) say("tested", "good", describe(found));
      },
      function (reason) {
        if (counts()) say("tested", "bad", [reason]);
      },
    );
  }

  window.genesysCloud = Object.assign(window.genesysCloud || {}, { testConnection: testConnection });
})();
