// What every node type of this package gets when it is registered: its label, its checks and its dialog see a node with
// nothing missing, and its checks refuse template tags.
(function () {
  var lackingIn = window.genesysCloud.lackingIn;
  var whole = window.genesysCloud.whole;
  var tagMistake = window.genesysCloud.tagMistake;

  var opened = {}; // the node of the open dialog, by the prefix of its fields

  function prefixOf(type) {
    return type.category === "config" ? "node-config-input-" : "node-input-";
  }

  // Reads a property of a node: from its dialog while that is open.
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
    // Two parameters: the editor takes a sentence for a mistake only from such a one.
    property.validate = function (value, options) {
      var node = whole(this);
      var given = value === this[name] ? node[name] : value;
      var verdict = check.call(node, given, options);
      if (verdict !== true) return verdict;
      var mistake = tagMistake(type.defaults, name, given, settingOf(node, prefix));
      return mistake === undefined || genesysCloud.verdict(false, mistake, options);
    };
  }

  // Writes into the fields of a dialog what the editor could not find in the node.
  function fill(prefix, lacking) {
    Object.keys(lacking).forEach(function (name) {
      var field = $("#" + prefix + name);
      if (field.is(":checkbox")) field.prop("checked", lacking[name] === true);
      else field.val(lacking[name]);
    });
  }

  // While `act` runs, the node has what it lacks; afterwards it is as it was, so that Cancel leaves no trace.
  function lend(node, lacking, act) {
    var names = Object.keys(lacking);
    var before = {};
    names.forEach(function (name) {
      before[name] = node[name];
      node[name] = lacking[name];
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
      var lacking = lackingIn(node);
      opened[prefix] = node.id;
      fill(prefix, lacking);
      lend(node, lacking, function () {
        if (prepare) prepare.call(node);
      });
    };
    // What was left as it is is stored as it is in a new node, and not as the text of a field.
    type.oneditsave = function () {
      delete opened[prefix];
      var lacking = lackingIn(this);
      Object.keys(lacking).forEach(function (name) {
        this[name] = lacking[name];
      }, this);
      return save && save.call(this);
    };
    type.oneditcancel = function () {
      delete opened[prefix];
      return cancel && cancel.call(this);
    };
  }

  function adopt(type) {
    if (type.isAdopted) return;
    type.isAdopted = true;
    Object.keys(type.defaults).forEach(function (name) {
      if (type.defaults[name].validate) wrapCheck(type, name);
    });
    var label = type.label;
    type.label = function () {
      return label.call(whole(this));
    };
    wrapDialog(type);
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
      if (/^genesys-/.test(name) && type && type.defaults) adopt(type);
    });
})();
