// The checks of a property. A check returns true, or the sentence that the red triangle shows. The editor refuses what
// the runtime refuses, and accepts ${NAME} everywhere.
(function () {
  var translate = window.genesysCloud.translate;

  // Is the whole value ${NAME}? The runtime replaces it, by the same pattern.
  /** @type {GenesysCloud["isEnv"]} */
  function isEnv(value) {
    return /^\$\{[^\s{}]+\}$/.test(String(value));
  }

  // The entries of a list, or of a text with commas, without the blank ones.
  /** @type {GenesysCloud["entriesOf"]} */
  function entriesOf(list) {
    return (Array.isArray(list) ? list : String(list || "").split(","))
      .map(function (entry) {
        return String(entry).trim();
      })
      .filter(Boolean);
  }

  function isBlank(value) {
    return value === "" || value === undefined || value === null;
  }

  // The result of a check. The editor shows a sentence only where the check declares two parameters.
  /** @type {GenesysCloud["verdict"]} */
  function verdict(isGood, sentence, options) {
    return isGood || (options && options.label ? options.label + ": " : "") + sentence;
  }

  // A setting of a node: of its dialog while that is open, as Node-RED's own checks read it.
  function settingOf(node, name) {
    var field = window.genesysCloud.isOpen(node) ? $("#node-input-" + name) : undefined;
    return field && field.length > 0 ? field.val() : node[name];
  }

  // A required input. It must not be blank, whatever its type; everything else is checked by Node-RED, which accepts
  // ${NAME}.
  /** @type {GenesysCloud["required"]} */
  function required(node, name, value, options, typeName) {
    if (isBlank(value)) return verdict(false, translate("invalid.blank"), options);
    return RED.validators.typedInput({ typeField: typeName || name + "Type" }).call(node, value, options);
  }

  var ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

  // An input with the id of a conversation, a participant or a communication: a fixed one must be a UUID where it is read.
  /** @type {GenesysCloud["id"]} */
  function id(node, name, mayBeBlank, value, options) {
    if (isBlank(value) && mayBeBlank) return true;
    var ofInput = required(node, name, value, options);
    var isRead =
      name === "conversationId" ||
      window.genesysCloud.readsIds(settingOf(node, "target"), settingOf(node, "which"));
    if (ofInput !== true || !isRead || settingOf(node, name + "Type") !== "str") return ofInput;
    return verdict(isEnv(value) || ID.test(String(value).trim()), translate("invalid.id"), options);
  }

  // A number of seconds. Blank means the number in the placeholder.
  /** @type {GenesysCloud["seconds"]} */
  function seconds(value, most, options) {
    var isGood = isBlank(value) || isEnv(value) || (Number(value) > 0 && Number(value) <= most);
    return verdict(isGood, translate("invalid.seconds", { most: most }), options);
  }

  // A whole number above zero. Blank means the number in the placeholder.
  /** @type {GenesysCloud["count"]} */
  function count(value, options) {
    var isGood = isBlank(value) || isEnv(value) || (Number.isSafeInteger(Number(value)) && Number(value) > 0);
    return verdict(isGood, translate("invalid.count"), options);
  }

  function addressOf(value) {
    try {
      return new URL(String(value).trim());
    } catch {
      return undefined;
    }
  }

  // The address for requests: https, or http on this machine; only a host and a path.
  /** @type {GenesysCloud["host"]} */
  function host(value, options) {
    var url = addressOf(value);
    var isGood =
      isEnv(value) ||
      (url !== undefined &&
        (url.protocol === "https:" ||
          (url.protocol === "http:" && /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname))) &&
        url.username + url.password + url.search + url.hash === "");
    return verdict(isGood, translate("invalid.host"), options);
  }

  // A region: simulator, custom, or a domain, also one that was copied with its scheme or its host.
  /** @type {GenesysCloud["region"]} */
  function region(value, options) {
    var domain = String(value || "")
      .trim()
      .toLowerCase()
      .replace(/^https?:\/\//, "")
      .replace(/^(api|login|apps)\./, "")
      .replace(/\/+$/, "");
    var isGood =
      isEnv(value) ||
      value === "simulator" ||
      value === "custom" ||
      /^([a-z0-9-]+\.)+[a-z][a-z0-9-]*$/.test(domain);
    return verdict(isGood, translate("invalid.domain"), options);
  }

  // The address to which the login page returns.
  /** @type {GenesysCloud["redirectUri"]} */
  function redirectUri(value, options) {
    var url = addressOf(value);
    var isGood =
      isBlank(value) ||
      isEnv(value) ||
      (url !== undefined && /^https?:$/.test(url.protocol) && url.hash + url.username === "");
    return verdict(isGood, translate("invalid.url"), options);
  }

  Object.assign(window.genesysCloud, {
    isEnv: isEnv,
    entriesOf: entriesOf,
    verdict: verdict,
    required: required,
    id: id,
    seconds: seconds,
    count: count,
    host: host,
    region: region,
    redirectUri: redirectUri,
  });
})();
