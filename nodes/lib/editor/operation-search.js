// The search in the catalogue of operations.
(function () {
  var lookOf = window.genesysCloudOperations.lookOf;

  // The whole name of an operation counts most. A word counts more in the label than in a name, path or permission, more as a whole word than as a part, and more where it is first.
  function weightOf(word, look) {
    if (look.all.indexOf(word) < 0) return 0;
    if (look.id === word) return 200;
    var whole = look.words.indexOf(word);
    if (whole >= 0) return 100 - whole;
    var begun = look.words.findIndex(function (each) {
      return each.indexOf(word) === 0;
    });
    if (begun >= 0) return 70 - begun;
    var place = look.places.find(function (each) {
      return each[0].indexOf(word) >= 0;
    });
    return place ? place[1] : 0;
  }

  function lateness(one) {
    return one.deprecated ? 2000 : one.preview ? 1000 : 0;
  }

  // The sum of the weights of all words; undefined where one of them is missing.
  function scoreOf(words, one) {
    var look = lookOf(one);
    var sum = -lateness(one);
    for (var at = 0; at < words.length; at += 1) {
      var weight = weightOf(words[at], look);
      if (weight === 0) return undefined;
      sum += weight;
    }
    return sum;
  }

  // The operations that have all words of a text, the best first; preview and deprecated ones last. Those of one group stay
  // together. Without a text, all in the order of the catalogue.
  /** @type {GenesysCloudOperations["search"]} */
  function search(operations, text) {
    var words = text.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length === 0) return operations.slice();
    var bestOf = {};
    var rankOf = {}; // groups with the same best score must not mix
    var found = [];
    operations.forEach(function (one, at) {
      var score = scoreOf(words, one);
      if (score === undefined) return;
      if (bestOf[one.group] === undefined) rankOf[one.group] = found.length;
      if (!(bestOf[one.group] >= score)) bestOf[one.group] = score;
      found.push({ one: one, score: score, at: at });
    });
    found.sort(function (a, b) {
      return (
        bestOf[b.one.group] - bestOf[a.one.group] ||
        rankOf[a.one.group] - rankOf[b.one.group] ||
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
