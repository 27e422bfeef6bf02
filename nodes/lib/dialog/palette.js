// @palette type color inputs=1
// How the node looks in the palette and on the canvas.
({
  category: "genesys cloud",
  categoryDescription: RED._("@genesys-flows/node-red-genesys-cloud/genesys-account:category.description"),
  color: "$color$",
  icon: "$type$.svg",
  inputs: $inputs$,
  outputs: 1,
  paletteLabel: function () {
    return this._("paletteLabel");
  },
  labelStyle: function () {
    return this.name ? "node_label_italic" : "";
  },
});
