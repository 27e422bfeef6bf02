// A dot for each test, failures in full, and at the end the result as a file: `npm test` counts from that file only.
"use strict";
const { writeFileSync } = require("node:fs");
const Mocha = require("mocha");

const { EVENT_RUN_END, EVENT_TEST_FAIL, EVENT_TEST_PASS, EVENT_TEST_PENDING } = Mocha.Runner.constants;

module.exports = function resultReporter(runner, options) {
  const result = { passed: 0, failed: 0, pending: 0, failures: [] };
  runner.on(EVENT_TEST_PASS, () => (result.passed += 1));
  runner.on(EVENT_TEST_PENDING, () => (result.pending += 1));
  runner.on(EVENT_TEST_FAIL, (test) => {
    result.failed += 1;
    result.failures.push(test.fullTitle());
  });
  runner.once(EVENT_RUN_END, () => writeFileSync(options.reporterOptions.output, JSON.stringify(result)));
  return new Mocha.reporters.Dot(runner, options);
};
