// Which nodes cannot work with the grant of their account. The server decides it, for many nodes in one request.
(function () {
  var translate = window.genesysCloud.translate;
  var withDefaults = window.genesysCloud.withDefaults;

  var GATHER_MS = 50;
  var MOST_AT_ONCE = 1000;
  // After a failure no request is sent for this long.
  var REST_MS = 60000;
  var known = {}; // by settings, as text: the refusal, or null where there is none
  var waiting = {}; // by settings, as text, until the request is sent: the functions to notify
  var inProgress = {}; // the same, from the request to its response
  var gathering;
  var failedAt;

  function request(keys) {
    keys.forEach(function (key) {
      inProgress[key] = waiting[key];
      delete waiting[key];
    });
    $.ajax({
      url: "genesys-cloud/refusals",
      method: "POST",
      contentType: "application/json",
      data: "[" + keys.join(",") + "]",
    }).then(
      function (responses) {
        var notified = [];
        keys.forEach(function (key, index) {
          known[key] = responses[index] || null;
          inProgress[key].forEach(function (notify) {
            if (notified.indexOf(notify) < 0) notified.push(notify);
          });
          delete inProgress[key];
        });
        notified.forEach(function (notify) {
          notify();
        });
      },
      function () {
        failedAt = Date.now();
        keys.forEach(function (key) {
          delete inProgress[key];
        });
      },
    );
  }

  function requestAll() {
    gathering = undefined;
    var keys = Object.keys(waiting);
    for (var from = 0; from < keys.length; from += MOST_AT_ONCE)
      request(keys.slice(from, from + MOST_AT_ONCE));
  }

  // Why a node with these settings cannot work with the grant of its account; undefined where it can. While that is not
  // known yet, the result is undefined, too, and `notify` is called once when it is.
  /** @type {GenesysCloud["refusalOf"]} */
  function refusalOf(settings, notify) {
    var key = JSON.stringify(settings);
    if (key in known) return known[key] || undefined;
    if (failedAt !== undefined && Date.now() - failedAt < REST_MS) return undefined;
    if (!waiting[key] && !inProgress[key]) {
      waiting[key] = [];
      gathering = gathering || setTimeout(requestAll, GATHER_MS);
    }
    (waiting[key] || inProgress[key]).push(notify);
    return undefined;
  }

  var ASIDE = ["name", "account", "inputs", "outputs"];

  // The settings that decide what a node sends. Of an input, only whether it is blank. `valueOf` reads a property.
  /** @type {GenesysCloud["settingsOf"]} */
  function settingsOf(node, grant, valueOf) {
    var defaults = node._def.defaults;
    var settings = { type: node.type, grant: grant };
    Object.keys(defaults).forEach(function (name) {
      if (ASIDE.indexOf(name) >= 0) return;
      var value = valueOf(name);
      var isInput = name !== "operation" && (name + "Type" in defaults || name + "ValueType" in defaults);
      if (isInput) settings[name] = value === "" || value === undefined ? "" : "given";
      else if (["string", "number", "boolean"].indexOf(typeof value) >= 0) settings[name] = value;
    });
    return settings;
  }

  // The account with this id, if it exists and is not disabled.
  /** @type {GenesysCloud["accountOf"]} */
  function accountOf(id) {
    var account = id ? RED.nodes.node(id) : null;
    return account && account.type === "genesys-account" && !account.d
      ? /** @type {Account} */ (withDefaults(account))
      : undefined;
  }

  // The reason, and what to do. `node` may be missing in this editor.
  /** @type {GenesysCloud["describeRefusal"]} */
  function describeRefusal(refusal, node) {
    var label = node && refusal.input ? node._("label." + refusal.input) : translate("label.userId");
    var advice = refusal.input
      ? translate("misfit.input", { label: label })
      : refusal.onBehalf
        ? translate("misfit.operation", { operation: refusal.onBehalf })
        : translate("misfit.account");
    return translate("misfit.reason", { operation: refusal.operation }) + " " + advice;
  }

  window.genesysCloud = Object.assign(window.genesysCloud || {}, {
    refusalOf: refusalOf,
    settingsOf: settingsOf,
    accountOf: accountOf,
    describeRefusal: describeRefusal,
  });
})();
