// Template tags such as {{payload.name}} in the fields of a dialog. Nothing replaces them, so they are mistakes. The
// runtime refuses the same (lib/node/template-tags.ts).
(function () {
  var translate = window.genesysCloud.translate;
  var typeKeyOf = window.genesysCloud.typeKeyOf;

  var TAG = /\{\{\{?\s*[^\s{}][^{}]*\}\}/;

  function tagIn(value) {
    if (typeof value === "string") return TAG.test(value);
    if (Array.isArray(value)) return value.some(tagIn);
    if (typeof value !== "object" || value === null) return false;
    return Object.keys(value).some(function (name) {
      return tagIn(name) || tagIn(value[name]);
    });
  }

  // Does a value contain a tag that would be sent as text?
  /** @type {GenesysCloud["hasTag"]} */
  function hasTag(value, type) {
    if (type === "fields")
      return (
        Array.isArray(value) &&
        value.some(function (field) {
          return hasTag(field.value, field.type);
        })
      );
    if (type === "str" || type === undefined) return tagIn(value);
    if (type !== "json") return false;
    try {
      return tagIn(typeof value === "string" ? JSON.parse(value) : value);
    } catch {
      return false; // the check of JSON reports it
    }
  }

  // The inputs of the block for the participant are used with the same settings in all nodes.
  var BY_ID = [{ target: ["ids"] }, { target: ["customer", "agent", "user"], which: ["named"] }];
  var OF_TARGET = { userId: [{ target: ["user"] }], participantId: BY_ID, communicationId: BY_ID };

  // The settings with which an input is used. Any of them is enough; an empty list means all settings.
  /** @type {GenesysCloud["usedWith"]} */
  function usedWith(defaults, name) {
    return defaults[name].usedWith || ("target" in defaults && OF_TARGET[name]) || [];
  }

  // `setting` reads an option. An input that is not used is not sent, and its field is hidden.
  function isUsed(defaults, name, setting) {
    var all = usedWith(defaults, name);
    var isMet = all.some(function (wanted) {
      return Object.keys(wanted).every(function (option) {
        return wanted[option].indexOf(String(setting(option))) >= 0;
      });
    });
    return all.length === 0 || isMet;
  }

  // The sentence for a property with a tag; undefined for any other.
  /** @type {GenesysCloud["tagMistake"]} */
  function tagMistake(defaults, name, value, setting) {
    var typeKey = typeKeyOf(defaults, name);
    var isMistake =
      typeKey !== undefined &&
      hasTag(value, /** @type {string} */ (setting(typeKey))) &&
      isUsed(defaults, name, setting);
    return isMistake ? translate("invalid.template") : undefined;
  }

  window.genesysCloud = Object.assign(window.genesysCloud || {}, {
    hasTag: hasTag,
    usedWith: usedWith,
    tagMistake: tagMistake,
  });
})();
