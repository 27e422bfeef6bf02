// The whole of a dialog.
(function () {
  var word = window.genesysCloud.word;
  var typedInput = window.genesysCloud.typedInput;
  var target = window.genesysCloud.target;
  var errorOutput = window.genesysCloud.errorOutput;
  var showRows = window.genesysCloud.showRows;
  var setting = window.genesysCloud.setting;
  var lookup = window.genesysCloud.lookup;
  var preview = window.genesysCloud.preview;

  // The look of our dialogs, by a class of our own.
  function dress() {
    $("#node-input-name").closest("form").addClass("genesys-cloud-form");
    $("#node-input-btn-account-edit").attr("aria-label", word("aria.editAccount"));
    $("#node-input-btn-account-add").attr("aria-label", word("aria.addAccount"));
  }

  // Everything that the dialogs of the nodes have in common. `inputs`: the kinds of value of each TypedInput, or
  // undefined for the usual ones; `show`: which properties the present settings want.
  /** @type {GenesysCloud["dialog"]} */
  function dialog(node, parts) {
    dress();
    if (parts.target) target(node, parts.target);
    Object.keys(parts.inputs || {}).forEach(function (name) {
      typedInput(
        name,
        /** @type {NonNullable<typeof parts.inputs>} */ (parts.inputs)[name],
        (parts.typeNames || {})[name],
      );
    });
    errorOutput(node);
    if (parts.show) {
      var show = function () {
        showRows(/** @type {NonNullable<typeof parts.show>} */ (parts.show)(setting));
      };
      $(".genesys-cloud-form").find("select, :checkbox").on("change", show);
      show();
    }
    var lookups = $.extend(parts.target ? { userId: "user" } : {}, parts.lookups);
    Object.keys(lookups).forEach(function (name) {
      lookup(name, lookups[name], (parts.lookupOptions || {})[name]);
    });
    if (parts.preview !== false) preview(node);
  }

  window.genesysCloud = Object.assign(window.genesysCloud || {}, {
    dress: dress,
    dialog: dialog,
    saveOutputs: function (node) {
      node.outputs = $("#node-input-errorOutput").prop("checked") ? 2 : 1;
    },
  });
})();
