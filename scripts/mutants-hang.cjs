// A mutant may make a spec wait for what never comes. The time limit of Stryker ends that, but a slow machine reaches it as well, and
// it starts the process again each time. So a spec fails here once its process has had nothing at all to do for a while. What is only
// slow has something to do.
"use strict";
const { performance } = require("node:perf_hooks");

const LOOK_MS = 100;
const LOOKS = 15;

let stop = () => undefined;

exports.mochaHooks = {
  beforeEach() {
    const test = this.currentTest;
    let before = performance.eventLoopUtilization();
    let quiet = 0;
    const timer = setInterval(() => {
      const since = performance.eventLoopUtilization(before);
      before = performance.eventLoopUtilization();
      quiet = since.utilization < 0.2 ? quiet + 1 : 0;
      if (quiet === LOOKS) test.callback?.(new Error("The spec waits for what never comes."));
    }, LOOK_MS);
    stop = () => clearInterval(timer);
  },
  afterEach: () => stop(),
};
