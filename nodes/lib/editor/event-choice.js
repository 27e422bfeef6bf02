// A list of events, as check boxes. Where the page has a box for all of them, none chosen means all.
(function () {
  function isAmong(entries) {
    return function (entry) {
      return entries.indexOf(entry) >= 0;
    };
  }

  // Adds a box for an entry that the page does not know: ${NAME}, or an event of another version.
  function addOther(entry) {
    $("#genesys-events-other").append(
      $("<label></label>").append(
        $('<input type="checkbox">').val(entry),
        " ",
        $("<code></code>").text(entry),
      ),
    );
  }

  // Prepares the boxes. Returns the function that stores what is chosen.
  /** @type {GenesysCloudEvents["prepare"]} */
  function prepare(node, property) {
    var name = property || "events";
    var group = $("#genesys-events-choice");
    var all = $("#genesys-events-all");
    var field = $("#node-input-" + name); // the names as a text, for the preview
    var stored = genesysCloud.entriesOf(node[name]);

    function boxes() {
      return group.find(":checkbox").not(all);
    }
    function valuesOf(some) {
      return some.get().map(function (box) {
        return box.value;
      });
    }
    function chosen() {
      return valuesOf(boxes().filter(":checked"));
    }
    function show() {
      var names = chosen();
      all.prop("checked", names.length === 0);
      field.val(names.join(","));
    }

    var known = isAmong(valuesOf(boxes()));
    stored.forEach(function (entry) {
      if (!known(entry)) addOther(entry);
    });
    $("#genesys-events-other").toggle(!stored.every(known));
    boxes().each(function () {
      var name = $(this).val();
      $(this).prop("checked", isAmong(stored)(name)).closest("label").attr("title", name);
    });
    all.on("change", function () {
      boxes().prop("checked", false);
      show();
    });
    boxes().on("change", show);
    show();

    return function () {
      var names = chosen();
      field.removeAttr("id"); // the editor would store the text
      // What was not changed stays as it is stored: a text with commas, or in another order.
      if (names.every(isAmong(stored)) && stored.every(isAmong(names))) return;
      node[name] = names;
    };
  }

  window.genesysCloudEvents = Object.assign(window.genesysCloudEvents || {}, { prepare: prepare });
})();
