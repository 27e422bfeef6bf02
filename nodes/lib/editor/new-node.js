// A new node has an account: the only one, or the one that was used last.
(function () {
  var chosen; // the account of the dialog that was closed last

  // An account of one flow or subflow can only be used there.
  function accountsFor(node) {
    /** @type {unknown[]} */
    var ids = [];
    RED.nodes.eachConfig(function (one) {
      if (one.type === "genesys-account" && !one.d && (!one.z || one.z === node.z)) ids.push(one.id);
    });
    return ids;
  }

  function accountFor(node) {
    var usable = accountsFor(node);
    if (usable.length < 2 || usable.indexOf(chosen) >= 0) return usable.length < 2 ? usable[0] : chosen;
    // No dialog was closed since the page was loaded: the account of the node that was added last.
    var last;
    RED.nodes.eachNode(function (one) {
      if (usable.indexOf(one.account) >= 0) last = one.account;
    });
    return last;
  }

  window.genesysCloud = Object.assign(window.genesysCloud || {}, {
    noteAccount: function (id) {
      chosen = id;
    },
    // A node that is pasted or imported has its place already, and keeps what it has.
    giveAccount: function (node) {
      if (node.x === undefined && !node.account) node.account = accountFor(node) || "";
    },
  });
})();
