// The nodes that a report of permissions names: by their tabs, each label once, and with links that go to them.
(function () {
  var translate = window.genesysCloud.translate;

  var MARK = "\u0001"; // the place of the links in a sentence

  /** @type {GenesysCloud["nodeSentence"]["labelOf"]} */
  function labelOf(id, nodes) {
    var node = RED.nodes.node(id);
    if (node) return RED.utils.getNodeLabel(node, id);
    // Deployed, but no longer in this editor.
    var stored = nodes.filter(function (one) {
      return one.id === id;
    })[0];
    return (stored && (stored.name || stored.type)) || id;
  }

  // The name of the tab or subflow of a node; "" where it is not in this editor.
  function placeOf(id) {
    var node = RED.nodes.node(id);
    var z = node && node.z;
    var place = z ? RED.nodes.workspace(z) || RED.nodes.subflow(z) : undefined;
    return (place && (place.label || place.name)) || "";
  }

  // The ids by tab, and there by label, in their order.
  function byPlace(ids, nodes) {
    var places = [];
    function entry(list, name, more) {
      var found = list.filter(function (one) {
        return one.name === name;
      })[0];
      if (!found) list.push((found = $.extend({ name: name }, more)));
      return found;
    }
    ids.forEach(function (id) {
      var labels = entry(places, placeOf(id), { labels: [] }).labels;
      entry(labels, labelOf(id, nodes), { ids: [] }).ids.push(id);
    });
    return places;
  }

  function asText(ids, nodes) {
    return byPlace(ids, nodes)
      .map(function (place) {
        var labels = place.labels.map(function (label) {
          return label.ids.length > 1 ? label.name + " ×" + label.ids.length : label.name;
        });
        return labels.join(", ") + (place.name ? " (" + place.name + ")" : "");
      })
      .join("; ");
  }

  function link(id, text, leave) {
    if (!RED.nodes.node(id)) return $("<span></span>").text(text);
    return $('<a href="#" class="genesys-cloud-link"></a>')
      .attr("data-node", id)
      .text(text)
      .on("click", function (event) {
        event.preventDefault();
        leave();
        RED.view.reveal(id);
      });
  }

  // Several nodes with one label: the first link has it, the others have numbers.
  function asLinks(ids, nodes, leave) {
    var box = $("<span></span>");
    function write(text) {
      box.append(document.createTextNode(text));
    }
    byPlace(ids, nodes).forEach(function (place, at) {
      if (at > 0) write("; ");
      place.labels.forEach(function (label, labelAt) {
        if (labelAt > 0) write(", ");
        label.ids.forEach(function (id, idAt) {
          if (idAt > 0) write(" ");
          box.append(link(id, idAt === 0 ? label.name : String(idAt + 1), leave));
        });
      });
      if (place.name) write(" (" + place.name + ")");
    });
    return box;
  }

  // A text whose addresses are links.
  function withAddresses(text) {
    return text.split(/(https:\/\/\S+)/).map(function (part) {
      if (!/^https:/.test(part)) return document.createTextNode(part);
      return $('<a class="genesys-cloud-link" target="_blank" rel="noopener noreferrer"></a>')
        .attr("href", part)
        .text(part)[0];
    });
  }

  // A sentence of the catalogue about nodes, whose value `name` is their place: as text, and with links. `leave` is called
  // before a link goes to its node.
  /** @type {GenesysCloud["nodeSentence"]["of"]} */
  function sentence(key, name, ids, nodes, values) {
    function withNodes(text) {
      var given = $.extend({}, values);
      given[name] = text;
      return translate(key, given);
    }
    return {
      text: withNodes(asText(ids, nodes)),
      draw: function (leave) {
        var parts = withNodes(MARK).split(MARK);
        return $("<span></span>").append(
          withAddresses(parts[0] || ""),
          asLinks(ids, nodes, leave),
          withAddresses(parts[1] || ""),
        );
      },
    };
  }

  window.genesysCloud = Object.assign(window.genesysCloud || {}, {
    nodeSentence: { labelOf: labelOf, of: sentence },
  });
})();
