// What `npm test` runs, as data. A room of test/ that holds specs and stands in no line here is a failure.

/** Checks: each one that fails counts as one failure. */
export const checks = [
  { name: "format", command: ["npm", "run", "--silent", "format:check"] },
  { name: "lint", command: ["npm", "run", "--silent", "lint:code"] },
  { name: "drawing", command: ["npm", "run", "--silent", "lint:drawing"] },
  { name: "types", command: ["npm", "run", "--silent", "typecheck"] },
  { name: "build", command: ["npm", "run", "--silent", "build"] },
];

/** `runtimes`: the Node-RED versions to run against, by package name; none means once, on the Node.js at hand. */
const both = ["node-red", "node-red-5"];
export const suites = [
  { name: "platform", runtimes: [undefined] },
  { name: "simulator", runtimes: [undefined] },
  { name: "nodes", runtimes: both },
  { name: "examples", runtimes: both },
  { name: "runtime", runtimes: both },
  { name: "editor", runtimes: both, browser: true },
];
