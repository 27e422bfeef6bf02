// The permissions that the deployed flows need, and which of them the account has.
(function () {
  var translate = window.genesysCloud.translate;
  var post = window.genesysCloud.post;
  var describeRefusal = window.genesysCloud.describeRefusal;
  var nodeSentence = window.genesysCloud.nodeSentence;

  // The permissions of one need, as a text.
  /** @type {GenesysCloud["permissionsOf"]} */
  function permissionsOf(need) {
    return need.permissions.join(need.any ? " " + translate("doctor.or") + " " : ", ");
  }

  function linesOf(found) {
    var ORDER = ["lacks", "unseen", "has"];
    return found.needs
      .map(function (need) {
        return {
          state: need.held === true ? "has" : need.held === false ? "lacks" : "unseen",
          text: permissionsOf(need),
          by: nodeSentence.of("doctor.by", "nodes", need.nodes, found.nodes),
        };
      })
      .sort(function (a, b) {
        return ORDER.indexOf(a.state) - ORDER.indexOf(b.state);
      });
  }

  // Problems that no permission solves, and nodes whose needs are not known.
  function notesOf(found) {
    var notes = [];
    function note(key, ids) {
      if (ids.length > 0) notes.push(nodeSentence.of(key, "nodes", ids, found.nodes));
    }
    var isUserUnknown = Boolean(found.unseen && found.unseen.reason);
    if (found.as === "client" && !isUserUnknown)
      found.withUser.forEach(function (one) {
        var reason = describeRefusal(one, RED.nodes.node(one.node));
        notes.push(nodeSentence.of("doctor.misfit", "node", [one.node], found.nodes, { reason: reason }));
      });
    else
      note(
        "doctor.withUser",
        found.withUser.map(function (one) {
          return one.node;
        }),
      );
    note("doctor.open", found.open);
    note("doctor.unclear", found.unclear);
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

  function drawPermissions(found, leave) {
    var lines = linesOf(found);
    var notes = notesOf(found);
    var box = $("<div></div>");
    var summary = summaryOf(found, lines, notes);
    if (summary) box.append($('<div class="genesys-cloud-doctor-note"></div>').text(summary));
    notes.forEach(function (note) {
      box.append($('<div class="genesys-cloud-doctor-note"></div>').append(note.draw(leave)));
    });
    var list = $("<ul></ul>").appendTo(box);
    lines.forEach(function (line) {
      $("<li></li>")
        .addClass("is-" + line.state)
        .append(
          $("<span></span>").text(translate("doctor." + line.state) + " "),
          $("<code></code>").text(line.text),
          $("<div></div>").append(line.by.draw(leave)),
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
    return [nodeSentence.labelOf(id, found.nodes), summaryOf(found, lines, notes)]
      .concat(
        wanted.map(function (line) {
          return "- " + translate("doctor." + line.state) + " " + line.text + " (" + line.by.text + ")";
        }),
        notes.map(function (note) {
          return "- " + note.text;
        }),
      )
      .filter(Boolean)
      .join("\n");
  }

  /** @type {GenesysCloud["showPermissions"]} */
  function showPermissions(ids) {
    var report = $('<div class="genesys-cloud-doctor"></div>');
    var texts = []; // in the order of the accounts, not of the responses
    function leave() {
      notice.close();
    }
    report.append($("<h3></h3>").text(translate("doctor.title")));
    if (ids.length === 0) report.append($("<p></p>").text(translate("doctor.noAccount")));
    ids.forEach(function (id, index) {
      var label = nodeSentence.labelOf(id, []);
      var place = $('<div role="status"></div>').text(translate("lookup.loading"));
      report.append($("<h4></h4>").text(label), place);
      post(encodeURIComponent(id) + "/permissions").then(
        function (found) {
          place.empty().append(drawPermissions(found, leave));
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
          click: leave,
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
    permissionsOf: permissionsOf,
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
