// What the sidebar shows of the account that is chosen. What has fields of its own is drawn when it is opened, and not with
// each change.
(function () {
  var shared = window.genesysCloudSidebar;
  var word = shared.word;
  var el = shared.el;

  function conversationOf(self) {
    return self.feed && self.chosen !== undefined
      ? self.feed.state.conversations.get(self.chosen)
      : undefined;
  }

  function show(self, detail) {
    self.detail = detail;
    draw(self, true);
  }

  function choose(self, id) {
    self.chosen = self.chosen === id ? undefined : id;
    show(self, undefined);
  }

  function drawMessage(self, message) {
    var conversations = self.feed.state.conversations;
    function close() {
      show(self, undefined);
    }
    return el("div", { class: "genesys-cloud-panel" }, [
      el("div", { class: "genesys-cloud-panel-head" }, [
        el("strong", {}, message.name || message.type),
        shared.button("times", word("close"), close, { "data-key": "close message" }),
      ]),
      shared.message(message, message.conversationId && conversations.get(message.conversationId)),
    ]);
  }

  // Of what was clicked: a participant or a message.
  function drawDetail(self, present) {
    var detail = self.detail;
    if (present && detail && detail.row)
      return shared.party(present, detail.row, function () {
        show(self, undefined);
      });
    var message = detail && detail.message && self.feed.state.messages.get(detail.message.id);
    return message ? drawMessage(self, message) : el("div");
  }

  function drawConversation(self) {
    var present = conversationOf(self);
    self.timeline = undefined;
    if (!present) {
      self.one.empty();
      return;
    }
    self.timeline = shared.timeline(self.feed, present, {
      party: function (row) {
        show(self, { row: row });
      },
      message: function (message) {
        show(self, { message: message });
      },
    });
    shared.repaint(self.one, [self.timeline.element, drawDetail(self, present)]);
    self.timeline.tick();
  }

  function drawList(self) {
    function onChoose(id) {
      choose(self, id);
    }
    shared.repaint(self.list, shared.list(self.feed, self.chosen, onChoose));
  }

  function drawMessages(self) {
    var isOpen = self.detail && self.detail.message;
    function onChoose(message) {
      show(self, { message: message });
    }
    shared.repaint(self.other, isOpen ? drawDetail(self, undefined) : shared.messages(self.feed, onChoose));
  }

  function drawOrg(self) {
    // A conversation that an act has made is chosen, and comes a moment later. Until then, no click is meant for the one before.
    function onDone(id) {
      if (id === undefined || id === self.chosen) return;
      self.chosen = self.awaited = id;
      self.other.find("[data-bound]").prop("disabled", true);
    }
    shared.repaint(self.other, shared.org(self.feed, conversationOf(self), onDone));
  }

  function drawOther(self, isNew) {
    if (self.view === "limits") shared.repaint(self.other, shared.limits(self.feed));
    else if (self.view === "messages") drawMessages(self);
    else if (isNew && self.view === "org") drawOrg(self);
    else if (isNew && self.view === "issues") shared.repaint(self.other, shared.issues());
  }

  function draw(self, isNew) {
    if (!self.feed || !self.isVisible) return;
    var look = self.feed.state.look;
    var trouble = self.feed.state.trouble || (look && !look.deployed ? word("trouble.notDeployed") : "");
    var isThere = conversationOf(self) !== undefined;
    var isList = self.view === "conversations";
    self.note.text(trouble || "");
    self.tabs.children('[data-view="org"]').toggle(Boolean(look && look.simulated));
    self.body.attr("aria-labelledby", "genesys-cloud-tab-" + self.view);
    self.list.toggle(isList);
    self.one.toggle((isList || self.view === "org") && isThere);
    self.other.toggle(!isList);
    if (isList) drawList(self);
    if (isList || self.view === "org") drawConversation(self);
    if (!isList) drawOther(self, isNew || (self.awaited !== undefined && isThere));
    if (isThere) self.awaited = undefined;
  }

  window.genesysCloudSidebar = Object.assign(window.genesysCloudSidebar || {}, {
    draw: draw,
    // A second has passed.
    drawTime: function (self) {
      if (!self.feed || !self.isVisible) return;
      shared.listTick(self.list, self.feed.now());
      if (self.timeline) self.timeline.tick();
      if (self.view === "limits") draw(self, false);
    },
  });
})();
