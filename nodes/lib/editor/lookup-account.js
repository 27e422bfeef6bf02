// Which account a dialog asks for its lists, and what the editor knows of it that the server does not.
(function () {
  var word = window.genesysCloud.word;
  var post = window.genesysCloud.post;
  var refused = window.genesysCloud.refused;
  var whole = window.genesysCloud.whole;
  var isEnv = window.genesysCloud.isEnv;

  var FIELDS = ["region", "apiUrl", "loginUrl", "grant", "redirectUri"];
  var SECRETS = ["clientSecret", "accessToken"];
  var UNTOUCHED = "__PWRD__"; // a secret that only the server knows

  function chosenAccount() {
    var id = $("#node-input-account").val();
    return id && id !== "_ADD_" ? id : undefined;
  }

  // The account as it stands in the editor; undefined where it is the deployed one. What was not typed is left out.
  function undeployed(id) {
    var account = RED.nodes.node(id);
    if (!account || !account.changed) return undefined;
    var typed = account.credentials || {};
    var meant = whole(account);
    var form = {};
    FIELDS.forEach(function (name) {
      form[name] = String(meant[name] || "").trim();
    });
    if (typed.clientId !== undefined) form.clientId = String(typed.clientId).trim();
    SECRETS.forEach(function (name) {
      if (typed[name] !== undefined) form[name] = String(typed[name]);
      else if (typed["has_" + name]) form[name] = UNTOUCHED;
    });
    return form;
  }

  // Asks for a list. Resolves with `{ items, more }`, or rejects with the reason in words.
  /** @type {GenesysCloud["askLookup"]} */
  function askLookup(question) {
    var id = chosenAccount();
    if (!id) return refused(word("lookup.noAccount"));
    if (isEnv(id)) return refused(word("lookup.fromEnv", { name: id }));
    var form = undeployed(id);
    return post(encodeURIComponent(id) + "/lookup", $.extend({}, question, form ? { account: form } : {}));
  }

  window.genesysCloud = Object.assign(window.genesysCloud || {}, {
    chosenAccount: chosenAccount,
    askLookup: askLookup,
  });
})();
