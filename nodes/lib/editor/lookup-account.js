// The account of a dialog's lists, with the changes that are not deployed yet.
(function () {
  var translate = window.genesysCloud.translate;
  var post = window.genesysCloud.post;
  var rejected = window.genesysCloud.rejected;
  var withDefaults = window.genesysCloud.withDefaults;
  var isEnv = window.genesysCloud.isEnv;

  var FIELDS = ["region", "apiUrl", "loginUrl", "grant", "redirectUri"];
  var SECRETS = ["clientSecret", "accessToken"];
  var UNTOUCHED = "__PWRD__"; // a secret that only the server has

  function chosenAccount() {
    var id = $("#node-input-account").val();
    return id && id !== "_ADD_" ? id : undefined;
  }

  // The account in the editor; undefined where it is the deployed one. Credentials that were not typed are left out.
  function undeployed(id) {
    var account = RED.nodes.node(id);
    if (!account || !account.changed) return undefined;
    var typed = account.credentials || {};
    var meant = withDefaults(account);
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

  // An entry that is marked as ended says so in its name.
  function named(page) {
    page.items = page.items.map(function (item) {
      return item.ended ? { id: item.id, name: translate("lookup.ended", { name: item.name }) } : item;
    });
    return page;
  }

  // Requests a list. Resolves with `{ items, more }`, or rejects with the reason as a sentence.
  /** @type {GenesysCloud["requestLookup"]} */
  function requestLookup(request) {
    var id = chosenAccount();
    if (!id) return rejected(translate("lookup.noAccount"));
    if (isEnv(id)) return rejected(translate("lookup.fromEnv", { name: id }));
    var form = undeployed(id);
    var body = $.extend({}, request, form ? { account: form } : {});
    return post(encodeURIComponent(id) + "/lookup", body).then(named);
  }

  window.genesysCloud = Object.assign(window.genesysCloud || {}, {
    chosenAccount: chosenAccount,
    requestLookup: requestLookup,
  });
})();
