// @errorOutput
({
  errorOutput: { value: false },
  outputs: { value: 1 },
});
