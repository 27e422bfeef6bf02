// The checks of a property: true, or the sentence that the red triangle shows. What the runtime refuses is refused here,
// and ${NAME} passes everywhere.
(function () {
  var word = window.genesysCloud.word;

  // A value that the runtime fills in: ${NAME} as a whole, letter by letter as Node-RED reads it.
  /** @type {GenesysCloud["isEnv"]} */
  function isEnv(value) {
    return /^\$\{[^\s{}]+\}$/.test(String(value));
  }

  // The entries of a list, or of a text with commas; blank ones count as left out.
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

  // What a validator answers. The editor takes a sentence for a mistake only from one that declares two parameters.
  /** @type {GenesysCloud["verdict"]} */
  function verdict(isGood, sentence, options) {
    return isGood || (options && options.label ? options.label + ": " : "") + sentence;
  }

  // A required input: blank is a mistake whatever its type. Else as the core checks it, which lets ${NAME} pass.
  /** @type {GenesysCloud["required"]} */
  function required(node, name, value, options, typeName) {
    if (isBlank(value)) return verdict(false, word("invalid.blank"), options);
    return RED.validators.typedInput({ typeField: typeName || name + "Type" }).call(node, value, options);
  }

  // A number of seconds. Blank is what the placeholder says.
  /** @type {GenesysCloud["seconds"]} */
  function seconds(value, most, options) {
    var isGood = isBlank(value) || isEnv(value) || (Number(value) > 0 && Number(value) <= most);
    return verdict(isGood, word("invalid.seconds", { most: most }), options);
  }

  // A whole number above zero. Blank is what the placeholder says.
  /** @type {GenesysCloud["count"]} */
  function count(value, options) {
    var isGood = isBlank(value) || isEnv(value) || (Number.isSafeInteger(Number(value)) && Number(value) > 0);
    return verdict(isGood, word("invalid.count"), options);
  }

  function addressOf(value) {
    try {
      return new URL(String(value).trim());
    } catch {
      return undefined;
    }
  }

  // Where requests go to: https, or http on this machine; a host and a path only.
  /** @type {GenesysCloud["host"]} */
  function host(value, options) {
    var url = addressOf(value);
    var isGood =
      isEnv(value) ||
      (url !== undefined &&
        (url.protocol === "https:" ||
          (url.protocol === "http:" && /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname))) &&
        url.username + url.password + url.search + url.hash === "");
    return verdict(isGood, word("invalid.host"), options);
  }

  // A region: one of the two words, or a domain, however it was copied.
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
    return verdict(isGood, word("invalid.domain"), options);
  }

  // Where a browser is sent back to.
  /** @type {GenesysCloud["redirectUri"]} */
  function redirectUri(value, options) {
    var url = addressOf(value);
    var isGood =
      isBlank(value) ||
      isEnv(value) ||
      (url !== undefined && /^https?:$/.test(url.protocol) && url.hash + url.username === "");
    return verdict(isGood, word("invalid.url"), options);
  }

  Object.assign(window.genesysCloud, {
    isEnv: isEnv,
    entriesOf: entriesOf,
    verdict: verdict,
    required: required,
    seconds: seconds,
    count: count,
    host: host,
    region: region,
    redirectUri: redirectUri,
  });
})();
