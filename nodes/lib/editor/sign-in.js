// Signing in from the account's dialog, in a separate window. The dialog polls for the result.
(function () {
  var translate = window.genesysCloud.translate;
  var post = window.genesysCloud.post;
  var formNow = window.genesysCloud.accountForm.now;
  var showMessage = window.genesysCloud.accountForm.showMessage;
  var startRequest = window.genesysCloud.accountForm.startRequest;
  var clearMessage = window.genesysCloud.accountForm.clearMessage;
  var testConnection = window.genesysCloud.testConnection;
  var polling;

  function stopPolling() {
    clearInterval(polling);
    polling = undefined;
  }

  // There is something to end only while a user is signed in.
  function showSignOut(isSignedIn) {
    $("#genesys-account-sign-out").toggle(isSignedIn);
  }

  /** @type {GenesysCloud["signIn"]["show"]} */
  function show(id) {
    var isCurrent = startRequest("signed");
    showSignOut(false);
    $.getJSON("genesys-cloud/account/" + encodeURIComponent(id) + "/signed-in").then(
      function (found) {
        if (isCurrent()) showSignOut(found.signedIn);
      },
      function () {
        if (isCurrent()) showSignOut(true); // not known
      },
    );
  }

  function poll(id, isCurrent) {
    stopPolling();
    polling = setInterval(function () {
      $.getJSON("genesys-cloud/account/" + encodeURIComponent(id) + "/sign-in").done(function (now) {
        if (now.kind === "waiting" || !isCurrent()) return;
        stopPolling();
        if (now.kind !== "done")
          return showMessage("signed", "bad", [
            now.kind === "failed" ? now.reason : translate("signIn.late"),
          ]);
        showMessage("signed", "good", [translate("signIn.done")]);
        showSignOut(true);
        testConnection(id);
      });
    }, 1000);
  }

  /** @type {GenesysCloud["signIn"]["begin"]} */
  function signIn(id) {
    var popup = window.open("", "_blank"); // at once: later the browser would block it
    var isCurrent = startRequest("signed");
    stopPolling();
    showMessage("signed", "open", [translate("signIn.running")]);
    post(encodeURIComponent(id) + "/sign-in", formNow()).then(
      function (begun) {
        if (!isCurrent()) return popup && popup.close();
        if (!popup) return showMessage("signed", "bad", [translate("signIn.noWindow")]);
        popup.opener = null;
        popup.location.href = begun.url;
        poll(id, isCurrent);
      },
      function (reason) {
        if (popup) popup.close();
        if (isCurrent()) showMessage("signed", "bad", [reason]);
      },
    );
  }

  /** @type {GenesysCloud["signIn"]["end"]} */
  function signOut(id) {
    var isCurrent = startRequest("signed");
    stopPolling();
    clearMessage("tested");
    post(encodeURIComponent(id) + "/sign-out").then(
      function () {
        if (!isCurrent()) return;
        showMessage("signed", "open", [translate("signIn.out")]);
        showSignOut(false);
      },
      function (reason) {
        if (isCurrent()) showMessage("signed", "bad", [reason]);
      },
    );
  }

  // The dialog was closed: responses to its requests are not shown in the next one.
  function cancel() {
    stopPolling();
    clearMessage("signed");
    clearMessage("tested");
  }

  window.genesysCloud = Object.assign(window.genesysCloud || {}, {
    signIn: { show: show, begin: signIn, end: signOut, cancel: cancel },
  });
})();
