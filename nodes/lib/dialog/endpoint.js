// @endpoint path
// A node's own HTTP endpoint. `publicUrl` is only for the URL that the dialog shows.
({
  path: {
    value: "$path$",
    required: true,
    validate: function (value, options) {
      return genesysCloud.endpointPath(this, value, options);
    },
  },
  publicUrl: {
    value: "",
    validate: function (value, options) {
      return genesysCloud.publicUrl(value, options);
    },
  },
});
