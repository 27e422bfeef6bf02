// Lists of what the org has, to choose from.
(function () {
  var word = window.genesysCloud.word;
  var askLookup = window.genesysCloud.askLookup;
  var chosenAccount = window.genesysCloud.chosenAccount;
  var fieldValue = window.genesysCloud.fieldValue;
  var lookupPanel = window.genesysCloud.lookupPanel;
  var nameHint = window.genesysCloud.nameHint;

  var queues = {}; // by account: the queue whose wrap-up codes were listed last; gone with the page

  // A field that may hold an id gets a list to choose it from. Whatever stands in it stays: text, an id, an
  // expression, ${NAME}. `field` is a property's name or the field itself; `kind` a list's name, or a function that
  // tells it (undefined: there is none at present). Option `several`: true, or "json" where only a JSON list will do.
  /** @type {GenesysCloud["lookup"]} */
  function lookup(field, kind, options) {
    var input = typeof field === "string" ? $("#node-input-" + field) : field;
    var row = input.closest(".form-row");
    if (row.length === 0) return;
    var several = (options || {}).several;
    var label = row.find("label").first().text().replace("*", "").trim();
    var title = word("lookup.open", { name: label });
    var value = fieldValue(input, several);
    var isQueueAsked = false;

    var open = $('<button type="button" class="red-ui-button genesys-cloud-open"></button>')
      .attr({ "aria-label": title, title: title, "aria-expanded": "false" })
      .append('<i class="fa fa-list" aria-hidden="true"></i>');
    var hint = $('<div class="genesys-cloud-hint" role="status"></div>').hide();
    var ofQueue = $('<button type="button" class="red-ui-button genesys-cloud-of-queue"></button>');
    var panel = lookupPanel({
      label: title,
      several: several,
      load: load,
      choose: function (item) {
        (isQueueAsked ? chooseQueue : choose)(item);
      },
      isChosen: function (id) {
        return isQueueAsked ? id === queueNow().id : value.ids().indexOf(id) >= 0;
      },
      leave: function () {
        if (isQueueAsked) return list();
        close();
        open.trigger("focus");
      },
    });
    var names = nameHint(hint, value.ids, function (ids) {
      var isShown = row.css("display") !== "none";
      return isShown && kindNow() && chosenAccount() ? askLookup({ kind: kindNow(), ids: ids }) : undefined;
    });
    row.append(open, hint, panel.element.prepend(ofQueue));

    function kindNow() {
      return typeof kind === "function" ? kind() : kind;
    }
    function queueNow() {
      return queues[chosenAccount()] || { id: "", name: word("lookup.allQueues") };
    }
    function load(search, page) {
      if (!isQueueAsked) {
        var queueId = kindNow() === "wrapupCode" ? queueNow().id : "";
        return askLookup(
          $.extend({ kind: kindNow(), search: search, page: page }, queueId ? { queueId: queueId } : {}),
        );
      }
      return askLookup({ kind: "queue", search: search, page: page }).then(function (found) {
        var isStart = search === "" && page === 1;
        var all = isStart ? [{ id: "", name: word("lookup.allQueues") }] : [];
        return { items: all.concat(found.items), more: found.more };
      });
    }
    function list() {
      isQueueAsked = false;
      ofQueue
        .toggle(kindNow() === "wrapupCode")
        .attr("title", word("lookup.searchQueues"))
        .text(word("lookup.ofQueue", { name: queueNow().name }));
      open.attr("aria-expanded", "true");
      panel.show(word("lookup.search"));
    }
    function listQueues() {
      isQueueAsked = true;
      panel.show(word("lookup.searchQueues"));
    }
    function chooseQueue(queue) {
      queues[chosenAccount()] = queue;
      list();
    }
    // One takes the place of what stands there; of several each comes and goes.
    function choose(item) {
      names.learn(item);
      if (!several) {
        value.write([item.id]);
        close();
        return open.trigger("focus");
      }
      var ids = value.ids();
      var others = ids.filter(function (id) {
        return id !== item.id;
      });
      value.write(others.length < ids.length ? others : ids.concat(item.id));
    }
    function close() {
      panel.hide();
      open.attr("aria-expanded", "false");
    }
    function refresh() {
      if (!row[0].isConnected) return;
      open.toggle(Boolean(kindNow()));
      close();
      names.forget();
    }

    open.on("click", function () {
      if (!panel.isOpen()) return list();
      close();
    });
    ofQueue.on("click", listQueues);
    input.on("change", names.update);
    row.closest("form").on("change", "select", refresh);
    refresh();
  }

  window.genesysCloud = Object.assign(window.genesysCloud || {}, { lookup: lookup });
})();
