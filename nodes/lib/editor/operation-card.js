// The card of the operation that is chosen.
(function () {
  var translate = window.genesysCloudOperations.translate;

  function badge(kind, text) {
    return $('<span class="genesys-api-badge"></span>')
      .addClass("genesys-api-" + kind)
      .text(text);
  }

  /** @type {GenesysCloudOperations["operationBadges"]} */
  function badges(one, grant) {
    var all = [];
    if (one.preview) all.push(badge("preview", translate("badge.preview")));
    if (one.deprecated) all.push(badge("deprecated", translate("badge.deprecated")));
    if (one.needsUser)
      all.push(badge(grant === "client-credentials" ? "refused" : "user", translate("badge.needsUser")));
    return all;
  }

  // Buttons that choose another operation.
  function links(ids, choose) {
    return ids.map(function (id) {
      return $('<button type="button" class="red-ui-button red-ui-button-small"></button>')
        .text(id)
        .on("click", function () {
          choose(id);
        });
    });
  }

  // The permissions of an operation, in words; "" where it needs none.
  function permissionsOf(permissions) {
    var list = permissions ? permissions.list : [];
    if (list.length === 0) return "";
    var all = permissions.type === "ALL" ? "card.all" : "card.any";
    return translate(list.length === 1 ? "card.one" : all) + " " + list.join(", ");
  }

  // Describes the chosen operation.
  /** @type {GenesysCloudOperations["drawCard"]} */
  function drawCard(form, grant, choose) {
    var card = $("#genesys-api-card").empty().show();
    if (form.problem) {
      return card.append(
        $('<div class="genesys-cloud-mistake"></div>').text(form.problem),
        links(form.suggestions, choose),
      );
    }
    var permissions = permissionsOf(form.permissions);
    card.append($("<div></div>").append($("<strong></strong>").text(form.label), badges(form, grant)));
    card.append($("<code></code>").text(form.method + " " + form.path));
    if (permissions) card.append($("<div></div>").text(permissions));
    if (form.deprecated && form.deprecated.use)
      card.append(
        $("<div></div>").append(
          $("<span></span>").text(translate("card.useInstead") + " "),
          links(form.deprecated.use, choose),
        ),
      );
    if (form.needsUser && grant === "client-credentials") {
      var instead = form.onBehalf ? [form.onBehalf] : [];
      var text = translate(form.onBehalf ? "card.onBehalf" : "card.noUser") + " ";
      card.append(
        $('<div class="genesys-cloud-mistake"></div>').append(
          $("<span></span>").text(text),
          links(instead, choose),
        ),
      );
    }
  }

  window.genesysCloudOperations = Object.assign(window.genesysCloudOperations || {}, {
    operationBadges: badges,
    drawCard: drawCard,
  });
})();
