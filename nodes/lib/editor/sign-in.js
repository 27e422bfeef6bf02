// Signing in from the account's dialog, in a window of its own; the dialog notices by itself.
(function () {
  var word = window.genesysCloud.word;
  var post = window.genesysCloud.post;
  var formNow = window.genesysCloud.accountForm.now;
  var say = window.genesysCloud.accountForm.say;
  var begin = window.genesysCloud.accountForm.begin;
  var forget = window.genesysCloud.accountForm.forget;
  var testConnection = window.genesysCloud.testConnection;
  var polling;

  function stopPolling() {
    clearInterval(polling);
    polling = undefined;
  }

  function poll(id, counts) {
    stopPolling();
    polling = setInterval(function () {
      $.getJSON("genesys-cloud/account/" + encodeURIComponent(id) + "/sign-in").done(function (now) {
        if (now.kind === "waiting" || !counts()) return;
        stopPolling();
        if (now.kind !== "done")
          return say("signed", "bad", [now.kind === "failed" ? now.reason : word("signIn.late")]);
        say("signed", "good", [word("signIn.done")]);
        testConnection(id);
      });
    }, 1000);
  }

  /** @type {GenesysCloud["signIn"]["begin"]} */
  function signIn(id) {
    var popup = window.open("", "_blank"); // at once: a browser lets no window open later
    var counts = begin("signed");
    stopPolling();
    say("signed", "open", [word("signIn.running")]);
    post(encodeURIComponent(id) + "/sign-in", formNow()).then(
      function (begun) {
        if (!counts()) return popup && popup.close();
        if (!popup) return say("signed", "bad", [word("signIn.noWindow")]);
        popup.opener = null;
        popup.location.href = begun.url;
        poll(id, counts);
      },
      function (reason) {
        if (popup) popup.close();
        if (counts()) say("signed", "bad", [reason]);
      },
    );
  }

  /** @type {GenesysCloud["signIn"]["end"]} */
  function signOut(id) {
    var counts = begin("signed");
    stopPolling();
    forget("tested");
    post(encodeURIComponent(id) + "/sign-out").then(
      function () {
        if (counts()) say("signed", "open", [word("signIn.out")]);
      },
      function (reason) {
        if (counts()) say("signed", "bad", [reason]);
      },
    );
  }

  // The dialog is closed: nothing that was asked for in it is told in the next one.
  function leave() {
    stopPolling();
    forget("signed");
    forget("tested");
  }

  window.genesysCloud = Object.assign(window.genesysCloud || {}, {
    signIn: { begin: signIn, end: signOut, leave: leave },
  });
})();
