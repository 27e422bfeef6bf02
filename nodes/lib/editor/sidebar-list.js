// The conversations of an account: those that go on first, the newest first.
(function () {
  var word = window.genesysCloudSidebar.word;
  var el = window.genesysCloudSidebar.el;
  var lasting = window.genesysCloudSidebar.lasting;

  var MOST = 100;
  var ICONS = {
    ...{ call: "phone", callback: "reply", message: "comment", email: "envelope", chat: "comments" },
    ...{ video: "video-camera", screenshare: "desktop", cobrowsesession: "desktop" },
  };

  function inOrder(one, other) {
    var isOver = Number(one.summary.state === "ended") - Number(other.summary.state === "ended");
    return isOver || other.from - one.from;
  }

  function entry(feed, conversation, isChosen, choose) {
    var summary = conversation.summary;
    var isOver = summary.state === "ended";
    var media = window.genesysCloudSidebar.wordOr("media." + summary.media, summary.media || "");
    var about = [media, conversation.queueName].concat(summary.who).filter(Boolean).join(" · ");
    var state = word("state." + summary.state);
    return el("li", {}, [
      el(
        "button",
        {
          type: "button",
          class: "genesys-cloud-conversation" + (isOver ? " genesys-cloud-over" : ""),
          "aria-pressed": String(isChosen),
          "data-key": "conversation " + conversation.id,
          "data-conversation": conversation.id,
        },
        [
          el("i", { class: "fa fa-fw fa-" + (ICONS[summary.media] || "circle-o"), "aria-hidden": "true" }),
          el("span", { class: "genesys-cloud-about" }, about),
          el("span", { class: "genesys-cloud-state genesys-cloud-is-" + summary.state }, state),
          el(
            "span",
            { class: "genesys-cloud-lasting", "data-from": conversation.from, "data-to": conversation.to },
            lasting((conversation.to || feed.now()) - conversation.from),
          ),
        ],
      ).on("click", function () {
        choose(conversation.id);
      }),
    ]);
  }

  window.genesysCloudSidebar = Object.assign(window.genesysCloudSidebar || {}, {
    list: function (feed, chosen, choose) {
      var all = Array.from(feed.state.conversations.values()).sort(inOrder);
      if (all.length === 0) {
        var isKnown = Boolean(feed.state.look);
        return el("p", { class: "genesys-cloud-none" }, isKnown ? word("list.none") : word("list.loading"));
      }
      var shown = all.slice(0, MOST).map(function (conversation) {
        return entry(feed, conversation, conversation.id === chosen, choose);
      });
      var more = { count: all.length - MOST };
      return el("div", {}, [
        el("ul", { class: "genesys-cloud-conversations", "aria-label": word("tab.conversations") }, shown),
        more.count > 0 ? el("p", { class: "genesys-cloud-none" }, word("list.more", more)) : $(),
      ]);
    },
    // How long each goes on, without drawing the list again.
    listTick: function (element, now) {
      element.find(".genesys-cloud-lasting:not([data-to])").each(function (_, shown) {
        shown.textContent = lasting(now - Number(shown.getAttribute("data-from")));
      });
    },
  });
})();
