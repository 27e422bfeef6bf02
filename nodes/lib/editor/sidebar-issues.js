// What is wrong in the deployed flows, each with the way to its node.
(function () {
  var word = window.genesysCloudSidebar.word;
  var el = window.genesysCloudSidebar.el;
  var button = window.genesysCloudSidebar.button;

  var ICONS = { error: "times-circle", warning: "exclamation-triangle", note: "info-circle" };

  function goTo(node) {
    var found = RED.nodes.node(node.id);
    if (found && found._def && found._def.category === "config")
      RED.editor.editConfig("", found.type, found.id);
    else RED.view.reveal(node.id);
  }

  // What a node's own declaration refuses is said in English only.
  function sentence(issue, meant) {
    var says = issue.says;
    if (says) return el("p", {}, word("issue.says." + says.sentence, says.values) + meant);
    return el("p", {}, [
      el("span", {}, word("issue.refused") + " "),
      el("span", { lang: "en" }, issue.message + meant),
    ]);
  }

  function entry(issue) {
    var node = issue.node;
    var meant = (issue.suggestions || []).join(", ");
    var place = node ? [node.name || node.type, issue.property].filter(Boolean).join(" · ") : "";
    return el("li", { class: "genesys-cloud-issue" }, [
      el("div", {}, [
        el("i", { class: "fa fa-fw fa-" + ICONS[issue.level], "aria-hidden": "true" }),
        el("strong", {}, word("issue." + issue.level) + (place ? " · " + place : "")),
      ]),
      sentence(issue, meant ? " (" + meant + ")" : ""),
      node
        ? button("crosshairs", word("message.reveal"), function () {
            goTo(node);
          })
        : el("span"),
    ]);
  }

  window.genesysCloudSidebar = Object.assign(window.genesysCloudSidebar || {}, {
    issues: function () {
      var shown = el("div", { class: "genesys-cloud-issues", "aria-live": "polite" });
      function load() {
        shown.text(word("list.loading"));
        $.getJSON("genesys-cloud/sidebar-issues").then(
          function (found) {
            var all = /** @type {SidebarIssue[]} */ (found.issues || []);
            shown
              .empty()
              .append(
                all.length === 0
                  ? el("p", { class: "genesys-cloud-none" }, word("issue.none"))
                  : el("ul", {}, all.map(entry)),
              );
          },
          function () {
            shown.text(word("trouble.connection"));
          },
        );
      }
      load();
      return el("div", {}, [
        el("div", { class: "genesys-cloud-buttons" }, [button("refresh", word("issue.again"), load)]),
        shown,
      ]);
    },
  });
})();
