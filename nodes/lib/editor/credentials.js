// Marks an account that lacks what its grant needs: an exported flow holds no credentials, so an imported one has none.
(function () {
  var word = window.genesysCloud.word;
  var whole = window.genesysCloud.whole;
  var isEnv = window.genesysCloud.isEnv;
  var isOpen = window.genesysCloud.isOpen;

  // The same as the runtime wants (lib/platform/account-grant.ts).
  var NEEDED = {
    "client-credentials": ["clientId", "clientSecret"],
    "authorization-code": ["clientId"],
    "access-token": ["accessToken"],
  };

  function isBlank(value) {
    return String(value || "").trim() === "";
  }

  // What an account needs. The simulated org has a client of its own, unless another is named; what comes from the
  // environment is not known.
  function neededCredentials(region, grant, clientId) {
    var hasOwn = region === "simulator" && grant !== "access-token" && isBlank(clientId);
    return isEnv(region) || hasOwn ? [] : NEEDED[grant] || [];
  }

  /** @type {GenesysCloud["missingCredentials"]} */
  function missingCredentials(region, grant, credentials) {
    return neededCredentials(region, grant, credentials.clientId).filter(function (name) {
      return credentials["has_" + name] !== true && isBlank(credentials[name]);
    });
  }

  // What the server holds of an account, without the secrets; null until it has answered.
  var stored = {};

  function redraw(id) {
    var account = RED.nodes.node(id);
    if (!account) return;
    RED.editor.validateNode(account);
    account.users.forEach(function (user) {
      RED.editor.validateNode(user);
      user.dirty = true;
    });
    RED.events.emit("nodes:change", account);
    RED.view.redraw();
  }

  function load(id) {
    if (id in stored) return;
    stored[id] = null;
    $.getJSON("credentials/genesys-account/" + encodeURIComponent(id)).done(function (credentials) {
      stored[id] = credentials;
      redraw(id);
    });
  }

  // Is all given that the grant needs? In the dialog each field says so itself, and what is not known yet passes.
  /** @type {GenesysCloud["credentialsGiven"]} */
  function credentialsGiven(account, options) {
    if (isOpen(account)) return true;
    var meant = whole(account);
    if (isEnv(meant.region)) return true;
    var credentials = account.credentials || stored[account.id];
    if (!credentials && neededCredentials(meant.region, meant.grant, "").length > 0) load(account.id);
    var missing = credentials ? missingCredentials(meant.region, meant.grant, credentials) : [];
    var names = missing.map(function (name) {
      return word("label." + name);
    });
    var sentence = word("invalid.credentials", { names: names.join(", ") });
    return window.genesysCloud.verdict(missing.length === 0, sentence, options);
  }

  // A field of the open dialog.
  /** @type {GenesysCloud["credentialGiven"]} */
  function credentialGiven(name, value, options) {
    function now(field) {
      return $("#node-config-input-" + field).val();
    }
    var isNeeded = neededCredentials(now("region"), now("grant"), now("clientId")).indexOf(name) >= 0;
    return window.genesysCloud.verdict(!isNeeded || !isBlank(value), word("invalid.blank"), options);
  }

  // Without a canvas there is nothing to mark. A deploy moves what was typed to the server.
  if (RED.events)
    RED.events.on("deploy", function () {
      stored = {};
      RED.nodes.eachConfig(function (account) {
        if (account.type === "genesys-account") redraw(account.id);
      });
    });

  Object.assign(window.genesysCloud, {
    missingCredentials: missingCredentials,
    credentialsGiven: credentialsGiven,
    credentialGiven: credentialGiven,
  });
})();
