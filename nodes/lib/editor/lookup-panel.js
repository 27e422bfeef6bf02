// The list that opens below a field: a search box and the entries that it finds.
(function () {
  var translate = window.genesysCloud.translate;
  var lookupEntries = window.genesysCloud.lookupEntries;

  var PAUSE_MS = 300;
  var drawn = 0;

  function draw(parts) {
    var id = "genesys-cloud-lookup-" + (drawn += 1);
    var search = $('<input type="search" autocomplete="off" role="combobox" aria-autocomplete="list">').attr({
      "aria-controls": id,
      "aria-expanded": "true",
    });
    var list = $('<ul role="listbox"></ul>').attr("id", id);
    if (parts.several) list.attr("aria-multiselectable", "true");
    var note = $('<div class="genesys-cloud-note" role="status"></div>');
    var more = $('<button type="button" class="red-ui-button"></button>')
      .text(translate("lookup.more"))
      .hide();
    var panel = $('<div class="genesys-cloud-lookup" role="group"></div>')
      .append(search, list, note, more)
      .hide();
    return { search: search, list: list, note: note, more: more, panel: panel };
  }

  // `load(search, page)` requests a page, `choose(item)` takes an entry, `isChosen(id)` marks entries, `leave()` closes
  // the list.
  /** @type {GenesysCloud["lookupPanel"]} */
  function lookupPanel(parts) {
    var elements = draw(parts);
    var search = elements.search;
    var note = elements.note;
    var more = elements.more;
    var panel = elements.panel;
    var entries = lookupEntries(elements.list, search, parts.isChosen, function (item) {
      isWanted = false;
      parts.choose(item);
      entries.mark();
      if (panel.is(":visible")) search.trigger("focus");
    });
    var latest = 0;
    var page = 1;
    var waiting;
    var isOld = false; // the entries belong to an older search text
    var isWanted = false; // Enter was pressed before the response: its first entry is taken

    function show(found, isMore) {
      if (!isMore) entries.clear();
      entries.add(found.items);
      more.toggle(Boolean(found.more));
      note.text(entries.isEmpty() ? translate("lookup.none") : "");
      if (!isMore) panel[0].scrollIntoView({ block: "nearest" });
      if (isMore) search.trigger("focus");
      isOld = false;
      if (isWanted) entries.takeFirst();
      isWanted = false;
    }
    function load(isMore) {
      var own = (latest += 1);
      page = isMore ? page + 1 : 1;
      note.text(translate("lookup.loading"));
      more.hide();
      parts.load(search.val().trim(), page).then(
        function (found) {
          if (own === latest) show(found, isMore);
        },
        function (reason) {
          if (own !== latest) return;
          isOld = isWanted = false;
          if (!isMore) entries.clear();
          entries.activateNone();
          note.text(translate("lookup.failed", { reason: reason }));
        },
      );
    }
    function move(step) {
      if (!isOld) entries.move(step);
    }
    function take() {
      if (isOld) isWanted = true;
      else entries.takeActive();
    }

    search.on("input", function () {
      clearTimeout(waiting);
      latest += 1; // a response that is still to come belongs to an older text
      isOld = true;
      isWanted = false;
      entries.activateNone();
      more.hide();
      note.text(translate("lookup.loading"));
      waiting = setTimeout(load, PAUSE_MS, false);
    });
    more.on("click", function () {
      load(true);
    });
    panel.on("keydown", function (event) {
      if (event.originalEvent && event.originalEvent.isComposing) return; // the keys belong to an input method
      var inSearch = event.target === search[0];
      if (event.key === "Escape") parts.leave();
      else if (inSearch && event.key === "ArrowDown") move(1);
      else if (inSearch && event.key === "ArrowUp") move(-1);
      else if (inSearch && event.key === "Enter" && !event.ctrlKey && !event.metaKey) take();
      else return;
      event.preventDefault();
      event.stopPropagation();
    });

    return {
      element: panel,
      mark: entries.mark,
      isOpen: function () {
        return panel.is(":visible");
      },
      // Shows the first page. `placeholder` names what is searched.
      show: function (placeholder) {
        panel.show();
        search.attr({ placeholder: placeholder, "aria-label": placeholder });
        search.val("").trigger("focus");
        entries.clear();
        isOld = isWanted = false;
        load(false);
      },
      hide: function () {
        latest += 1; // a response that is still to come is ignored
        clearTimeout(waiting);
        panel.hide();
      },
    };
  }

  window.genesysCloud = Object.assign(window.genesysCloud || {}, { lookupPanel: lookupPanel });
})();
