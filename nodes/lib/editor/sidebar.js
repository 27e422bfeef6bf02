// The sidebar *Genesys Cloud*: an account, and what is to be seen of it.
(function () {
  var shared = window.genesysCloudSidebar;
  var word = shared.word;
  var el = shared.el;

  var ID = "genesys-cloud";
  var TICK_MS = 1000;
  // While the sidebar is hidden, what it has shown is still gathered.
  var KEEP_MS = 30000;
  var VIEWS = {
    conversations: "comments-o",
    messages: "exchange",
    limits: "tachometer",
    org: "flask",
    issues: "check-square-o",
  };

  function accounts() {
    var found = [];
    RED.nodes.eachConfig(function (node) {
      if (node.type === "genesys-account") found.push(node);
    });
    return found;
  }

  // Tabs as the keyboard expects them: the arrows choose, one of them takes the focus.
  function tabsOf(choose) {
    var names = Object.keys(VIEWS);
    var bar = el("div", { role: "tablist", class: "genesys-cloud-tabs", "aria-label": word("title") });
    function mark(name) {
      bar.children().each(function () {
        var is = this.getAttribute("data-view") === name;
        $(this).attr({ "aria-selected": String(is), tabindex: is ? "0" : "-1" });
      });
    }
    names.forEach(function (name, at) {
      var tab = el(
        "button",
        {
          ...{ type: "button", role: "tab", class: "red-ui-button red-ui-button-small", "data-view": name },
          ...{
            id: "genesys-cloud-tab-" + name,
            "aria-controls": "genesys-cloud-view",
            title: word("tab." + name),
          },
        },
        [
          el("i", { class: "fa fa-" + VIEWS[name], "aria-hidden": "true" }),
          el("span", {}, word("tab." + name)),
        ],
      );
      tab.on("click", function () {
        mark(name);
        choose(name);
      });
      tab.on("keydown", function (event) {
        var step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
        var next = bar.children(":visible").toArray();
        if (step === 0) return;
        event.preventDefault();
        $(next[(next.indexOf(this) + step + next.length) % next.length])
          .trigger("focus")
          .trigger("click");
      });
      bar.append(tab);
      if (at === 0) mark(name);
    });
    return { element: bar, mark: mark };
  }

  function open() {
    var feed; // of the account that is chosen
    var view = "conversations";
    var chosen; // the id of a conversation
    var detail; // what was clicked in it: { row } or { message }
    var timeline;
    var isVisible = false;

    var picker = el("select", { "aria-label": word("account"), class: "genesys-cloud-account" });
    var personal = el("input", { type: "checkbox" });
    var tabs = tabsOf(function (name) {
      view = name;
      detail = undefined;
      draw(true);
    });
    var note = el("div", { role: "status", class: "genesys-cloud-note" });
    var list = el("div", { class: "genesys-cloud-list" });
    var one = el("div", { class: "genesys-cloud-one" });
    var other = el("div", { class: "genesys-cloud-other" });
    var body = el("div", { ...{ id: "genesys-cloud-view", role: "tabpanel" }, class: "genesys-cloud-view" }, [
      list,
      one,
      other,
    ]);
    var content = el("div", { class: "genesys-cloud-sidebar" }, [
      el("div", { class: "genesys-cloud-top" }, [
        picker,
        el("label", { class: "genesys-cloud-personal", title: word("personal.hint") }, [
          personal,
          el("span", {}, word("personal.label")),
        ]),
      ]),
      tabs.element,
      note,
      body,
    ]);

    function conversation() {
      return feed && chosen !== undefined ? feed.state.conversations.get(chosen) : undefined;
    }
    function choose(id) {
      chosen = chosen === id ? undefined : id;
      detail = undefined;
      draw(true);
    }
    function show(next) {
      detail = next;
      draw(true);
    }
    function drawDetail(present) {
      if (detail && detail.row) {
        return shared.party(present, detail.row, function () {
          show(undefined);
        });
      }
      var message = detail && detail.message && feed.state.messages.get(detail.message.id);
      if (!message) return el("div");
      return el("div", { class: "genesys-cloud-panel" }, [
        el("div", { class: "genesys-cloud-panel-head" }, [
          el("strong", {}, message.name || message.type),
          shared.button(
            "times",
            word("close"),
            function () {
              show(undefined);
            },
            { "data-key": "close message" },
          ),
        ]),
        shared.message(
          message,
          message.conversationId && feed.state.conversations.get(message.conversationId),
        ),
      ]);
    }
    function drawConversations() {
      shared.repaint(list, shared.list(feed, chosen, choose));
      var present = conversation();
      timeline = undefined;
      if (!present) return one.empty();
      timeline = shared.timeline(feed, present, {
        party: function (row) {
          show({ row: row });
        },
        message: function (message) {
          show({ message: message });
        },
      });
      shared.repaint(one, [timeline.element, drawDetail(present)]);
      timeline.tick();
    }
    // What has fields of its own is drawn when it is opened, and not with each change.
    function drawOther(isNew) {
      if (view === "limits") shared.repaint(other, shared.limits(feed));
      else if (view === "messages")
        shared.repaint(
          other,
          detail
            ? drawDetail(undefined)
            : shared.messages(feed, function (message) {
                show({ message: message });
              }),
        );
      else if (isNew && view === "org") {
        shared.repaint(
          other,
          shared.org(feed, conversation(), function (id) {
            if (id === undefined || id === chosen) return;
            chosen = id;
            awaited = id;
          }),
        );
      } else if (isNew) shared.repaint(other, shared.issues(picker.val()));
    }
    var awaited; // a conversation that an act has made and that has not come yet
    function draw(isNew) {
      if (!feed || !isVisible) return;
      var look = feed.state.look;
      var isOpen = view === "conversations";
      var trouble = feed.state.trouble || (look && !look.deployed ? word("trouble.notDeployed") : "");
      note.text(trouble || "");
      tabs.element.children('[data-view="org"]').toggle(Boolean(look && look.simulated));
      body.attr("aria-labelledby", "genesys-cloud-tab-" + view);
      body.toggleClass("genesys-cloud-both", view === "org" && conversation() !== undefined);
      list.toggle(isOpen);
      one.toggle(isOpen || (view === "org" && conversation() !== undefined));
      other.toggle(!isOpen);
      if (isOpen || view === "org") drawConversations();
      if (!isOpen) drawOther(isNew || (awaited !== undefined && conversation() !== undefined));
      if (conversation() !== undefined) awaited = undefined;
    }
    function tick() {
      if (!feed || !isVisible) return;
      shared.listTick(list, feed.now());
      if (timeline) timeline.tick();
      if (view === "limits") draw(false);
    }

    function follow() {
      if (feed) feed.stop();
      feed = undefined;
      chosen = detail = undefined;
      var id = picker.val();
      if (!id || !isVisible) return;
      feed = shared.feedOf(id, function () {
        if (feed) personal.prop("checked", feed.isPersonal());
        draw(false);
      });
      draw(true);
    }
    function fill() {
      var before = picker.val();
      var all = accounts();
      picker.empty().append(
        all.map(function (account) {
          return el("option", { value: account.id }, RED.utils.getNodeLabel(account, account.id));
        }),
      );
      if (all.length === 0) note.text(word("trouble.noAccount"));
      if (
        before &&
        all.some(function (account) {
          return account.id === before;
        })
      )
        picker.val(before);
      if (isVisible && picker.val() !== before) follow();
    }
    function keep() {
      if (!isVisible && picker.val() && feedWas)
        $.getJSON("genesys-cloud/sidebar/" + encodeURIComponent(picker.val()), { keep: "1" }).catch(
          function () {},
        );
    }
    var feedWas = false;
    function appear(is) {
      if (is === isVisible) return;
      isVisible = is;
      if (is) {
        fill();
        if (!feed) follow();
        else feed.resume();
        draw(true);
      } else if (feed) {
        feedWas = true;
        feed.pause();
      }
    }

    picker.on("change", follow);
    personal.on("change", function () {
      if (feed) feed.showPersonal(personal.prop("checked"));
    });
    var observer = new IntersectionObserver(function (entries) {
      appear(entries[entries.length - 1].isIntersecting);
    });
    observer.observe(content[0]);
    var resized = new ResizeObserver(function () {
      if (timeline) timeline.tick();
    });
    resized.observe(one[0]);
    var timers = [setInterval(tick, TICK_MS), setInterval(keep, KEEP_MS)];
    var listeners = ["nodes:add", "nodes:change", "nodes:remove"];
    function onNode(node) {
      if (node && node.type === "genesys-account") fill();
    }
    function onDeploy() {
      if (feed && isVisible) feed.load();
      if (view === "issues") draw(true);
    }
    listeners.forEach(function (name) {
      RED.events.on(name, onNode);
    });
    RED.events.on("deploy", onDeploy);
    content.on("remove", function () {
      timers.forEach(clearInterval);
      observer.disconnect();
      resized.disconnect();
      if (feed) feed.stop();
      listeners.forEach(function (name) {
        RED.events.off(name, onNode);
      });
      RED.events.off("deploy", onDeploy);
    });
    return content;
  }

  function add() {
    // The palette manager may install the package again: these scripts are the newest.
    if (RED.sidebar.containsTab(ID)) RED.sidebar.removeTab(ID);
    RED.sidebar.addTab({
      ...{ id: ID, label: word("title"), name: word("title"), iconClass: "fa fa-headphones" },
      ...{ content: open(), enableOnEdit: true, pinned: false },
    });
    RED.actions.remove("genesys-cloud:show-sidebar");
    RED.actions.add(
      "genesys-cloud:show-sidebar",
      function () {
        RED.sidebar.show(ID);
      },
      { label: word("action") },
    );
  }

  window.genesysCloudSidebar = Object.assign(window.genesysCloudSidebar || {}, { open: open });
  if (RED.plugins) RED.plugins.registerPlugin("genesys-cloud-sidebar", { type: "genesys-cloud", onadd: add });
})();
