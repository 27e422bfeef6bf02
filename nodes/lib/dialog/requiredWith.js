// @requiredWith option choice name
// An input that is used only with one choice of an option, and must not be blank then.
({
  $name$: {
    usedWith: [{ $option$: ["$choice$"] }],
    value: "$name$",
    validate: function (value, options) {
      if (this.$option$ === "$choice$") return genesysCloud.required(this, "$name$", value, options);
      var check = RED.validators.typedInput({ typeField: "$name$Type", allowBlank: true });
      return check.call(this, value, options);
    },
  },
  $name$Type: { value: "msg" },
});
