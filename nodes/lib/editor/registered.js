// Every node type of this package is wrapped when it is registered: its label, its checks and its dialog get a node with
// all properties, and its checks refuse template tags.
(function () {
  var missingProperties = window.genesysCloud.missingProperties;
  var withDefaults = window.genesysCloud.withDefaults;
  var giveAccount = window.genesysCloud.giveAccount;
  var noteAccount = window.genesysCloud.noteAccount;
  var tagMistake = window.genesysCloud.tagMistake;
  var openNames = window.genesysCloud.openNames;
  var storeNames = window.genesysCloud.storeNames;

  var opened = {}; // the node of the open dialog, by the prefix of its fields

  function prefixOf(type) {
    return type.category === "config" ? "node-config-input-" : "node-input-";
  }

  // Reads a property of a node, from its dialog while that is open.
  function settingOf(node, prefix) {
    return function (name) {
      var field = opened[prefix] === node.id ? $("#" + prefix + name) : $();
      if (field.length === 0) return node[name];
      return field.is(":checkbox") ? field.prop("checked") : field.val();
    };
  }

  function wrapCheck(type, name) {
    var property = type.defaults[name];
    var check = property.validate;
    var prefix = prefixOf(type);
    // Two parameters: the editor shows a sentence only of such a check.
    property.validate = function (value, options) {
      var node = withDefaults(this);
      var given = value === this[name] ? node[name] : value;
      var verdict = check.call(node, given, options);
      if (verdict !== true) return verdict;
      var mistake = tagMistake(type.defaults, name, given, settingOf(node, prefix));
      return mistake === undefined || genesysCloud.verdict(false, mistake, options);
    };
  }

  // Writes the missing properties into the fields of the dialog.
  function fill(prefix, missing) {
    Object.keys(missing).forEach(function (name) {
      var field = $("#" + prefix + name);
      if (field.is(":checkbox")) field.prop("checked", missing[name] === true);
      else field.val(missing[name]);
    });
  }

  // While `act` runs, the node has the missing properties. Afterwards it has its own values again, so that
  // Cancel changes nothing.
  function withValues(node, missing, act) {
    var names = Object.keys(missing);
    var before = {};
    names.forEach(function (name) {
      before[name] = node[name];
      node[name] = missing[name];
    });
    try {
      act();
    } finally {
      names.forEach(function (name) {
        node[name] = before[name];
      });
    }
  }

  function wrapDialog(type) {
    var prepare = type.oneditprepare;
    var save = type.oneditsave;
    var cancel = type.oneditcancel;
    var prefix = prefixOf(type);
    type.oneditprepare = function () {
      var node = this;
      var missing = missingProperties(node);
      opened[prefix] = node.id;
      fill(prefix, missing);
      withValues(node, missing, function () {
        if (prepare) prepare.call(node);
      });
    };
    // A missing property that the user did not change is stored like in a new node, not as the text of a field.
    type.oneditsave = function () {
      delete opened[prefix];
      var missing = missingProperties(this);
      Object.keys(missing).forEach(function (name) {
        this[name] = missing[name];
      }, this);
      return save && save.call(this);
    };
    type.oneditcancel = function () {
      delete opened[prefix];
      return cancel && cancel.call(this);
    };
  }

  function wrapAccount(type) {
    var add = type.onadd;
    var save = type.oneditsave;
    type.onadd = function () {
      giveAccount(this);
      if (add) add.call(this);
    };
    type.oneditsave = function () {
      noteAccount($("#node-input-account").val());
      return save && save.call(this);
    };
  }

  // What a dialog has chosen from lists is stored with its name.
  function wrapNames(type) {
    var prepare = type.oneditprepare;
    var save = type.oneditsave;
    type.oneditprepare = function () {
      openNames(this);
      if (prepare) prepare.call(this);
    };
    type.oneditsave = function () {
      var result = save && save.call(this);
      storeNames(this);
      return result;
    };
  }

  function wrapType(type) {
    if (type.isWrapped) return;
    type.isWrapped = true;
    Object.keys(type.defaults).forEach(function (name) {
      if (type.defaults[name].validate) wrapCheck(type, name);
    });
    var label = type.label;
    type.label = function () {
      return label.call(withDefaults(this));
    };
    wrapDialog(type);
    if (type.defaults.account) wrapAccount(type);
    if (type.defaults.names) wrapNames(type);
  }

  window.genesysCloud = Object.assign(window.genesysCloud || {}, {
    // Is the dialog of this node open?
    isOpen: function (node) {
      return opened[prefixOf(node._def)] === node.id;
    },
  });

  // Without a canvas there is no dialog.
  if (RED.events)
    RED.events.on("registry:node-type-added", function (name) {
      var type = RED.nodes.getType(name);
      if (/^genesys-/.test(name) && type && type.defaults) wrapType(type);
    });
})();
