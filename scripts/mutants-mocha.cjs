// Stryker's runner for mocha loads two files of mocha's command line, which have another extension since mocha 12.0.3.
"use strict";
const { registerHooks } = require("node:module");

registerHooks({
  resolve: (specifier, context, next) =>
    next(/mocha\/lib\/cli\/[a-z-]+$/.test(specifier) ? `${specifier}.cjs` : specifier, context),
});
