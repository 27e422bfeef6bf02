// The values in the dialog of a configuration node, and its places for messages. Texts are never html.
(function () {
  /** @type {GenesysCloud["configForm"]} */
  function configForm(page, names) {
    /** @type {Record<string, number>} */
    var turns = {};

    function field(name) {
      return $("#node-config-input-" + name);
    }

    function showMessage(where, kind, lines) {
      var box = $("#genesys-" + page + "-" + where)
        .removeClass("is-good is-bad")
        .addClass("is-" + kind)
        .empty();
      lines.forEach(function (line) {
        box.append(typeof line === "string" ? $("<div></div>").text(line) : line);
      });
    }

    function nextTurn(where) {
      turns[where] = (turns[where] || 0) + 1;
      return turns[where];
    }

    return {
      field: field,
      // The values of the form. A secret that only the server has is __PWRD__ here.
      now: function () {
        return names.reduce(function (values, name) {
          values[name] = String(field(name).val() || "").trim();
          return values;
        }, {});
      },
      showMessage: showMessage,
      // A request is sent. The returned function checks whether its response is still of interest: not after the dialog
      // was closed, the form was changed or a newer request was sent.
      startRequest: function (where) {
        var turn = nextTurn(where);
        return function () {
          return turns[where] === turn;
        };
      },
      // The message is no longer true.
      clearMessage: function (where) {
        nextTurn(where);
        showMessage(where, "open", []);
      },
      onChange: function (notify) {
        names.forEach(function (name) {
          field(name).on("input change", notify);
        });
      },
    };
  }

  window.genesysCloud = Object.assign(window.genesysCloud || {}, { configForm: configForm });
})();
