// @inputWith option choice name value=$name$
// An input that is used only with one choice of an option.
({
  $name$: {
    usedWith: [{ $option$: ["$choice$"] }],
    value: "$value$",
    validate: RED.validators.typedInput({ typeField: "$name$Type", allowBlank: true }),
  },
  $name$Type: { value: "msg" },
});
