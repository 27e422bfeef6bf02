// Below a field: the names of its ids. Without names nothing is shown.
(function () {
  var MOST = 50;

  // Can it be an id? E-mail addresses, phone numbers, ${NAME} and names of several words cannot.
  function isId(text) {
    return /^[\w-]{1,100}$/.test(text);
  }

  // `idsNow` returns the ids of the field. `lookUp` requests the names of ids; it returns undefined where that is not
  // possible. `stored` has names until then.
  /** @type {GenesysCloud["nameHint"]} */
  function nameHint(hint, idsNow, lookUp, stored) {
    /** @type {Map<string, string>} */
    var names = new Map(); // an id can be any text, such as "constructor"

    function nameOf(id) {
      return names.get(id) || stored.nameOf(id);
    }
    function show() {
      var ids = idsNow();
      var isNamed = ids.some(nameOf);
      var text = ids
        .map(function (id) {
          return nameOf(id) || id;
        })
        .join(", ");
      hint.text(isNamed ? text : "").toggle(isNamed);
    }

    function update() {
      var known = names;
      show();
      var unknown = idsNow()
        .filter(function (id) {
          return isId(id) && !known.has(id);
        })
        .slice(0, MOST);
      var pending = unknown.length === 0 ? undefined : lookUp(unknown);
      if (!pending) return;
      unknown.forEach(function (id) {
        known.set(id, ""); // requested only once
      });
      pending.then(function (found) {
        found.items.forEach(function (item) {
          known.set(item.id, item.name);
        });
        if (known !== names) return;
        stored.renew(found.items);
        show();
      });
    }

    return {
      update: update,
      // The user has chosen it from the list.
      learn: function (item) {
        names.set(item.id, item.name);
        stored.remember(item);
        show();
      },
      // The account or the kind of list has changed: the names are no longer valid.
      forget: function () {
        names = new Map();
        update();
      },
    };
  }

  window.genesysCloud = Object.assign(window.genesysCloud || {}, { nameHint: nameHint });
})();
