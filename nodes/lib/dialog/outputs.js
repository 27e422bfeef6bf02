// @outputs
// One output, or a second one for errors.
({
  outputLabels: function (index) {
    return genesysCloud.outputLabel(index);
  },
  oneditsave: function () {
    genesysCloud.saveOutputs(this);
  },
});
