// What stands in the account's dialog at present, and where an answer is shown in it.
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

  // As it stands in the form; a secret that the editor does not know stands there as __PWRD__.
  function formNow() {
    return FIELDS.reduce(function (values, name) {
      values[name] = String(field(name).val() || "").trim();
      return values;
    }, {});
  }

  // A page of this Node-RED, whatever its root and whatever stands in front of it.
  function ownAddress() {
    var here = new URL("genesys-cloud/callback", window.location.origin + window.location.pathname);
    if (here.hostname === "localhost") here.hostname = "127.0.0.1";
    return here.href;
  }

  /** @type {GenesysCloud["accountForm"]["say"]} */
  function say(where, kind, lines) {
    var box = $("#genesys-account-" + where)
      .removeClass("is-good is-bad")
      .addClass("is-" + kind)
      .empty();
    lines.forEach(function (line) {
      box.append($("<div></div>").text(line));
    });
  }

  var turns = { tested: 0, signed: 0 };

  // Something is asked for; tells whether its answer still counts: not when the dialog was closed, the form was changed,
  // or something newer was asked for.
  /** @type {GenesysCloud["accountForm"]["begin"]} */
  function begin(where) {
    var turn = (turns[where] += 1);
    return function () {
      return turns[where] === turn;
    };
  }

  // What was said no longer holds.
  /** @type {GenesysCloud["accountForm"]["forget"]} */
  function forget(where) {
    turns[where] += 1;
    say(where, "open", []);
  }

  /** @type {GenesysCloud["accountForm"]["onChange"]} */
  function onChange(tell) {
    FIELDS.forEach(function (name) {
      field(name).on("input change", tell);
    });
  }

  window.genesysCloud = Object.assign(window.genesysCloud || {}, {
    accountForm: {
      field: field,
      now: formNow,
      ownAddress: ownAddress,
      say: say,
      begin: begin,
      forget: forget,
      onChange: onChange,
    },
  });
})();
