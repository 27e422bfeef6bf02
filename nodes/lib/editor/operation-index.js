// The list of all operations as the server sends it, and what a search looks at of each of them.
(function () {
  var WORDS = "@genesys-flows/node-red-genesys-cloud/genesys-api:";

  function permissionsIn(text) {
    if (text === null) return null;
    if (text === "") return { type: "NONE", list: [] };
    if (text.charAt(0) === "&") return { type: "ALL", list: text.slice(1).split("&") };
    return { type: "ANY", list: text.split("|") };
  }

  // Rows are [id, method, path, label, group, permissions, marks]. They are listed by group, and within it by label.
  /** @type {GenesysCloudOperations["readIndex"]} */
  function readIndex(answer) {
    var order = {};
    answer.groups.forEach(function (group, at) {
      order[group] = at;
    });
    return answer.rows
      .map(function (row) {
        var one = { id: row[0], method: row[1], path: row[2], label: row[3], group: row[4] };
        var marks = Object.assign({}, row[6]);
        delete marks.api; // only the server reads files
        return Object.assign(one, { permissions: permissionsIn(row[5]) }, marks);
      })
      .sort(function (a, b) {
        return order[a.group] - order[b.group] || (a.label < b.label ? -1 : 1);
      });
  }

  var titles = {};
  function titleOf(group) {
    if (titles[group] === undefined) titles[group] = RED._(WORDS + "group." + group).toLowerCase();
    return titles[group];
  }

  var looks = {}; // by id: thousands of operations are searched with each key, so the work is done once

  /** @type {GenesysCloudOperations["lookOf"]} */
  function lookOf(one) {
    var look = looks[one.id];
    if (look && look.of === one) return look;
    var label = one.label.toLowerCase();
    var groups = [one.group]
      .concat(one.alsoIn || [])
      .map(titleOf)
      .join(" ");
    var permissions = one.permissions ? one.permissions.list.join(" ").toLowerCase() : "";
    look = {
      of: one,
      id: one.id.toLowerCase(),
      words: label.split(/[^a-z0-9]+/),
      places: [
        [label, 40],
        [(one.id + " " + (one.tool || "")).toLowerCase(), 30],
        [(one.method + " " + one.path).toLowerCase(), 20],
        [permissions, 15],
        [groups, 10],
      ],
      all: "",
    };
    look.all = look.places
      .map(function (place) {
        return place[0];
      })
      .join("\n");
    looks[one.id] = look;
    return look;
  }

  var AT_ONCE = 300;

  // What a search looks at is made before the first key, a few operations at a time.
  /** @type {GenesysCloudOperations["prepareSearch"]} */
  function prepareSearch(operations, from) {
    var at = from || 0;
    operations.slice(at, at + AT_ONCE).forEach(lookOf);
    if (at + AT_ONCE >= operations.length) return;
    window.setTimeout(function () {
      prepareSearch(operations, at + AT_ONCE);
    }, 0);
  }

  window.genesysCloudOperations = Object.assign(window.genesysCloudOperations || {}, {
    readIndex: readIndex,
    lookOf: lookOf,
    prepareSearch: prepareSearch,
  });
})();
