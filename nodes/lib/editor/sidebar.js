// The sidebar *Genesys Cloud*: an account, and what is to be seen of it.
(function () {
  var shared = window.genesysCloudSidebar;
  var word = shared.word;
  var el = shared.el;

  var ID = "genesys-cloud";
  var TICK_MS = 1000;
  // While the sidebar is hidden, what it has shown is still gathered.
  var KEEP_MS = 30000;

  function accounts() {
    var found = [];
    RED.nodes.eachConfig(function (node) {
      if (node.type === "genesys-account") found.push(node);
    });
    return found;
  }

  function tourButton() {
    var button = shared.button("question-circle", "", shared.runTour);
    return button
      .addClass("genesys-cloud-tour")
      .attr({ title: word("tour.show"), "aria-label": word("tour.show") });
  }

  /** @returns {SidebarFrame} */
  function frame() {
    var personal = el("input", { type: "checkbox" });
    var picker = el("select", { "aria-label": word("account"), class: "genesys-cloud-account" });
    var list = el("div", { class: "genesys-cloud-list" });
    var one = el("div", { class: "genesys-cloud-one" });
    var other = el("div", { class: "genesys-cloud-other" });
    var note = el("div", { role: "status", class: "genesys-cloud-note" });
    var tabs = shared.tabs(function (name) {
      self.view = name;
      self.detail = undefined;
      shared.draw(self, true);
    });
    var body = el(
      "div",
      { id: "genesys-cloud-view", role: "tabpanel", tabindex: "0", class: "genesys-cloud-view" },
      [list, one, other],
    );
    var top = el("div", { class: "genesys-cloud-top" }, [
      picker,
      el("label", { title: word("personal.hint") }, [personal, el("span", {}, word("personal.label"))]),
    ]);
    if (shared.mayShowTours()) top.append(tourButton());
    var content = el("div", { class: "genesys-cloud-sidebar" }, [top, tabs, note, body]);
    /** @type {SidebarFrame} */
    var self = {
      ...{ picker: picker, personal: personal, tabs: tabs, note: note, body: body, content: content },
      ...{ list: list, one: one, other: other, view: "conversations", isVisible: false },
    };
    return self;
  }

  // Another account is shown.
  function follow(self) {
    if (self.feed) self.feed.stop();
    self.feed = self.chosen = self.detail = self.timeline = undefined;
    self.list.add(self.one).add(self.other).empty();
    self.personal.prop("checked", false);
    var id = self.picker.val();
    if (!id || !self.isVisible) return;
    self.account = id;
    self.feed = shared.feedOf(id, function () {
      if (self.feed) self.personal.prop("checked", self.feed.isPersonal());
      shared.draw(self, false);
    });
    shared.draw(self, true);
  }

  // The accounts of the editor, of which one is chosen.
  function fill(self) {
    var before = self.picker.val();
    var all = accounts();
    self.picker.empty().append(
      all.map(function (account) {
        return el("option", { value: account.id }, RED.utils.getNodeLabel(account, account.id));
      }),
    );
    var isThere = all.some(function (account) {
      return account.id === before;
    });
    if (isThere) self.picker.val(before);
    if (all.length === 0) self.note.text(word("trouble.noAccount"));
    if (self.isVisible && !isThere) follow(self);
  }

  function appear(self, is) {
    if (is === self.isVisible) return;
    self.isVisible = is;
    if (!is) return self.feed && self.feed.pause();
    fill(self);
    if (self.feed && self.account === self.picker.val()) self.feed.resume();
    else follow(self);
    shared.draw(self, true);
  }

  function keep(self) {
    if (self.isVisible || !self.feed) return;
    var url = "genesys-cloud/sidebar/" + encodeURIComponent(self.account || "");
    $.getJSON(url, { keep: "1" }).catch(function () {}); // it shows with the next look
  }

  // Everything that outlives a drawing. It ends when the tab is removed.
  function listen(self) {
    var seen = new IntersectionObserver(function (entries) {
      appear(self, entries[entries.length - 1].isIntersecting);
    });
    var resized = new ResizeObserver(function () {
      if (self.timeline) self.timeline.tick();
    });
    var timers = [setInterval(shared.drawTime, TICK_MS, self), setInterval(keep, KEEP_MS, self)];
    var events = ["nodes:add", "nodes:change", "nodes:remove"];
    function onNode(node) {
      if (node && node.type === "genesys-account") fill(self);
    }
    function onDeploy() {
      if (self.feed) self.feed.load();
      if (self.view === "issues") shared.draw(self, true);
    }
    seen.observe(self.content[0]);
    resized.observe(self.one[0]);
    events.forEach(function (name) {
      RED.events.on(name, onNode);
    });
    RED.events.on("deploy", onDeploy);
    return function () {
      timers.forEach(clearInterval);
      seen.disconnect();
      resized.disconnect();
      if (self.feed) self.feed.stop();
      events.forEach(function (name) {
        RED.events.off(name, onNode);
      });
      RED.events.off("deploy", onDeploy);
    };
  }

  var current; // what is shown

  function open() {
    var self = (current = frame());
    self.picker.on("change", function () {
      follow(self);
    });
    self.personal.on("change", function () {
      if (self.feed) self.feed.showPersonal(self.personal.prop("checked"));
    });
    return { content: self.content, close: listen(self) };
  }

  // The palette manager may install the package again: then these scripts are the newest.
  function add() {
    var registered = window.genesysCloudSidebar;
    if (registered.close) registered.close();
    if (RED.sidebar.containsTab(ID)) RED.sidebar.removeTab(ID);
    var opened = open();
    var withdraw = shared.offerTour();
    registered.close = function () {
      withdraw();
      opened.close();
    };
    RED.sidebar.addTab({
      ...{ id: ID, label: word("title"), name: word("title"), iconClass: "fa fa-headphones" },
      ...{ content: opened.content, enableOnEdit: true },
    });
    RED.actions.remove("genesys-cloud:show-sidebar");
    RED.actions.add(
      "genesys-cloud:show-sidebar",
      function () {
        RED.sidebar.show(ID);
      },
      { label: word("action") },
    );
    RED.actions.remove("genesys-cloud:show-tour");
    RED.actions.add("genesys-cloud:show-tour", shared.runTour, { label: word("tour.show") });
  }

  window.genesysCloudSidebar = Object.assign(window.genesysCloudSidebar || {}, {
    open: open,
    isPersonal: function (accountId) {
      var isShown = Boolean(current && current.feed) && current.account === accountId;
      return isShown && current.feed.isPersonal();
    },
  });
  if (RED.plugins) RED.plugins.registerPlugin("genesys-cloud-sidebar", { type: "genesys-cloud", onadd: add });
})();
