// The values in the account's dialog, and its places for messages.
(function () {
  var form = window.genesysCloud.configForm("account", [
    "region",
    "apiUrl",
    "loginUrl",
    "grant",
    "redirectUri",
    "clientId",
    "clientSecret",
    "accessToken",
  ]);

  // The address of a page of this Node-RED, also below another root or behind a proxy.
  function ownAddress() {
    var here = new URL("genesys-cloud/callback", window.location.origin + window.location.pathname);
    if (here.hostname === "localhost") here.hostname = "127.0.0.1";
    return here.href;
  }

  window.genesysCloud = Object.assign(window.genesysCloud || {}, {
    accountForm: Object.assign(form, { ownAddress: ownAddress }),
  });
})();
