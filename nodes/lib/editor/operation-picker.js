// Choosing an operation: a search box over the catalogue.
(function () {
  var translate = window.genesysCloudOperations.translate;
  var list = window.genesysCloudOperations.list;
  var fillAreas = window.genesysCloudOperations.fillAreas;
  var prepareSearch = window.genesysCloudOperations.prepareSearch;
  var drawResults = window.genesysCloudOperations.drawResults;
  var rememberOperation = window.genesysCloudOperations.rememberOperation;

  // A search box with a list of operations by group. `choose` is called with the id of the chosen one.
  /** @type {GenesysCloudOperations["picker"]} */
  function picker(choose, grantOf) {
    var box = $("#genesys-api-search");
    var results = $("#genesys-api-results");
    var area = $("#genesys-api-area");
    list().done(function (operations) {
      fillAreas(area, operations);
      prepareSearch(operations);
    });
    area.on("change", function () {
      box.trigger("focus"); // which shows the list
    });

    // The list may come late. It opens only while the search box has the focus.
    function show() {
      list()
        .done(function (operations) {
          if (!box.is(":focus")) return;
          drawResults(operations, { area: area.val(), text: box.val(), grant: grantOf() });
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
    var isShown;
    function isOpen() {
      return isShown;
    }
    function open(isWanted) {
      if (isShown !== isWanted) results.toggle(isWanted); // it costs a layout, which a key need not wait for
      isShown = isWanted;
      results.find(".genesys-api-active").removeClass("genesys-api-active");
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
      rememberOperation(element.attr("data-operation"));
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

  window.genesysCloudOperations = Object.assign(window.genesysCloudOperations || {}, {
    picker: picker,
  });
})();
