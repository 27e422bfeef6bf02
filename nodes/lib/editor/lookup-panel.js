// The list that opens below a field: a search box and entries, one of them active. The response is shown as text, never
// as html.
(function () {
  var translate = window.genesysCloud.translate;

  var PAUSE_MS = 300;
  var drawn = 0;

  // `load(search, page)` requests a page, `choose(item)` takes an entry, `isChosen(id)` marks entries, `leave()` closes
  // the list.
  /** @type {GenesysCloud["lookupPanel"]} */
  function lookupPanel(parts) {
    var id = "genesys-cloud-lookup-" + (drawn += 1);
    var search = $('<input type="search" autocomplete="off" role="combobox" aria-autocomplete="list">').attr({
      "aria-controls": id,
      "aria-expanded": "true",
    });
    var list = $('<ul role="listbox"></ul>').attr({ id: id, "aria-label": parts.label });
    if (parts.several) list.attr("aria-multiselectable", "true");
    var note = $('<div class="genesys-cloud-note" role="status"></div>');
    var more = $('<button type="button" class="red-ui-button"></button>')
      .text(translate("lookup.more"))
      .hide();
    var panel = $('<div class="genesys-cloud-lookup" role="group"></div>')
      .attr("aria-label", parts.label)
      .append(search, list, note, more)
      .hide();
    var latest = 0;
    var page = 1;
    var waiting;
    var isOld = false; // the entries belong to an older search text
    var isWanted = false; // Enter was pressed before the response: its first entry is taken

    function items() {
      return list.find("button");
    }
    function activate(item) {
      items().removeClass("is-active");
      search.attr("aria-activedescendant", item.attr("id") || null);
      if (item.length) item.addClass("is-active")[0].scrollIntoView({ block: "nearest" });
    }
    function mark() {
      items().each(function () {
        var isChosen = parts.isChosen($(this).data("item").id);
        $(this).attr("aria-selected", String(isChosen)).toggleClass("is-chosen", isChosen);
      });
    }
    function draw(found, isMore) {
      var before = isMore ? items().length : 0;
      if (!isMore) list.empty();
      found.items.forEach(function (item, at) {
        $('<button type="button" role="option" tabindex="-1"></button>')
          .attr({ id: id + "-" + (before + at), title: item.id })
          .data("item", item)
          .text(item.name)
          .on("click", function () {
            isWanted = false;
            parts.choose(item);
            mark();
            if (panel.is(":visible")) search.trigger("focus");
          })
          .appendTo($('<li role="none"></li>').appendTo(list));
      });
      mark();
      activate(isMore ? items().eq(before) : items().first());
      more.toggle(Boolean(found.more));
      note.text(items().length === 0 ? translate("lookup.none") : "");
      if (!isMore) panel[0].scrollIntoView({ block: "nearest" });
      if (isMore) search.trigger("focus");
      isOld = false;
      if (isWanted) items().first().trigger("click");
      isWanted = false;
    }
    function load(isMore) {
      var own = (latest += 1);
      page = isMore ? page + 1 : 1;
      note.text(translate("lookup.loading"));
      more.hide();
      parts.load(search.val().trim(), page).then(
        function (found) {
          if (own === latest) draw(found, isMore);
        },
        function (reason) {
          if (own !== latest) return;
          isOld = isWanted = false;
          if (!isMore) list.empty();
          activate($());
          note.text(translate("lookup.failed", { reason: reason }));
        },
      );
    }
    function move(step) {
      if (isOld) return;
      var all = items();
      var at = all.index(all.filter(".is-active")) + step;
      activate(all.eq(Math.max(0, Math.min(at, all.length - 1))));
    }

    function take() {
      if (isOld) isWanted = true;
      else items().filter(".is-active").trigger("click");
    }

    search.on("input", function () {
      clearTimeout(waiting);
      latest += 1; // a response that is still to come belongs to an older text
      isOld = true;
      isWanted = false;
      activate($());
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
      mark: mark,
      isOpen: function () {
        return panel.is(":visible");
      },
      // Shows the first page. `placeholder` names what is searched.
      show: function (placeholder) {
        panel.show();
        search.attr({ placeholder: placeholder, "aria-label": placeholder });
        search.val("").trigger("focus");
        list.empty();
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
