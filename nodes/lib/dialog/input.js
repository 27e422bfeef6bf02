// @input name value=$name$ type=msg
({
  $name$: {
    value: "$value$",
    validate: RED.validators.typedInput({ typeField: "$name$Type", allowBlank: true }),
  },
  $name$Type: { value: "$type$" },
});
