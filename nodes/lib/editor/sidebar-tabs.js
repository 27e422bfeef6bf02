// The views of the sidebar as tabs, as the keyboard expects them: the arrows choose, one of them takes the focus.
(function () {
  var word = window.genesysCloudSidebar.word;
  var el = window.genesysCloudSidebar.el;

  var VIEWS = {
    conversations: "comments-o",
    messages: "exchange",
    limits: "tachometer",
    org: "flask",
    issues: "check-square-o",
  };

  function tabOf(name) {
    return el(
      "button",
      {
        ...{ type: "button", role: "tab", class: "red-ui-button red-ui-button-small", "data-view": name },
        ...{ id: "genesys-cloud-tab-" + name, "aria-controls": "genesys-cloud-view" },
      },
      [
        el("i", { class: "fa fa-" + VIEWS[name], "aria-hidden": "true" }),
        el("span", {}, word("tab." + name)),
      ],
    );
  }

  window.genesysCloudSidebar = Object.assign(window.genesysCloudSidebar || {}, {
    tabs: function (choose) {
      var bar = el("div", { role: "tablist", class: "genesys-cloud-tabs", "aria-label": word("title") });
      function mark(name) {
        bar.children().each(function (_, tab) {
          var is = tab.getAttribute("data-view") === name;
          $(tab).attr({ "aria-selected": String(is), tabindex: is ? "0" : "-1" });
        });
      }
      function onKey(event) {
        var step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
        if (step === 0) return;
        event.preventDefault();
        var shown = bar.children(":visible").toArray();
        var next = shown[(shown.indexOf(event.currentTarget) + step + shown.length) % shown.length];
        $(next).trigger("focus").trigger("click");
      }
      Object.keys(VIEWS).forEach(function (name) {
        var tab = tabOf(name).on("click", function () {
          mark(name);
          choose(name);
        });
        bar.append(tab.on("keydown", onKey));
      });
      mark("conversations");
      return bar;
    },
  });
})();
