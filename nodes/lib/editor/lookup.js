// Lists of the org's objects, to choose from.
(function () {
  var translate = window.genesysCloud.translate;
  var requestLookup = window.genesysCloud.requestLookup;
  var chosenAccount = window.genesysCloud.chosenAccount;
  var fieldValue = window.genesysCloud.fieldValue;
  var lookupPanel = window.genesysCloud.lookupPanel;
  var nameHint = window.genesysCloud.nameHint;
  var namedField = window.genesysCloud.namedField;

  var queues = {}; // by account: the queue whose wrap-up codes were listed last

  function openButton() {
    return $('<button type="button" class="red-ui-button genesys-cloud-open"></button>')
      .attr("aria-expanded", "false")
      .append('<i class="fa fa-list" aria-hidden="true"></i>');
  }

  // Names what belongs to a field after its label. The editor writes the texts of labels after the dialog was prepared.
  function nameAfter(row, parts) {
    function name() {
      var label = row.find("label").first().text().replace("*", "").trim();
      var title = translate("lookup.open", { name: label });
      parts.attr("aria-label", title).filter("button").attr("title", title);
    }
    name();
    window.setTimeout(name);
  }

  function toggled(ids, id) {
    var others = ids.filter(function (one) {
      return one !== id;
    });
    return others.length < ids.length ? others : ids.concat(id);
  }

  // Adds a list to a field for ids. The value of the field stays as it is: text, an id, an expression, ${NAME}. `field`
  // is the name of a property or the field itself. `kind` is the name of a list, or a function that returns it
  // (undefined: no list with the current settings). Option `several`: true, or "json" where the field accepts only a JSON
  // list.
  /** @type {GenesysCloud["lookup"]} */
  function lookup(field, kind, options) {
    var input = typeof field === "string" ? $("#node-input-" + field) : field;
    var row = input.closest(".form-row");
    if (row.length === 0) return;
    var several = (options || {}).several;
    var value = fieldValue(input, several);
    var isChoosingQueue = false;

    var open = openButton();
    var hint = $('<div class="genesys-cloud-hint" role="status"></div>').hide();
    var ofQueue = $('<button type="button" class="red-ui-button genesys-cloud-of-queue"></button>');
    var panel = lookupPanel({
      several: several,
      load: load,
      choose: function (item) {
        (isChoosingQueue ? chooseQueue : choose)(item);
      },
      isChosen: function (id) {
        return isChoosingQueue ? id === queueNow().id : value.ids().indexOf(id) >= 0;
      },
      leave: function () {
        if (isChoosingQueue) return list();
        close();
        open.trigger("focus");
      },
    });
    var names = nameHint(hint, value.ids, lookUpNames, namedField(input, value.ids, kindNow));
    row.append(open, hint, panel.element.prepend(ofQueue));
    nameAfter(row, open.add(panel.element).add(panel.element.find("ul")));

    function kindNow() {
      return typeof kind === "function" ? kind() : kind;
    }
    function lookUpNames(ids) {
      var isShown = row.css("display") !== "none";
      return isShown && kindNow() && chosenAccount()
        ? requestLookup({ kind: kindNow(), ids: ids })
        : undefined;
    }
    function queueNow() {
      return queues[chosenAccount()] || { id: "", name: translate("lookup.allQueues") };
    }
    function load(search, page) {
      if (!isChoosingQueue) {
        var queueId = kindNow() === "wrapupCode" ? queueNow().id : "";
        return requestLookup(
          $.extend({ kind: kindNow(), search: search, page: page }, queueId ? { queueId: queueId } : {}),
        );
      }
      return requestLookup({ kind: "queue", search: search, page: page }).then(function (found) {
        var isStart = search === "" && page === 1;
        var all = isStart ? [{ id: "", name: translate("lookup.allQueues") }] : [];
        return { items: all.concat(found.items), more: found.more };
      });
    }
    function list() {
      isChoosingQueue = false;
      ofQueue
        .toggle(kindNow() === "wrapupCode")
        .attr("title", translate("lookup.searchQueues"))
        .text(translate("lookup.ofQueue", { name: queueNow().name }));
      open.attr("aria-expanded", "true");
      panel.show(translate("lookup.search"));
    }
    function listQueues() {
      isChoosingQueue = true;
      panel.show(translate("lookup.searchQueues"));
    }
    function chooseQueue(queue) {
      queues[chosenAccount()] = queue;
      list();
    }
    // One id replaces the value of the field. Of several, each is added or removed.
    function choose(item) {
      names.learn(item);
      if (!several) {
        value.write([item.id]);
        close();
        return open.trigger("focus");
      }
      value.write(toggled(value.ids(), item.id));
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
