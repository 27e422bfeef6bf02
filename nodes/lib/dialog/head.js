// @head
({
  name: { value: "" },
  account: { value: "", type: "genesys-account", required: true },
});
