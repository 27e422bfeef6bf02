// What `npm test` runs, as data. A room of test/ that has specs and is not in this list is a failure.

/** Checks: each one that fails counts as one failure. `seconds`: about how long it takes. */
export const checks = [
  { name: "format", seconds: 25, command: ["npm", "run", "--silent", "format:check"] },
  { name: "lint", seconds: 60, command: ["npm", "run", "--silent", "lint:code"] },
  { name: "drawing", seconds: 15, command: ["npm", "run", "--silent", "lint:drawing"] },
  { name: "words", seconds: 5, command: ["npm", "run", "--silent", "lint:words"] },
  { name: "types", seconds: 40, command: ["npm", "run", "--silent", "typecheck"] },
];

/** The suites that use the packed package wait for it. The types are a separate check. */
export const build = { name: "build", command: ["npm", "run", "--silent", "build", "--", "--unchecked"] };

const both = ["node-red", "node-red-5"];

/**
 * `runtimes`: the Node-RED versions to run against, by package name; `undefined` means once, on the Node.js at hand. A spec that
 * never loads Node-RED runs on the first of them only. `installs`: its specs use the packed package. `parts`: the specs are spread over so many processes.
 * `waits`: seconds in which its specs wait, for instance for real leases: it begins so much earlier.
 * `newestNode`: always on the Node.js of Node-RED 5, which starts in less of the processor; what a browser shows does not depend on it.
 */
export const suites = [
  { name: "editor", runtimes: both, browser: true, installs: true, newestNode: true, parts: 2 },
  { name: "nodes", runtimes: both, parts: 2 },
  { name: "runtime", runtimes: both, installs: true, parts: 1 },
  { name: "examples", runtimes: both, parts: 1, waits: 40 },
  { name: "instances", runtimes: [undefined], parts: 1, waits: 120 },
  { name: "platform", runtimes: [undefined], parts: 2 },
  { name: "properties", runtimes: [undefined], parts: 1 },
  { name: "simulator", runtimes: [undefined], parts: 1 },
];
