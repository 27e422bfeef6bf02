// The search for a topic in the dialog of conversation events.
(function () {
  var WORDS = "@genesys-flows/node-red-genesys-cloud/genesys-events:";
  var SHOWN = 20;
  var listing;

  function list() {
    listing = listing || $.getJSON("genesys-cloud/topics");
    listing.fail(function () {
      listing = undefined;
    });
    return listing;
  }

  // The topics whose name, payload or permission has all words of a text.
  /** @type {GenesysCloudTopics["searchTopics"]} */
  function searchTopics(topics, text) {
    var words = text.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length === 0) return [];
    return topics.filter(function (one) {
      var all = (one.topic + " " + one.payload + " " + (one.permission || "")).toLowerCase();
      return words.every(function (word) {
        return all.indexOf(word) >= 0;
      });
    });
  }

  function button(one, add) {
    var about = [one.payload].concat(one.permission || []).join(", ");
    return $('<div class="genesys-events-topic"></div>').append(
      $('<button type="button" class="red-ui-button red-ui-button-small"></button>')
        .attr("data-topic", one.topic)
        .text(one.topic)
        .on("click", function () {
          add(one.topic);
        }),
      $("<span></span>").text(about),
    );
  }

  // Adds a topic to those in the field. The id in its braces is for the user to fill in.
  function addTo(field) {
    return function (topic) {
      var entries = genesysCloud.entriesOf(field.val());
      if (entries.indexOf(topic) < 0) entries.push(topic);
      field.val(entries.join(", ")).trigger("change");
    };
  }

  // A search box, and the topics that it finds.
  /** @type {GenesysCloudTopics["offerTopics"]} */
  function offerTopics() {
    var box = $("#genesys-events-topic-search");
    var results = $("#genesys-events-topics");
    box.on("input", function () {
      list()
        .done(function (topics) {
          var found = searchTopics(topics, box.val());
          var add = addTo($("#node-input-ids"));
          results.empty().append(
            found.slice(0, SHOWN).map(function (one) {
              return button(one, add);
            }),
          );
          if (found.length > SHOWN)
            results.append(
              $("<div></div>").text(RED._(WORDS + "topics.more", { left: found.length - SHOWN })),
            );
          if (found.length === 0 && box.val().trim() !== "") results.text(RED._(WORDS + "topics.none"));
        })
        .fail(function () {
          results.text(RED._(WORDS + "topics.failed"));
        });
    });
  }

  window.genesysCloudTopics = Object.assign(window.genesysCloudTopics || {}, {
    searchTopics: searchTopics,
    offerTopics: offerTopics,
  });
})();
