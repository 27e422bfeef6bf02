// Choosing an operation: a search box over the catalogue, and the card of the one that is chosen.
(function () {
  var translate = window.genesysCloudOperations.translate;
  var list = window.genesysCloudOperations.list;
  var search = window.genesysCloudOperations.search;

  function badge(kind, text) {
    return $('<span class="genesys-api-badge"></span>')
      .addClass("genesys-api-" + kind)
      .text(text);
  }

  function badges(one, grant) {
    var all = [];
    if (one.preview) all.push(badge("preview", translate("badge.preview")));
    if (one.deprecated) all.push(badge("deprecated", translate("badge.deprecated")));
    if (one.needsUser)
      all.push(badge(grant === "client-credentials" ? "refused" : "user", translate("badge.needsUser")));
    return all;
  }

  function option(one, grant) {
    return $('<div class="genesys-api-option" role="option"></div>')
      .attr({
        id: "genesys-api-option-" + one.id,
        "data-operation": one.id,
        title: one.method + " " + one.path,
      })
      .append($("<span></span>").text(one.label), badges(one, grant));
  }

  // A search box with a list of operations by group. `choose` is called with the id of the chosen one.
  /** @type {GenesysCloudOperations["picker"]} */
  function picker(choose, grantOf) {
    var box = $("#genesys-api-search");
    var results = $("#genesys-api-results");

    // The list may come late. It opens only while the search box has the focus.
    function show() {
      list()
        .done(function (operations) {
          if (!box.is(":focus")) return;
          var chapter;
          results.empty();
          search(operations, box.val()).forEach(function (one) {
            if (one.group !== chapter) {
              chapter = one.group;
              results.append(
                $('<div class="genesys-api-chapter" role="presentation"></div>').text(
                  translate("group." + chapter),
                ),
              );
            }
            results.append(option(one, grantOf()));
          });
          if (chapter === undefined)
            results.append($('<div class="genesys-api-chapter"></div>').text(translate("picker.none")));
          open(true);
        })
        .fail(function () {
          if (!box.is(":focus")) return;
          results
            .empty()
            .append($('<div class="genesys-api-chapter"></div>').text(translate("picker.failed")));
          open(true);
        });
    }
    function isOpen() {
      return results.is(":visible");
    }
    function open(isWanted) {
      results.toggle(isWanted).find(".genesys-api-active").removeClass("genesys-api-active");
      box.attr("aria-expanded", String(isWanted)).removeAttr("aria-activedescendant");
    }
    function move(by) {
      var options = results.find(".genesys-api-option");
      var at = options.index(options.filter(".genesys-api-active"));
      var next = options
        .removeClass("genesys-api-active")
        .eq(Math.max(0, Math.min(options.length - 1, at + by)));
      if (next.length === 0) return;
      next.addClass("genesys-api-active")[0].scrollIntoView({ block: "nearest" });
      box.attr("aria-activedescendant", next.attr("id"));
    }
    function pick(element) {
      if (element.length === 0) return;
      open(false);
      box.val("");
      choose(element.attr("data-operation"));
    }

    open(false);
    box.on("focus input", show).on("click", function () {
      if (!isOpen()) show(); // the focus stays after a choice
    });
    box.on("keydown", function (event) {
      if (event.originalEvent && event.originalEvent.isComposing) return; // the keys belong to an input method
      var step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && !isOpen()) show();
      else if (step) move(step);
      else if (event.key === "Enter") pick(results.find(".genesys-api-active"));
      else if (event.key === "Escape" && isOpen()) open(false);
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    box.on("blur", function () {
      open(false);
    });
    // Before the search box loses the focus, which closes the list.
    results.on("mousedown", function (event) {
      event.preventDefault();
      pick($(event.target).closest(".genesys-api-option"));
    });
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
    picker: picker,
    drawCard: drawCard,
  });
})();
