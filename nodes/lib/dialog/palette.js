// @palette type does inputs=1 outputs=1
// How the node looks in the palette and on the canvas. The colour says what the node does, see CONTRIBUTING.md.
({
  category: "genesys cloud",
  categoryDescription: RED._("@genesys-flows/node-red-genesys-cloud/genesys-account:category.description"),
  color: {
    reads: "#A6BBCF",
    acts: "#C7E9C0",
    writes: "#FFE0B2",
    requests: "#D9D9D9",
    simulates: "#DDD3EE",
  }.$does$,
  icon: "$type$.svg",
  inputs: $inputs$,
  outputs: $outputs$,
  paletteLabel: function () {
    return this._("paletteLabel");
  },
  onpaletteadd: function () {
    genesysCloud.findInPalette("$type$", this._("paletteLabel"), this._("paletteWords"));
  },
  labelStyle: function () {
    return this.name ? "node_label_italic" : "";
  },
});
