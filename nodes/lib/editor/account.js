// The account's dialog.
(function () {
  var translate = window.genesysCloud.translate;
  var field = window.genesysCloud.accountForm.field;
  var ownAddress = window.genesysCloud.accountForm.ownAddress;
  var testConnection = window.genesysCloud.testConnection;
  var signIn = window.genesysCloud.signIn;
  var capture = window.genesysCloud.capture;
  var showPermissions = window.genesysCloud.showPermissions;

  var CUSTOM = "custom";
  var OTHER = "";

  function show() {
    var grant = field("grant").val();
    // Only for the grant that uses it: opening the dialog does not change an account.
    if (grant === "authorization-code" && !field("redirectUri").val()) field("redirectUri").val(ownAddress());
    $(".genesys-account-other").toggle($("#genesys-account-region").val() === OTHER);
    $(".genesys-account-custom").toggle(field("region").val() === CUSTOM);
    $(".genesys-account-client").toggle(grant !== "access-token");
    $(".genesys-account-token").toggle(grant === "access-token");
    $(".genesys-account-user").toggle(grant === "authorization-code");
    var isByItself = grant === "authorization-code" && !field("clientId").val();
    $(".genesys-account-simulated").toggle(isByItself && field("region").val() === "simulator");
  }

  function option(value, text) {
    return $("<option></option>").val(value).text(text);
  }

  // The select writes into the field that is stored. A domain that is not in the list is typed into that field.
  function drawRegions() {
    var choice = $("#genesys-account-region");
    var stored = field("region");
    var custom = option(CUSTOM, translate("region.custom"));
    choice.append(
      option("simulator", translate("region.simulator")),
      custom,
      option(OTHER, translate("region.other")),
    );
    function select() {
      var isListed = choice.find("option").filter(function () {
        return this.value !== OTHER && this.value === stored.val();
      }).length;
      choice.val(isListed ? stored.val() : OTHER);
      show();
    }
    choice.on("change", function () {
      stored.val(choice.val()).trigger("change");
      show();
      if (choice.val() === OTHER) stored.trigger("focus");
    });
    select();
    $.getJSON("genesys-cloud/regions").done(function (regions) {
      regions.forEach(function (region) {
        custom.before(option(region.domain, region.name + " · " + region.domain));
      });
      select();
    });
  }

  var account = {
    open: function (node) {
      /** @type {(name: string, act: (this: HTMLElement) => void) => void} */
      function on(name, act) {
        $("#genesys-account-" + name).on("click", act);
      }
      field("name").closest("form").addClass("genesys-cloud-form");
      drawRegions();
      field("grant").on("change", show);
      field("clientId").on("input change", show);
      show();
      window.genesysCloud.accountForm.onChange(function () {
        window.genesysCloud.accountForm.clearMessage("tested");
      });
      signIn.show(node.id);
      window.genesysCloud.showHosting();
      capture.open(node.id);
      on("test", function () {
        testConnection(node.id);
      });
      on("sign-in", function () {
        signIn.begin(node.id);
      });
      on("sign-out", function () {
        signIn.end(node.id);
      });
      on("copy", function () {
        RED.clipboard.copyText(field("redirectUri").val(), $(this));
      });
      on("permissions", function () {
        showPermissions([node.id]);
      });
    },
    close: function () {
      signIn.cancel();
      capture.close();
    },
  };

  window.genesysCloud = Object.assign(window.genesysCloud || {}, { account: account });
})();
