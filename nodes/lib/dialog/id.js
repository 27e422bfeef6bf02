// @id name blank=true
// An input with an id of the platform. A fixed one must be a UUID.
({
  $name$: {
    value: "$name$",
    validate: function (value, options) {
      return genesysCloud.id(this, "$name$", $blank$, value, options);
    },
  },
  $name$Type: { value: "msg" },
});
