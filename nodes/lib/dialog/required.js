// @required name
// An input that must not be blank.
({
  $name$: {
    value: "$name$",
    validate: function (value, options) {
      return genesysCloud.required(this, "$name$", value, options);
    },
  },
  $name$Type: { value: "msg" },
});
