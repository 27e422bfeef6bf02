// The names of the ids that were chosen from lists. A node stores them by id, for its label and for a dialog without an
// account. Only the editor reads them.
(function () {
  var nameOf = window.genesysCloud.nameOf;

  // Lists whose names are stored. A flow is exported and shared, so the names of users and contacts are not stored.
  var KINDS = [
    "queue",
    "flow",
    "anyFlow",
    "wrapupCode",
    "skill",
    "language",
    "integration",
    "openIntegration",
    "presence",
  ];

  // Of the dialog that is open: the names by id, and the fields with lists.
  /** @type {Map<string, string>} */
  var names = new Map();
  /** @type {{ input: JQuery, ids: () => string[], kind: () => string | undefined }[]} */
  var fields = [];

  // A name without a letter may be a phone number.
  function mayBeStored(name) {
    return /\p{L}/u.test(name);
  }

  // The ids that are in the fields of these lists.
  function idsNow() {
    return fields
      .filter(function (field) {
        return field.input[0].isConnected && KINDS.indexOf(field.kind() || "") >= 0;
      })
      .reduce(function (/** @type {string[]} */ all, field) {
        return all.concat(field.ids());
      }, []);
  }

  window.genesysCloud = Object.assign(window.genesysCloud || {}, {
    // The dialog of a node opens.
    openNames: function (node) {
      fields = [];
      names = new Map();
      Object.keys(node.names || {}).forEach(function (id) {
        names.set(id, nameOf(node, id));
      });
    },
    // A field with a list: its ids now, and the list to which they belong.
    namedField: function (input, ids, kind) {
      fields.push({ input: input, ids: ids, kind: kind });
      return {
        nameOf: function (id) {
          return names.get(id) || "";
        },
        // An entry was chosen from the list.
        remember: function (item) {
          names.set(item.id, item.name);
        },
        // The account has these names now: an object can be renamed.
        renew: function (items) {
          items.forEach(function (item) {
            if (names.has(item.id)) names.set(item.id, item.name);
          });
        },
      };
    },
    // The dialog is done. An id that is in no field any more loses its name. Without names there is no property.
    storeNames: function (node) {
      /** @type {Record<string, string>} */
      var kept = {};
      idsNow().forEach(function (id) {
        var name = names.get(id) || "";
        if (mayBeStored(name)) kept[id] = name;
      });
      if (Object.keys(kept).length > 0) node.names = kept;
      else delete node.names;
    },
  });
})();
