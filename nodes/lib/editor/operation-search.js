// The search in the catalogue of operations.
(function () {
  var translate = window.genesysCloudOperations.translate;

  // The whole name of an operation counts most. A word counts more in the label than in a name or path, more as a whole word than as a part, and more where it is first.
  function weightOf(word, one) {
    if (one.id.toLowerCase() === word) return 200;
    var words = one.label.toLowerCase().split(/[^a-z0-9]+/);
    var whole = words.indexOf(word);
    if (whole >= 0) return 100 - whole;
    var begun = words.findIndex(function (each) {
      return each.indexOf(word) === 0;
    });
    if (begun >= 0) return 70 - begun;
    var places = [
      [one.label, 40],
      [one.id + " " + (one.tool || ""), 30],
      [one.method + " " + one.path, 20],
      [translate("group." + one.group), 10],
    ];
    var place = places.find(function (each) {
      return String(each[0]).toLowerCase().indexOf(word) >= 0;
    });
    return place ? Number(place[1]) : 0;
  }

  function lateness(one) {
    return one.deprecated ? 2000 : one.preview ? 1000 : 0;
  }

  // The operations that have all words of a text, the best first; preview and deprecated ones last. Those of one group stay
  // together. Without a text, all in the order of the catalogue.
  /** @type {GenesysCloudOperations["search"]} */
  function search(operations, text) {
    var words = text.toLowerCase().split(/\s+/).filter(Boolean);
    var bestOf = {};
    var found = [];
    operations.forEach(function (one, at) {
      var weights = words.map(function (word) {
        return weightOf(word, one);
      });
      if (weights.indexOf(0) >= 0) return;
      var sum = weights.reduce(function (total, weight) {
        return total + weight;
      }, 0);
      var score = words.length === 0 ? -at : sum - lateness(one);
      bestOf[one.group] = Math.max(score, bestOf[one.group] === undefined ? -Infinity : bestOf[one.group]);
      found.push({ one: one, score: score, at: at });
    });
    // Groups with the same best score must not mix.
    var groups = Object.keys(bestOf);
    found.sort(function (a, b) {
      return (
        bestOf[b.one.group] - bestOf[a.one.group] ||
        groups.indexOf(a.one.group) - groups.indexOf(b.one.group) ||
        b.score - a.score ||
        a.at - b.at
      );
    });
    return found.map(function (each) {
      return each.one;
    });
  }

  window.genesysCloudOperations = Object.assign(window.genesysCloudOperations || {}, {
    search: search,
  });
})();
