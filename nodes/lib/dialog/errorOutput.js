// @errorOutput outputs=1
({
  errorOutput: { value: false },
  outputs: { value: $outputs$ },
});
