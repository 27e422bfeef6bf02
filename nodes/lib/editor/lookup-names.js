// Below a field: the names of the ids that stand in it. Where they cannot be had, the ids are all there is.
(function () {
  var MOST = 50;

  // What may be an id; addresses, numbers, ${NAME} and names of several words are none.
  function isId(text) {
    return /^[\w-]{1,100}$/.test(text);
  }

  // `idsNow` tells what stands in the field, `ask` asks for the names of ids, or undefined where nobody can be asked.
  /** @type {GenesysCloud["nameHint"]} */
  function nameHint(hint, idsNow, ask) {
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
      var asking = unknown.length === 0 ? undefined : ask(unknown);
      if (!asking) return;
      unknown.forEach(function (id) {
        known[id] = ""; // asked for once
      });
      asking.then(function (found) {
        found.items.forEach(function (item) {
          known[item.id] = item.name;
        });
        if (known === names) show();
      });
    }

    return {
      update: update,
      // Somebody chose it from a list.
      learn: function (item) {
        names[item.id] = item.name;
        show();
      },
      // Another account, or another kind of thing: what was known does not count.
      forget: function () {
        names = {};
        update();
      },
    };
  }

  window.genesysCloud = Object.assign(window.genesysCloud || {}, { nameHint: nameHint });
})();
