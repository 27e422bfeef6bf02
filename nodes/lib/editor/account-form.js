// The values in the account's dialog, and its places for messages.
(function () {
  var FIELDS = [
    "region",
    "apiUrl",
    "loginUrl",
    "grant",
    "redirectUri",
    "clientId",
    "clientSecret",
    "accessToken",
  ];

  /** @type {GenesysCloud["accountForm"]["field"]} */
  function field(name) {
    return $("#node-config-input-" + name);
  }

  // The values of the form. A secret that only the server has is __PWRD__ here.
  function formNow() {
    return FIELDS.reduce(function (values, name) {
      values[name] = String(field(name).val() || "").trim();
      return values;
    }, {});
  }

  // The address of a page of this Node-RED, also below another root or behind a proxy.
  function ownAddress() {
    var here = new URL("genesys-cloud/callback", window.location.origin + window.location.pathname);
    if (here.hostname === "localhost") here.hostname = "127.0.0.1";
    return here.href;
  }

  /** @type {GenesysCloud["accountForm"]["showMessage"]} */
  function showMessage(where, kind, lines) {
    var box = $("#genesys-account-" + where)
      .removeClass("is-good is-bad")
      .addClass("is-" + kind)
      .empty();
    lines.forEach(function (line) {
      box.append(typeof line === "string" ? $("<div></div>").text(line) : line);
    });
  }

  var turns = { tested: 0, signed: 0 };

  // A request is sent. The returned function checks whether its response is still of interest: not after the dialog
  // was closed, the form was changed or a newer request was sent.
  /** @type {GenesysCloud["accountForm"]["startRequest"]} */
  function startRequest(where) {
    var turn = (turns[where] += 1);
    return function () {
      return turns[where] === turn;
    };
  }

  // The message is no longer true.
  /** @type {GenesysCloud["accountForm"]["clearMessage"]} */
  function clearMessage(where) {
    turns[where] += 1;
    showMessage(where, "open", []);
  }

  /** @type {GenesysCloud["accountForm"]["onChange"]} */
  function onChange(notify) {
    FIELDS.forEach(function (name) {
      field(name).on("input change", notify);
    });
  }

  window.genesysCloud = Object.assign(window.genesysCloud || {}, {
    accountForm: {
      field: field,
      now: formNow,
      ownAddress: ownAddress,
      showMessage: showMessage,
      startRequest: startRequest,
      clearMessage: clearMessage,
      onChange: onChange,
    },
  });
})();
