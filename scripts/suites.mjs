// What `npm test` runs, as data. A room of test/ that has specs and is not in this list is a failure.

/** Checks: each one that fails counts as one failure. */
export const checks = [
  { name: "format", command: ["npm", "run", "--silent", "format:check"] },
  { name: "lint", command: ["npm", "run", "--silent", "lint:code"] },
  { name: "drawing", command: ["npm", "run", "--silent", "lint:drawing"] },
  { name: "words", command: ["npm", "run", "--silent", "lint:words"] },
  { name: "types", command: ["npm", "run", "--silent", "typecheck"] },
];

/** The suites that start Node-RED load the package from dist: it is built before anything else runs. The check `types` checks the types. */
export const build = { name: "build", command: ["npm", "run", "--silent", "build", "--", "--noCheck"] };

const both = ["node-red", "node-red-5"];

/**
 * `runtimes`: the Node-RED versions to run against, by package name; `undefined` means once, on the Node.js at hand. A spec that
 * never loads Node-RED runs on the first of them only. `installs`: its specs use the packed package. `parts`: the specs are spread over so many processes.
 */
export const suites = [
  { name: "editor", runtimes: both, browser: true, installs: true, parts: 4 },
  { name: "nodes", runtimes: both, parts: 2 },
  { name: "runtime", runtimes: both, installs: true, parts: 1 },
  { name: "examples", runtimes: both, parts: 1 },
  { name: "platform", runtimes: [undefined], parts: 2 },
  { name: "simulator", runtimes: [undefined], parts: 1 },
];
