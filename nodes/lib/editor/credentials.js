// Marks an account without the credentials that its grant needs. An exported flow has no credentials, so an imported one
// has none.
(function () {
  var translate = window.genesysCloud.translate;
  var withDefaults = window.genesysCloud.withDefaults;
  var isEnv = window.genesysCloud.isEnv;
  var isOpen = window.genesysCloud.isOpen;

  // The same as in the runtime (lib/platform/auth/account-grant.ts).
  var NEEDED = {
    "client-credentials": ["clientId", "clientSecret"],
    "authorization-code": ["clientId"],
    "access-token": ["accessToken"],
  };

  function isBlank(value) {
    return String(value || "").trim() === "";
  }

  // What an account needs. The simulated org has a client of its own, unless another one is named. A region from the
  // environment is not known here.
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

  // By account: what the server has, without the secrets; null until its response has come.
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
    var asked = stored;
    stored[id] = null;
    $.getJSON("credentials/genesys-account/" + encodeURIComponent(id)).done(function (credentials) {
      if (stored !== asked) return; // of the time before a deploy
      stored[id] = credentials;
      redraw(id);
    });
  }

  // After a deploy the server may have other credentials.
  function forget() {
    stored = {};
    RED.nodes.eachConfig(function (account) {
      if (account.type === "genesys-account") redraw(account.id);
    });
  }

  // Does the account have what its grant needs? While its dialog is open, each field shows that itself. Until the
  // response of the server has come, nothing is marked.
  /** @type {GenesysCloud["credentialsGiven"]} */
  function credentialsGiven(account, options) {
    if (isOpen(account)) return true;
    var meant = withDefaults(account);
    if (isEnv(meant.region)) return true;
    var credentials = account.credentials || stored[account.id];
    if (!credentials && neededCredentials(meant.region, meant.grant, "").length > 0) load(account.id);
    var missing = credentials ? missingCredentials(meant.region, meant.grant, credentials) : [];
    var names = missing.map(function (name) {
      return translate("label." + name);
    });
    var sentence = translate("invalid.credentials", { names: names.join(", ") });
    return window.genesysCloud.verdict(missing.length === 0, sentence, options);
  }

  // The same for one field of the open dialog.
  /** @type {GenesysCloud["credentialGiven"]} */
  function credentialGiven(name, value, options) {
    function now(field) {
      return $("#node-config-input-" + field).val();
    }
    var isNeeded = neededCredentials(now("region"), now("grant"), now("clientId")).indexOf(name) >= 0;
    return window.genesysCloud.verdict(!isNeeded || !isBlank(value), translate("invalid.blank"), options);
  }

  // Without a canvas there is nothing to mark. A deploy of another editor is reported to all.
  if (RED.events) RED.events.on("deploy", forget);
  if (RED.comms) RED.comms.subscribe("notification/runtime-deploy", forget);

  Object.assign(window.genesysCloud, {
    missingCredentials: missingCredentials,
    credentialsGiven: credentialsGiven,
    credentialGiven: credentialGiven,
  });
})();
