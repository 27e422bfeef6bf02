// The dialog of a backplane: tests its connection, and lists the accounts that use it. Texts are never html.
(function () {
  var translate = window.genesysCloud.translate;
  var send = window.genesysCloud.send;
  var WORDS = "@genesys-flows/node-red-genesys-cloud/genesys-backplane:";
  var form = window.genesysCloud.configForm("backplane", ["url", "prefix", "group", "username", "password"]);

  function text(key, values) {
    return RED._(WORDS + key, values);
  }

  function describe(found) {
    var ahead = Math.round(found.aheadMs / 100) / 10;
    /** @type {(string | JQuery)[]} */
    var lines = [
      text("test.server", { name: found.name, version: found.version }),
      text("test.latency", { ms: found.latencyMs }),
      text(ahead === 0 ? "test.sameTime" : ahead > 0 ? "test.ahead" : "test.behind", {
        seconds: Math.abs(ahead),
      }),
    ];
    if (found.evicts)
      lines.push($('<div class="is-bad"></div>').text(text("test.evicts", { policy: found.evicts })));
    return lines;
  }

  function test(id) {
    var isOfInterest = form.startRequest("tested");
    form.showMessage("tested", "open", [text("test.running")]);
    send("backplane/" + encodeURIComponent(id) + "/test", form.now()).then(
      function (found) {
        if (isOfInterest()) form.showMessage("tested", "good", describe(found));
      },
      /** @type {(reason: string, answer?: { failure?: string }) => void} */
      function (reason, answer) {
        var sentence = answer && answer.failure ? text("failure." + answer.failure) : reason;
        if (isOfInterest()) form.showMessage("tested", "bad", [sentence]);
      },
    );
  }

  // An account that is deployed, with its state as its nodes show it.
  function line(account) {
    var state = account.state === "ready" ? text("accounts.ready") : translate("status." + account.state);
    return (account.name || account.id) + " · " + state;
  }

  function listAccounts(id) {
    form.showMessage("accounts", "open", []);
    $.getJSON("genesys-cloud/backplane/" + encodeURIComponent(id) + "/accounts").done(function (found) {
      var lines = found.accounts.map(line);
      if (found.failure) lines.push($('<div class="is-bad"></div>').text(text("failure." + found.failure)));
      form.showMessage("accounts", "open", lines.length > 0 ? lines : [text("accounts.none")]);
    });
  }

  // The host, without what a URL may have of a secret.
  /** @type {GenesysCloud["backplane"]["label"]} */
  function label(url) {
    var host = /^rediss?:\/\/(?:[^/@]*@)?([^/?#@]+)/i.exec(String(url || ""));
    return "backplane " + (host ? host[1] : window.genesysCloud.isEnv(url) ? url : "");
  }

  var backplane = {
    label: label,
    open: function (node) {
      form.field("url").closest("form").addClass("genesys-cloud-form");
      form.onChange(function () {
        form.clearMessage("tested");
      });
      $("#genesys-backplane-test").on("click", function () {
        test(node.id);
      });
      listAccounts(node.id);
    },
  };

  window.genesysCloud = Object.assign(window.genesysCloud || {}, { backplane: backplane });
})();
