// Which nodes cannot work with the grant of their account. The server knows; it is asked for many of them at once.
(function () {
  var word = window.genesysCloud.word;
  var whole = window.genesysCloud.whole;

  var GATHER_MS = 50;
  var MOST_AT_ONCE = 1000;
  // After a failure nothing is asked for so long.
  var REST_MS = 60000;
  var known = {}; // by settings, as text: why they do not fit, or null where they do
  var waiting = {}; // by settings, as text, until it is asked: whom to tell
  var underWay = {}; // the same, from the question to its answer
  var gathering;
  var failedAt;

  function ask(keys) {
    keys.forEach(function (key) {
      underWay[key] = waiting[key];
      delete waiting[key];
    });
    $.ajax({
      url: "genesys-cloud/refusals",
      method: "POST",
      contentType: "application/json",
      data: "[" + keys.join(",") + "]",
    }).then(
      function (answers) {
        var told = [];
        keys.forEach(function (key, index) {
          known[key] = answers[index] || null;
          underWay[key].forEach(function (tell) {
            if (told.indexOf(tell) < 0) told.push(tell);
          });
          delete underWay[key];
        });
        told.forEach(function (tell) {
          tell();
        });
      },
      function () {
        failedAt = Date.now();
        keys.forEach(function (key) {
          delete underWay[key];
        });
      },
    );
  }

  function askAll() {
    gathering = undefined;
    var keys = Object.keys(waiting);
    for (var from = 0; from < keys.length; from += MOST_AT_ONCE) ask(keys.slice(from, from + MOST_AT_ONCE));
  }

  // Why a node with these settings does not fit the grant of its account; undefined where it fits, and as long as that
  // is not known. Then `tell` is called, once, as soon as it is.
  /** @type {GenesysCloud["refusal"]} */
  function refusal(settings, tell) {
    var key = JSON.stringify(settings);
    if (key in known) return known[key] || undefined;
    if (failedAt !== undefined && Date.now() - failedAt < REST_MS) return undefined;
    if (!waiting[key] && !underWay[key]) {
      waiting[key] = [];
      gathering = gathering || setTimeout(askAll, GATHER_MS);
    }
    (waiting[key] || underWay[key]).push(tell);
    return undefined;
  }

  var ASIDE = ["name", "account", "outputs"];

  // What of a node's settings decides what it sends; of an input only whether it is blank. `valueOf` reads a property.
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

  // The account of this id, where it is there and not disabled.
  /** @type {GenesysCloud["accountOf"]} */
  function accountOf(id) {
    var account = id ? RED.nodes.node(id) : null;
    return account && account.type === "genesys-account" && !account.d
      ? /** @type {Account} */ (whole(account))
      : undefined;
  }

  // Why, and what to do about it. `node` may be unknown to this editor.
  /** @type {GenesysCloud["misfit"]} */
  function misfit(refused, node) {
    var label = node && refused.input ? node._("label." + refused.input) : word("label.userId");
    var advice = refused.input
      ? word("misfit.input", { label: label })
      : refused.onBehalf
        ? word("misfit.operation", { operation: refused.onBehalf })
        : word("misfit.account");
    return word("misfit.reason", { operation: refused.operation }) + " " + advice;
  }

  window.genesysCloud = Object.assign(window.genesysCloud || {}, {
    refusal: refusal,
    settingsOf: settingsOf,
    accountOf: accountOf,
    misfit: misfit,
  });
})();
