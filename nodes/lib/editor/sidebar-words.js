// Texts, times and elements of the sidebar.
(function () {
  var WORDS = "@genesys-flows/node-red-genesys-cloud/sidebar:";

  /** @type {GenesysCloudSidebar["word"]} */
  function word(key, values) {
    return RED._(WORDS + key, values);
  }

  /** @type {GenesysCloudSidebar["wordOr"]} */
  function wordOr(key, otherwise) {
    var text = word(key);
    return text === WORDS + key || text === key ? otherwise : text;
  }

  function two(count) {
    return String(count).padStart(2, "0");
  }

  /** @type {GenesysCloudSidebar["lasting"]} */
  function lasting(ms) {
    var seconds = Math.max(0, Math.floor(ms / 1000));
    var hours = Math.floor(seconds / 3600);
    var rest = two(Math.floor(seconds / 60) % 60) + ":" + two(seconds % 60);
    return hours > 0 ? hours + ":" + rest : rest;
  }

  /** @type {GenesysCloudSidebar["timeOf"]} */
  function timeOf(ms) {
    var at = new Date(ms);
    return two(at.getHours()) + ":" + two(at.getMinutes()) + ":" + two(at.getSeconds());
  }

  // Texts are never html.
  /** @type {GenesysCloudSidebar["el"]} */
  function el(tag, attributes, content) {
    var element = $("<" + tag + ">");
    Object.keys(attributes || {}).forEach(function (name) {
      var value = attributes && attributes[name];
      if (value !== undefined && value !== false) element.attr(name, String(value));
    });
    if (typeof content === "string" || typeof content === "number") element.text(String(content));
    else if (content !== undefined) element.append(/** @type {JQuery[]} */ (content));
    return element;
  }

  /** @type {GenesysCloudSidebar["button"]} */
  function button(icon, text, click, attributes) {
    var element = el(
      "button",
      $.extend({ type: "button", class: "red-ui-button red-ui-button-small" }, attributes),
      [el("i", { class: "fa fa-" + icon, "aria-hidden": "true" }), el("span", {}, text)],
    );
    return element.on("click", click);
  }

  /** @type {GenesysCloudSidebar["repaint"]} */
  function repaint(element, content) {
    var active = document.activeElement;
    var key = active && element[0].contains(active) ? active.getAttribute("data-key") : null;
    var top = element.scrollTop();
    element.empty().append(/** @type {JQuery[]} */ (content));
    element.scrollTop(top || 0);
    if (key === null) return;
    element
      .find("[data-key]")
      .filter(function () {
        return this.getAttribute("data-key") === key;
      })
      .first()
      .trigger("focus");
  }

  // A participant: its role, its name where it may be shown.
  /** @type {GenesysCloudSidebar["partyOf"]} */
  function partyOf(row) {
    var role = word("role." + row.role);
    var name = row.name || row.address;
    return name ? role + " · " + name : role;
  }

  window.genesysCloudSidebar = Object.assign(window.genesysCloudSidebar || {}, {
    word: word,
    wordOr: wordOr,
    lasting: lasting,
    timeOf: timeOf,
    el: el,
    button: button,
    repaint: repaint,
    partyOf: partyOf,
  });
})();
