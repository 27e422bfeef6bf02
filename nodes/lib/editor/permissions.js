// The permissions that the deployed flows need, and which of them the account has.
(function () {
  var translate = window.genesysCloud.translate;
  var post = window.genesysCloud.post;
  var describeRefusal = window.genesysCloud.describeRefusal;

  function labelOf(id, found) {
    var node = RED.nodes.node(id);
    if (node) return RED.utils.getNodeLabel(node, id);
    // Deployed, but no longer in this editor.
    var stored = found.nodes.filter(function (one) {
      return one.id === id;
    })[0];
    return (stored && (stored.name || stored.type)) || id;
  }

  function labelsOf(ids, found) {
    return ids
      .map(function (id) {
        return labelOf(id, found);
      })
      .join(", ");
  }

  function linesOf(found) {
    var ORDER = ["lacks", "unseen", "has"];
    return found.needs
      .map(function (need) {
        return {
          state: need.held === true ? "has" : need.held === false ? "lacks" : "unseen",
          text: need.permissions.join(need.any ? " " + translate("doctor.or") + " " : ", "),
          by: translate("doctor.by", { nodes: labelsOf(need.nodes, found) }),
        };
      })
      .sort(function (a, b) {
        return ORDER.indexOf(a.state) - ORDER.indexOf(b.state);
      });
  }

  // Problems that no permission solves, and nodes whose needs are not known.
  function notesOf(found) {
    var notes = [];
    var isUserUnknown = Boolean(found.unseen && found.unseen.reason);
    if (found.as === "client" && !isUserUnknown)
      found.withUser.forEach(function (one) {
        var sentence = describeRefusal(one, RED.nodes.node(one.node));
        notes.push(translate("doctor.misfit", { node: labelOf(one.node, found), reason: sentence }));
      });
    else if (found.withUser.length > 0) {
      var ids = found.withUser.map(function (one) {
        return one.node;
      });
      notes.push(translate("doctor.withUser", { nodes: labelsOf(ids, found) }));
    }
    if (found.open.length > 0) notes.push(translate("doctor.open", { nodes: labelsOf(found.open, found) }));
    if (found.unclear.length > 0)
      notes.push(translate("doctor.unclear", { nodes: labelsOf(found.unclear, found) }));
    return notes;
  }

  function summaryOf(found, lines, notes) {
    if (found.unseen) return found.unseen.reason || translate("doctor." + found.unseen.word);
    if (lines.length === 0) return notes.length === 0 ? translate("doctor.nothing") : "";
    var isComplete = lines.every(function (line) {
      return line.state === "has";
    });
    return isComplete ? translate("doctor.complete") : "";
  }

  function drawPermissions(found) {
    var lines = linesOf(found);
    var notes = notesOf(found);
    var box = $("<div></div>");
    [summaryOf(found, lines, notes)].concat(notes).forEach(function (text) {
      if (text) box.append($('<div class="genesys-cloud-doctor-note"></div>').text(text));
    });
    var list = $("<ul></ul>").appendTo(box);
    lines.forEach(function (line) {
      $("<li></li>")
        .addClass("is-" + line.state)
        .append(
          $("<span></span>").text(translate("doctor." + line.state) + " "),
          $("<code></code>").text(line.text),
          $("<div></div>").text(line.by),
        )
        .appendTo(list);
    });
    return box;
  }

  // For the administrator of the org: the missing permissions, or all of them where the account's are not visible.
  function asText(id, found) {
    var lines = linesOf(found);
    var notes = notesOf(found);
    var wanted = lines.filter(function (line) {
      return line.state !== "has";
    });
    return [labelOf(id, found), summaryOf(found, lines, notes)]
      .concat(
        wanted.map(function (line) {
          return "- " + translate("doctor." + line.state) + " " + line.text + " (" + line.by + ")";
        }),
        notes.map(function (note) {
          return "- " + note;
        }),
      )
      .filter(Boolean)
      .join("\n");
  }

  /** @type {GenesysCloud["showPermissions"]} */
  function showPermissions(ids) {
    var report = $('<div class="genesys-cloud-doctor"></div>');
    var texts = []; // in the order of the accounts, not of the responses
    report.append($("<h3></h3>").text(translate("doctor.title")));
    if (ids.length === 0) report.append($("<p></p>").text(translate("doctor.noAccount")));
    ids.forEach(function (id, index) {
      var label = labelOf(id, { nodes: [] });
      var place = $('<div role="status"></div>').text(translate("lookup.loading"));
      report.append($("<h4></h4>").text(label), place);
      post(encodeURIComponent(id) + "/permissions").then(
        function (found) {
          place.empty().append(drawPermissions(found));
          texts[index] = asText(id, found);
        },
        function (reason) {
          place.text(reason);
          texts[index] = label + "\n" + reason;
        },
      );
    });
    var notice = RED.notify(report, {
      modal: true,
      fixed: true,
      width: 600,
      buttons: [
        {
          text: translate("doctor.copy"),
          click: function (event) {
            var whole = [translate("doctor.title")].concat(texts.filter(Boolean)).join("\n\n");
            RED.clipboard.copyText(whole, $(event.target), "clipboard.copyMessageValue");
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

  window.genesysCloud = Object.assign(window.genesysCloud || {}, {
    showPermissions: showPermissions,
    showAllPermissions: function () {
      showPermissions(allAccounts());
    },
  });

  var ACTION = "genesys-cloud:permissions";
  // Flows are loaded again when the user opens another project.
  function addAction() {
    RED.actions.remove(ACTION);
    RED.actions.add(
      ACTION,
      function () {
        window.genesysCloud.showAllPermissions();
      },
      { label: translate("doctor.action") },
    );
  }
  // Not before the catalogues are loaded.
  if (RED.events)
    window.genesysCloud.once("permissions", function () {
      RED.events.on("flows:loaded", addAction);
    });
})();
