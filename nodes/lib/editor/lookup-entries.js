// The entries of a list, one of them active. The response is shown as text, never as html.
(function () {
  // `isChosen(id)` marks entries, `take(item)` is called with the entry that the user clicks.
  /** @type {GenesysCloud["lookupEntries"]} */
  function lookupEntries(list, search, isChosen, take) {
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
        var isOne = isChosen($(this).data("item").id);
        $(this).attr("aria-selected", String(isOne)).toggleClass("is-chosen", isOne);
      });
    }
    function append(item, at) {
      $('<button type="button" role="option" tabindex="-1"></button>')
        .attr({ id: list.attr("id") + "-" + at, title: item.id })
        .data("item", item)
        .text(item.name)
        .on("click", function () {
          take(item);
        })
        .appendTo($('<li role="none"></li>').appendTo(list));
    }

    return {
      mark: mark,
      clear: function () {
        list.empty();
      },
      isEmpty: function () {
        return items().length === 0;
      },
      // Adds a page. Its first entry becomes the active one.
      add: function (page) {
        var before = items().length;
        page.forEach(function (item, at) {
          append(item, before + at);
        });
        mark();
        activate(items().eq(before));
      },
      activateNone: function () {
        activate($());
      },
      move: function (step) {
        var all = items();
        var at = all.index(all.filter(".is-active")) + step;
        activate(all.eq(Math.max(0, Math.min(at, all.length - 1))));
      },
      takeActive: function () {
        items().filter(".is-active").trigger("click");
      },
      takeFirst: function () {
        items().first().trigger("click");
      },
    };
  }

  window.genesysCloud = Object.assign(window.genesysCloud || {}, { lookupEntries: lookupEntries });
})();
