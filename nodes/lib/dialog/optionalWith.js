// @optionalWith option choice name
// An input that may be left out, and is used only with one choice of an option.
({
  $name$: {
    usedWith: [{ $option$: ["$choice$"] }],
    value: "",
    missing: "$name$",
    validate: RED.validators.typedInput({ typeField: "$name$Type", allowBlank: true }),
  },
  $name$Type: { value: "msg" },
});
