// The search in the catalogue of operations.
(function () {
  var lookOf = window.genesysCloudOperations.lookOf;

  // The whole name of an operation counts most. A word counts more in the label than in a name, path or permission, more as a whole word than as a part, and more where it is first.
  // Loops without functions: this is done for thousands of operations with each key.
  function weightOf(word, look) {
    if (look.all.indexOf(word) < 0) return 0;
    if (look.id === word) return 200;
    var whole = look.words.indexOf(word);
    if (whole >= 0) return 100 - whole;
    for (var begun = 0; begun < look.words.length; begun += 1)
      if (look.words[begun].lastIndexOf(word, 0) === 0) return 70 - begun;
    for (var at = 0; at < look.places.length; at += 1)
      if (look.places[at][0].indexOf(word) >= 0) return look.places[at][1];
    return 0;
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

  /** @type {{ text: string, operations: readonly object[], places: number[] }} */
  var last = { text: "", operations: [], places: [] };

  // The places of the operations that may have all words of a text. What has those of a longer text has those of its beginning.
  function placesFor(operations, text) {
    var isLonger = last.operations === operations && last.text !== "" && text.indexOf(last.text) === 0;
    return isLonger
      ? last.places
      : operations.map(function (_one, at) {
          return at;
        });
  }

  // The score is whole and the place is below this number: one number sorts by both.
  var PLACES = 65536;
  var LOWEST = 5000;

  // The places of a group, the highest score first, and those of the same score as they were.
  function sorted(keys) {
    return Array.from(Float64Array.from(keys).sort().reverse(), function (key) {
      return PLACES - 1 - (key % PLACES);
    });
  }

  // The operations that have all words of a text, the best first; preview and deprecated ones last. Those of one group stay
  // together. Without a text, all in the order of the catalogue.
  /** @type {GenesysCloudOperations["search"]} */
  function search(operations, text) {
    var lower = text.toLowerCase();
    var words = lower.split(/\s+/).filter(Boolean);
    if (words.length === 0) return operations.slice();
    var groups = [];
    var groupOf = {};
    var places = [];
    placesFor(operations, lower).forEach(function (at) {
      var one = operations[at];
      var score = scoreOf(words, one);
      if (score === undefined) return;
      places.push(at);
      var group = groupOf[one.group];
      if (group === undefined) {
        group = groupOf[one.group] = { best: score, keys: [] };
        groups.push(group);
      }
      group.best = Math.max(group.best, score);
      group.keys.push((LOWEST + score) * PLACES + PLACES - 1 - at);
    });
    last = { text: lower, operations: operations, places: places };
    groups.sort(function (a, b) {
      return b.best - a.best; // groups with the same best score stay in their order
    });
    return groups.flatMap(function (group) {
      return sorted(group.keys).map(function (at) {
        return operations[at];
      });
    });
  }

  window.genesysCloudOperations = Object.assign(window.genesysCloudOperations || {}, {
    search: search,
  });
})();
