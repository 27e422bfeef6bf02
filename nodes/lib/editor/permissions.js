// What the deployed flows need of their account, and what of it the account has.
(function () {
  var word = window.genesysCloud.word;
  var post = window.genesysCloud.post;

  function labelOf(id) {
    var node = RED.nodes.node(id);
    return node ? RED.utils.getNodeLabel(node, id) : id;
  }

  function linesOf(found) {
    var ORDER = ["lacks", "unseen", "has"];
    return found.needs
      .map(function (need) {
        return {
          state: need.held === true ? "has" : need.held === false ? "lacks" : "unseen",
          text: need.permissions.join(need.any ? " " + word("doctor.or") + " " : ", "),
          by: need.nodes.map(labelOf).join(", "),
        };
      })
      .sort(function (a, b) {
        return ORDER.indexOf(a.state) - ORDER.indexOf(b.state);
      });
  }

  function drawPermissions(found) {
    var box = $("<div></div>");
    var lines = linesOf(found);
    function say(text) {
      box.append($("<p></p>").text(text));
    }
    if (found.unseen) say(found.unseen.reason || word("doctor." + found.unseen.word));
    found.blocked.forEach(function (each) {
      say(word("doctor.needsUser", { node: labelOf(each.node), operation: each.operation }));
    });
    if (lines.length === 0) say(word("doctor.nothing"));
    var list = $("<ul></ul>").appendTo(box);
    lines.forEach(function (line) {
      $("<li></li>")
        .addClass("is-" + line.state)
        .append(
          $("<span></span>").text(word("doctor." + line.state) + " "),
          $("<code></code>").text(line.text),
          $("<div></div>").text(word("doctor.by", { nodes: line.by })),
        )
        .appendTo(list);
    });
    return box;
  }

  // For the administrator of the org: what to grant, or all that is needed where it cannot be seen.
  function asText(id, found) {
    var wanted = linesOf(found).filter(function (line) {
      return line.state !== "has";
    });
    return [labelOf(id)]
      .concat(
        wanted.map(function (line) {
          return "- " + line.text + " (" + word("doctor.by", { nodes: line.by }) + ")";
        }),
      )
      .join("\n");
  }

  function showPermissions(ids) {
    var report = $('<div class="genesys-cloud-doctor"></div>');
    var texts = [];
    report.append($("<h3></h3>").text(word("doctor.title")));
    if (ids.length === 0) report.append($("<p></p>").text(word("doctor.noAccount")));
    ids.forEach(function (id) {
      var place = $("<div></div>").text(word("lookup.loading"));
      report.append($("<h4></h4>").text(labelOf(id)), place);
      post(encodeURIComponent(id) + "/permissions").then(
        function (found) {
          place.empty().append(drawPermissions(found));
          texts.push(asText(id, found));
        },
        function (reason) {
          place.text(reason);
        },
      );
    });
    var notice = RED.notify(report, {
      modal: true,
      fixed: true,
      width: 600,
      buttons: [
        {
          text: word("doctor.copy"),
          click: function (event) {
            RED.clipboard.copyText(texts.join("\n\n"), $(event.target));
          },
        },
        {
          text: RED._("common.label.close"),
          class: "primary",
          click: function () {
            notice.close();
          },
        },
      ],
    });
  }

  function allAccounts() {
    var ids = [];
    RED.nodes.eachConfig(function (node) {
      if (node.type === "genesys-account") ids.push(node.id);
      return true;
    });
    return ids;
  }

  // Not before the words are there.
  if (RED.events)
    RED.events.on("flows:loaded", function () {
      RED.actions.add(
        "genesys-cloud:permissions",
        function () {
          showPermissions(allAccounts());
        },
        { label: word("doctor.action") },
      );
    });

  window.genesysCloud = Object.assign(window.genesysCloud || {}, {
    showPermissions: showPermissions,
  });
})();
