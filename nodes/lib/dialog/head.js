// @head
({
  name: { value: "" },
  // The names of chosen ids, by id. A node has the property only with a name in it, and only the editor reads it.
  names: { value: undefined },
  account: { value: "", type: "genesys-account", required: true },
});
