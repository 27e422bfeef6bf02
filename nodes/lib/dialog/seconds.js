// @seconds name value most=86400
({
  $name$: {
    value: $value$,
    validate: function (value, options) {
      return genesysCloud.seconds(value, $most$, options);
    },
  },
});
