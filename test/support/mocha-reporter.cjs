// A dot for each test, failures in full, the slowest files, and at the end the result as a file: `npm test` counts from
// that file only.
"use strict";
const { writeFileSync } = require("node:fs");
const { basename, relative, sep } = require("node:path");
const Mocha = require("mocha");

const { EVENT_RUN_END, EVENT_SUITE_BEGIN, EVENT_SUITE_END } = Mocha.Runner.constants;
const { EVENT_TEST_FAIL, EVENT_TEST_PASS, EVENT_TEST_PENDING } = Mocha.Runner.constants;
const SHOWN_FILES = 5;

/** Measures each file, with its hooks: the seconds by its path. */
const measureFiles = (runner) => {
  const seconds = new Map();
  let began = Date.now();
  const isOfFile = ({ parent }) => parent?.root === true;
  runner.on(EVENT_SUITE_BEGIN, (suite) => {
    if (isOfFile(suite)) began = Date.now();
  });
  runner.on(EVENT_SUITE_END, (suite) => {
    if (!isOfFile(suite)) return;
    const name = relative("", suite.file ?? "").replaceAll(sep, "/");
    seconds.set(name, (seconds.get(name) ?? 0) + (Date.now() - began) / 1000);
  });
  return seconds;
};

const slowestOf = (seconds) =>
  [...seconds]
    .sort(([, a], [, b]) => b - a)
    .slice(0, SHOWN_FILES)
    .map(([name, took]) => `${basename(name)} ${Math.round(took)} s`)
    .join(", ");

module.exports = function resultReporter(runner, options) {
  const seconds = measureFiles(runner);
  const result = { passed: 0, failed: 0, pending: 0, failures: [] };
  runner.on(EVENT_TEST_PASS, () => (result.passed += 1));
  runner.on(EVENT_TEST_PENDING, () => (result.pending += 1));
  runner.on(EVENT_TEST_FAIL, (test) => {
    result.failed += 1;
    result.failures.push(test.fullTitle());
  });
  runner.once(EVENT_RUN_END, () =>
    writeFileSync(
      options.reporterOptions.output,
      JSON.stringify({ ...result, seconds: Object.fromEntries(seconds) }),
    ),
  );
  const dots = new Mocha.reporters.Dot(runner, options);
  runner.once(EVENT_RUN_END, () => console.log(`  slowest: ${slowestOf(seconds)}`));
  return dots;
};
