// Signing in from the account's dialog, in a window of its own; the dialog notices by itself.
(function () {
  var word = window.genesysCloud.word;
  var post = window.genesysCloud.post;
  var formNow = window.genesysCloud.accountForm.now;
  var say = window.genesysCloud.accountForm.say;
  var testConnection = window.genesysCloud.testConnection;
  var polling;

  function stopPolling() {
    clearInterval(polling);
    polling = undefined;
  }

  function poll(id) {
    stopPolling();
    polling = setInterval(function () {
      $.getJSON("genesys-cloud/account/" + encodeURIComponent(id) + "/sign-in").done(function (now) {
        if (now.kind === "waiting" || polling === undefined) return;
        stopPolling();
        if (now.kind !== "done")
          return say("signed", "bad", [now.kind === "failed" ? now.reason : word("signIn.late")]);
        say("signed", "good", [word("signIn.done")]);
        testConnection(id);
      });
    }, 1000);
  }

  function signIn(id) {
    var popup = window.open("", "_blank"); // at once: a browser lets no window open later
    say("signed", "open", [word("signIn.running")]);
    post(encodeURIComponent(id) + "/sign-in", formNow()).then(
      function (begun) {
        if (!popup) return say("signed", "bad", [word("signIn.noWindow")]);
        popup.opener = null;
        popup.location.href = begun.url;
        poll(id);
      },
      function (reason) {
        if (popup) popup.close();
        say("signed", "bad", [reason]);
      },
    );
  }

  function signOut(id) {
    stopPolling();
    post(encodeURIComponent(id) + "/sign-out").then(
      function () {
        say("signed", "open", [word("signIn.out")]);
      },
      function (reason) {
        say("signed", "bad", [reason]);
      },
    );
  }

  window.genesysCloud = Object.assign(window.genesysCloud || {}, {
    signIn: { begin: signIn, end: signOut, stopPolling: stopPolling },
  });
})();
