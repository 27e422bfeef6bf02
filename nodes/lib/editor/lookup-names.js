// Below a field: the names of its ids. Without names nothing is shown.
(function () {
  var MOST = 50;

  // Can it be an id? E-mail addresses, phone numbers, ${NAME} and names of several words cannot.
  function isId(text) {
    return /^[\w-]{1,100}$/.test(text);
  }

  // `idsNow` returns the ids of the field. `lookUp` requests the names of ids; it returns undefined where that is not
  // possible.
  /** @type {GenesysCloud["nameHint"]} */
  function nameHint(hint, idsNow, lookUp) {
    var names = {};

    function show() {
      var ids = idsNow();
      var isNamed = ids.some(function (id) {
        return names[id];
      });
      var text = ids
        .map(function (id) {
          return names[id] || id;
        })
        .join(", ");
      hint.text(isNamed ? text : "").toggle(isNamed);
    }

    function update() {
      var known = names;
      show();
      var unknown = idsNow()
        .filter(function (id) {
          return isId(id) && !(id in known);
        })
        .slice(0, MOST);
      var pending = unknown.length === 0 ? undefined : lookUp(unknown);
      if (!pending) return;
      unknown.forEach(function (id) {
        known[id] = ""; // requested only once
      });
      pending.then(function (found) {
        found.items.forEach(function (item) {
          known[item.id] = item.name;
        });
        if (known === names) show();
      });
    }

    return {
      update: update,
      // The user has chosen it from the list.
      learn: function (item) {
        names[item.id] = item.name;
        show();
      },
      // The account or the kind of list has changed: the names are no longer valid.
      forget: function () {
        names = {};
        update();
      },
    };
  }

  window.genesysCloud = Object.assign(window.genesysCloud || {}, { nameHint: nameHint });
})();
