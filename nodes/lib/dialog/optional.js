// @optional name
// An input that may be left out: it is blank in a new node. Where it is missing, it reads the message's property of its name.
({
  $name$: {
    value: "",
    missing: "$name$",
    validate: RED.validators.typedInput({ typeField: "$name$Type", allowBlank: true }),
  },
  $name$Type: { value: "msg" },
});
