// A promise that rejects and is not caught takes Node-RED down. Mocha by itself lets it pass: here it fails the test.
"use strict";

process.on("unhandledRejection", (reason) => {
  throw reason instanceof Error ? reason : new Error(`a promise was rejected with ${String(reason)}`);
});
