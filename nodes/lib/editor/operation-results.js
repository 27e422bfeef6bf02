// What the picker shows of the catalogue: the operations that a search finds, by area.
(function () {
  var translate = window.genesysCloudOperations.translate;
  var search = window.genesysCloudOperations.search;
  var badges = window.genesysCloudOperations.operationBadges;
  var recentOperations = window.genesysCloudOperations.recentOperations;

  // More are not drawn: it takes time, and the list says how many are left.
  var SHOWN = 40;

  // Plain elements: they are drawn with each key.
  function option(one, grant, list) {
    var element = document.createElement("div");
    element.className = "genesys-api-option";
    element.id = "genesys-api-" + (list || "option") + "-" + one.id;
    element.title = one.method + " " + one.path;
    element.setAttribute("role", "option");
    element.setAttribute("data-operation", one.id);
    element.appendChild(document.createElement("span")).textContent = one.label;
    badges(one, grant).forEach(function (badge) {
      element.appendChild(badge[0]);
    });
    return element;
  }

  function heading(key, values) {
    var element = document.createElement("div");
    element.className = "genesys-api-chapter";
    element.setAttribute("role", "presentation");
    element.textContent = translate(key, values);
    return element;
  }

  // The areas, in the order of the catalogue.
  /** @type {GenesysCloudOperations["fillAreas"]} */
  function fillAreas(select, operations) {
    var groups = operations
      .map(function (one) {
        return one.group;
      })
      .filter(function (group, at, all) {
        return group !== all[at - 1];
      });
    select.append(
      groups.map(function (group) {
        return $("<option></option>")
          .val(group)
          .text(translate("group." + group));
      }),
    );
  }

  // The operations of the chosen area; without a text and an area, those that were chosen last go first.
  function found(operations, wanted) {
    var isSearch = wanted.area || wanted.text.trim() !== "";
    if (isSearch) {
      var inArea = operations.filter(function (one) {
        return !wanted.area || one.group === wanted.area || (one.alsoIn || []).indexOf(wanted.area) >= 0;
      });
      return { recent: [], all: search(inArea, wanted.text) };
    }
    var recent = recentOperations().flatMap(function (id) {
      return operations.filter(function (one) {
        return one.id === id;
      });
    });
    return { recent: recent, all: operations };
  }

  /** @type {GenesysCloudOperations["drawResults"]} */
  function drawResults(operations, wanted) {
    var these = found(operations, wanted);
    var drawn = [];
    if (these.recent.length > 0) drawn.push(heading("picker.recent"));
    these.recent.forEach(function (one) {
      drawn.push(option(one, wanted.grant, "recent"));
    });
    var chapter;
    these.all.slice(0, SHOWN).forEach(function (one) {
      if (one.group !== chapter) drawn.push(heading("group." + one.group));
      chapter = one.group;
      drawn.push(option(one, wanted.grant));
    });
    if (chapter === undefined) drawn.push(heading("picker.none"));
    if (these.all.length > SHOWN) drawn.push(heading("picker.more", { left: these.all.length - SHOWN }));
    var rows = document.createDocumentFragment();
    drawn.forEach(function (row) {
      rows.appendChild(row);
    });
    $("#genesys-api-results")[0].replaceChildren(rows);
  }

  window.genesysCloudOperations = Object.assign(window.genesysCloudOperations || {}, {
    fillAreas: fillAreas,
    drawResults: drawResults,
  });
})();
