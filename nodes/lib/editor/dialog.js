// What the dialogs of all nodes have in common.
(function () {
  var translate = window.genesysCloud.translate;
  var typedInput = window.genesysCloud.typedInput;
  var target = window.genesysCloud.target;
  var errorOutput = window.genesysCloud.errorOutput;
  var showRows = window.genesysCloud.showRows;
  var setting = window.genesysCloud.setting;
  var lookup = window.genesysCloud.lookup;
  var openMore = window.genesysCloud.openMore;
  var preview = window.genesysCloud.preview;
  var tryIt = window.genesysCloud.tryIt;

  // Adds the class of our style sheet.
  function styleForm() {
    $("#node-input-name").closest("form").addClass("genesys-cloud-form");
    $("#node-input-btn-account-edit").attr({ role: "button", "aria-label": translate("aria.editAccount") });
    $("#node-input-btn-account-add").attr({ role: "button", "aria-label": translate("aria.addAccount") });
  }

  // Prepares a dialog. `inputs`: the types of each TypedInput, or undefined for the usual ones. `show`: which properties
  // are used with the current settings.
  /** @type {GenesysCloud["dialog"]} */
  function dialog(node, parts) {
    styleForm();
    if (parts.target) target(node, parts.target);
    Object.keys(parts.inputs || {}).forEach(function (name) {
      typedInput(
        node,
        name,
        /** @type {NonNullable<typeof parts.inputs>} */ (parts.inputs)[name],
        (parts.typeNames || {})[name],
      );
    });
    errorOutput(node);
    openMore(node);
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
    if (parts.preview === false) return;
    preview(node);
    tryIt(node);
  }

  window.genesysCloud = Object.assign(window.genesysCloud || {}, {
    styleForm: styleForm,
    dialog: dialog,
    saveOutputs: function (node, results) {
      var count = results || 1;
      node.outputs = $("#node-input-errorOutput").prop("checked") ? count + 1 : count;
    },
  });
})();
