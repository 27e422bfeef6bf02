// The operations that were chosen last in this browser.
(function () {
  var KEY = "genesys-cloud-recent-operations";
  var KEPT = 8;

  /** @type {GenesysCloudOperations["recentOperations"]} */
  function recentOperations() {
    try {
      var ids = JSON.parse(localStorage.getItem(KEY) || "[]");
      return Array.isArray(ids) ? ids : [];
    } catch {
      return []; // a browser may refuse to store anything
    }
  }

  /** @type {GenesysCloudOperations["rememberOperation"]} */
  function rememberOperation(id) {
    var others = recentOperations().filter(function (one) {
      return one !== id;
    });
    try {
      localStorage.setItem(KEY, JSON.stringify([id].concat(others).slice(0, KEPT)));
    } catch {
      // the list is a convenience
    }
  }

  window.genesysCloudOperations = Object.assign(window.genesysCloudOperations || {}, {
    recentOperations: recentOperations,
    rememberOperation: rememberOperation,
  });
})();
