// Lists of what the org has, to choose from. Whatever comes back is shown as text.
(function () {
  var word = window.genesysCloud.word;
  var post = window.genesysCloud.post;
  var refused = window.genesysCloud.refused;

  var UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

  // A field that may hold an id gets a list to choose it from. Whatever stands in it stays: text, an id, an
  // expression, ${NAME}. `kind` is a list's name, or a function that tells it (undefined: there is none at present).
  // Options: `several` adds to a list with commas; `queueIdFrom` names the field of the queue whose codes are meant.
  function lookup(name, kind, options) {
    var input = $("#node-input-" + name);
    var row = input.closest(".form-row");
    if (row.length === 0) return;
    var several = Boolean((options || {}).several);
    var queueIdFrom = (options || {}).queueIdFrom;
    var label = row.find("label").first().text().trim();
    var open = $('<button type="button" class="red-ui-button genesys-cloud-open"></button>')
      .attr({ "aria-label": word("lookup.open", { name: label }), "aria-expanded": "false" })
      .attr("title", word("lookup.open", { name: label }))
      .append('<i class="fa fa-list" aria-hidden="true"></i>');
    var hint = $('<div class="genesys-cloud-hint" role="status"></div>').hide();
    var search = $('<input type="search" autocomplete="off">')
      .attr("placeholder", word("lookup.search"))
      .attr("aria-label", word("lookup.search"));
    var list = $("<ul></ul>").attr("aria-label", label);
    var note = $('<div class="genesys-cloud-note" role="status"></div>');
    var more = $('<button type="button" class="red-ui-button"></button>').text(word("lookup.more")).hide();
    var panel = $('<div class="genesys-cloud-lookup"></div>').append(search, list, note, more).hide();
    var asked = 0;
    var page = 1;
    var waiting;
    row.append(open, hint, panel);

    function isTyped() {
      return input.hasClass("red-ui-typedInput");
    }
    function kindNow() {
      return typeof kind === "function" ? kind() : kind;
    }
    function textNow() {
      if (!isTyped()) return String(input.val() || "");
      return input.typedInput("type") === "str" ? String(input.typedInput("value")) : "";
    }
    function accountNow() {
      var id = $("#node-input-account").val();
      return id && id !== "_ADD_" ? id : undefined;
    }
    function queueNow() {
      var field = queueIdFrom ? $("#node-input-" + queueIdFrom) : $();
      var isText = field.length > 0 && field.typedInput("type") === "str" && field.typedInput("value") !== "";
      return isText ? { queueId: field.typedInput("value") } : {};
    }
    function ask(question) {
      var account = accountNow();
      if (!account) return refused(word("lookup.noAccount"));
      return post(encodeURIComponent(account) + "/lookup", $.extend({ kind: kindNow() }, question));
    }
    function write(text) {
      if (isTyped()) {
        input.typedInput("type", "str");
        input.typedInput("value", text);
      } else input.val(text);
      input.trigger("change");
    }
    function choose(item) {
      var chosen = several ? textNow().split(",").map($.trim).filter(Boolean) : [];
      if (chosen.indexOf(item.id) < 0) chosen.push(item.id);
      write(chosen.join(", "));
      if (several) return;
      hint.text(item.name).show();
      close();
      open.trigger("focus");
    }
    function draw(found, isMore) {
      if (!isMore) list.empty();
      found.items.forEach(function (item) {
        $('<button type="button"></button>')
          .text(item.name)
          .attr("title", item.id)
          .on("click", function () {
            choose(item);
          })
          .appendTo($("<li></li>").appendTo(list));
      });
      more.toggle(Boolean(found.more));
      note.text(list.children().length === 0 ? word("lookup.none") : "");
    }
    function load(isMore) {
      var mine = (asked += 1);
      page = isMore ? page + 1 : 1;
      note.text(word("lookup.loading"));
      more.hide();
      ask($.extend({ search: search.val().trim(), page: page }, queueNow())).then(
        function (found) {
          if (mine === asked) draw(found, isMore);
        },
        function (reason) {
          if (mine !== asked) return;
          if (!isMore) list.empty();
          note.text(word("lookup.failed", { reason: reason }));
        },
      );
    }
    function close() {
      asked += 1; // what is still on its way comes too late
      panel.hide();
      open.attr("aria-expanded", "false");
    }
    // The name of an id that stands in the field already; where it cannot be had, the id is all there is.
    function showName() {
      var id = textNow().trim();
      hint.hide().text("");
      if (several || !kindNow() || !accountNow() || !UUID.test(id)) return;
      ask({ ids: [id] }).then(function (found) {
        if (found.items.length === 1 && textNow().trim() === id) hint.text(found.items[0].name).show();
      });
    }
    function refresh() {
      open.toggle(Boolean(kindNow()));
      close();
      showName();
    }

    open.on("click", function () {
      if (panel.is(":visible")) return close();
      panel.show();
      open.attr("aria-expanded", "true");
      search.val("").trigger("focus");
      load(false);
    });
    search.on("input", function () {
      clearTimeout(waiting);
      waiting = setTimeout(load, 300, false);
    });
    more.on("click", function () {
      load(true);
    });
    panel.on("keydown", function (event) {
      var items = list.find("button");
      var at = items.index(document.activeElement);
      if (event.key === "Escape") {
        close();
        open.trigger("focus");
      } else if (event.key === "ArrowDown") items.eq(Math.min(at + 1, items.length - 1)).trigger("focus");
      else if (event.key === "ArrowUp") (at > 0 ? items.eq(at - 1) : search).trigger("focus");
      else if (event.key === "Enter" && event.target === search[0]) items.first().trigger("focus");
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    input.on("change", function () {
      hint.hide().text("");
    });
    row.closest("form").find("select").on("change", refresh);
    refresh();
  }

  window.genesysCloud = Object.assign(window.genesysCloud || {}, {
    lookup: lookup,
  });
})();
