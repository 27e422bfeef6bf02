// What every node type of this package gets when it is registered: its label, its checks and its dialog see a node with
// nothing missing.
(function () {
  var lackingIn = window.genesysCloud.lackingIn;
  var whole = window.genesysCloud.whole;

  function wrapCheck(property) {
    var check = property.validate;
    // Two parameters: the editor takes a sentence for a mistake only from such a one.
    property.validate = function (value, options) {
      var node = whole(this);
      var name = Object.keys(this._def.defaults).filter(function (key) {
        return this._def.defaults[key] === property;
      }, this)[0];
      return check.call(node, value === this[name] ? node[name] : value, options);
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
    var prefix = type.category === "config" ? "node-config-input-" : "node-input-";
    type.oneditprepare = function () {
      var node = this;
      var lacking = lackingIn(node);
      fill(prefix, lacking);
      lend(node, lacking, function () {
        if (prepare) prepare.call(node);
      });
    };
    // What was left as it is is stored as it is in a new node, and not as the text of a field.
    type.oneditsave = function () {
      var lacking = lackingIn(this);
      Object.keys(lacking).forEach(function (name) {
        this[name] = lacking[name];
      }, this);
      return save && save.call(this);
    };
  }

  function adopt(type) {
    if (type.isAdopted) return;
    type.isAdopted = true;
    Object.keys(type.defaults).forEach(function (name) {
      if (type.defaults[name].validate) wrapCheck(type.defaults[name]);
    });
    var label = type.label;
    type.label = function () {
      return label.call(whole(this));
    };
    wrapDialog(type);
  }

  // Without a canvas there is no dialog.
  if (RED.events)
    RED.events.on("registry:node-type-added", function (name) {
      var type = RED.nodes.getType(name);
      if (/^genesys-/.test(name) && type && type.defaults) adopt(type);
    });
})();
