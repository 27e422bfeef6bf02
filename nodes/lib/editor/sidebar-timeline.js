// One conversation as a picture: a row for each leg, its states as bars with words, and what our nodes did as marks.
(function () {
  var word = window.genesysCloudSidebar.word;
  var el = window.genesysCloudSidebar.el;
  var lasting = window.genesysCloudSidebar.lasting;
  var timeOf = window.genesysCloudSidebar.timeOf;
  var partyOf = window.genesysCloudSidebar.partyOf;

  var SVG = "http://www.w3.org/2000/svg";
  var HEIGHT = 20;
  // A letter of a bar's word is at most so wide.
  var LETTER = 6.5;

  function svg(tag, attributes) {
    var element = document.createElementNS(SVG, tag);
    Object.keys(attributes).forEach(function (name) {
      element.setAttribute(name, String(attributes[name]));
    });
    return element;
  }

  function stateOf(bar) {
    return word("state." + bar.state);
  }

  function describe(bar, now) {
    var from = timeOf(bar.from);
    return bar.to === undefined
      ? word("bar.since", { state: stateOf(bar), from: from, lasting: lasting(now - bar.from) })
      : word("bar.until", {
          state: stateOf(bar),
          from: from,
          to: timeOf(bar.to),
          lasting: lasting(bar.to - bar.from),
        });
  }

  // The picture of one row. `place` puts its bars where they belong when time has passed.
  function strip(bars, conferences, now) {
    var picture = svg("svg", { class: "genesys-cloud-strip", height: HEIGHT, role: "img" });
    var parts = conferences
      .map(function (one) {
        return { bar: one, box: svg("rect", { class: "genesys-cloud-conference", y: 0, height: HEIGHT }) };
      })
      .concat(
        bars.map(function (bar) {
          var box = svg("rect", {
            class: "genesys-cloud-bar genesys-cloud-is-" + bar.state,
            y: 3,
            height: HEIGHT - 6,
          });
          var text = svg("text", { y: 14, class: "genesys-cloud-bar-word", "aria-hidden": "true" });
          var title = svg("title", {});
          box.appendChild(title);
          return { bar: bar, box: box, text: text, title: title };
        }),
      );
    parts.forEach(function (part) {
      picture.appendChild(part.box);
      if (part.text) picture.appendChild(part.text);
    });
    function label(at) {
      var sentences = bars.map(function (bar) {
        return describe(bar, at);
      });
      picture.setAttribute("aria-label", sentences.join(", ") || word("bar.none"));
    }
    label(now);
    return {
      picture: picture,
      place: function (from, to, at) {
        var width = picture.clientWidth || 1;
        var per = width / Math.max(1, to - from);
        parts.forEach(function (part) {
          var x = (Math.max(from, part.bar.from) - from) * per;
          var end = ((part.bar.to === undefined ? to : part.bar.to) - from) * per;
          var wide = Math.max(1, end - x);
          part.box.setAttribute("x", String(x));
          part.box.setAttribute("width", String(wide));
          if (!part.text) return;
          var name = stateOf(part.bar);
          part.text.setAttribute("x", String(x + 4));
          part.text.textContent = wide > name.length * LETTER + 6 ? name : "";
          part.title.textContent = describe(part.bar, at);
        });
        label(at);
      },
    };
  }

  function isBusy(row) {
    return row.bars.some(function (bar) {
      return bar.to === undefined;
    });
  }

  // The row of a message: that of the leg it chose, else that of its conversation as a whole.
  function rowOf(message) {
    var chosen = (message.legs || []).find(function (leg) {
      return leg.why === "chosen";
    });
    return chosen ? chosen.communicationId : undefined;
  }

  function mark(message, choose) {
    var node = RED.nodes.node(message.nodeId);
    var name = message.name || message.type;
    var result = message.error
      ? message.error.code
      : message.endedAt === undefined
        ? word("mark.running")
        : "";
    var text = [timeOf(message.at), node ? RED.utils.getNodeLabel(node, name) : name, result]
      .filter(Boolean)
      .join(" · ");
    return el("button", {
      type: "button",
      class: "genesys-cloud-mark" + (message.error ? " genesys-cloud-failed" : ""),
      title: text,
      "aria-label": text,
      "data-key": "mark " + message.id,
    }).on("click", function () {
      choose(message);
    });
  }

  function marksOf(messages, actions) {
    return messages.map(function (message) {
      return { at: message.at, element: mark(message, actions.message) };
    });
  }

  function drawRow(row, conversation, messages, actions, now) {
    var isTalk = row.role === "agent" || row.role === "customer";
    var drawn = strip(row.bars, isTalk ? conversation.conferences : [], now);
    var marks = marksOf(messages, actions);
    var ended =
      row.end && !isBusy(row)
        ? window.genesysCloudSidebar.wordOr("end." + row.end.replace(/\./g, "_"), row.end)
        : "";
    var element = el("li", { class: "genesys-cloud-row", "data-participant": row.participantId }, [
      el("div", { class: "genesys-cloud-row-head" }, [
        el(
          "button",
          {
            type: "button",
            class: "genesys-cloud-party",
            "data-key": "party " + row.key,
            title: row.participantId,
          },
          partyOf(row),
        ).on("click", function () {
          actions.party(row);
        }),
        el("span", { class: "genesys-cloud-end" }, ended),
      ]),
      el(
        "div",
        { class: "genesys-cloud-lane" },
        [$(/** @type {HTMLElement} */ (/** @type {unknown} */ (drawn.picture)))].concat(
          marks.map(function (one) {
            return one.element;
          }),
        ),
      ),
    ]);
    return { element: element, place: drawn.place, marks: marks };
  }

  function axis() {
    var from = el("span", {});
    var to = el("span", {});
    return { from: from, to: to, element: el("div", { class: "genesys-cloud-axis" }, [from, to]) };
  }

  window.genesysCloudSidebar = Object.assign(window.genesysCloudSidebar || {}, {
    timeline: function (feed, conversation, actions) {
      var messages = Array.from(feed.state.messages.values()).filter(function (message) {
        return message.conversationId === conversation.id;
      });
      var rows = conversation.rows.map(function (row) {
        var theirs = messages.filter(function (message) {
          return rowOf(message) === row.communicationId;
        });
        return drawRow(row, conversation, theirs, actions, feed.now());
      });
      var others = messages.filter(function (message) {
        return !conversation.rows.some(function (row) {
          return row.communicationId === rowOf(message);
        });
      });
      var scale = axis();
      var flow = marksOf(others, actions);
      var last = el("li", { class: "genesys-cloud-row" }, [
        el("div", { class: "genesys-cloud-row-head" }, word("mark.flow")),
        el(
          "div",
          { class: "genesys-cloud-lane genesys-cloud-empty" },
          flow.map(function (one) {
            return one.element;
          }),
        ),
      ]);
      var shown = rows.map(function (row) {
        return row.element;
      });
      var element = el(
        "div",
        { class: "genesys-cloud-timeline", role: "group", "aria-label": word("timeline.label") },
        [
          scale.element,
          el("ul", { class: "genesys-cloud-rows" }, others.length > 0 ? shown.concat(last) : shown),
        ],
      );

      function tick() {
        var now = feed.now();
        var ends = conversation.rows.reduce(
          function (all, row) {
            return all.concat(
              row.bars.map(function (bar) {
                return bar.to === undefined ? now : bar.to;
              }),
            );
          },
          messages.map(function (message) {
            return message.at;
          }),
        );
        var to = Math.max.apply(null, ends.concat(conversation.from + 1000));
        var from = Math.min.apply(
          null,
          messages
            .concat()
            .map(function (message) {
              return message.at;
            })
            .concat(conversation.from),
        );
        scale.from.text(timeOf(from));
        scale.to.text(timeOf(to) + " (" + lasting(to - from) + ")");
        rows.forEach(function (row) {
          row.place(from, to, now);
        });
        rows
          .reduce(function (all, row) {
            return all.concat(row.marks);
          }, flow.slice())
          .forEach(function (one) {
            var share = (one.at - from) / Math.max(1, to - from);
            one.element.css(
              "left",
              "calc(" + (100 * share).toFixed(2) + "% - " + (16 * share).toFixed(1) + "px)",
            );
          });
      }
      return { element: element, tick: tick };
    },
  });
})();
