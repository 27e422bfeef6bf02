// The drawing of the rooms: what may import what. `npm run lint` fails on an arrow against it and on any circle,
// type-only imports included.
"use strict";
const { PLATFORM, SIMULATOR } = require("./scripts/rooms.cjs");

const forbid = (name, from, to, comment) => ({ name, severity: "error", comment, from, to });

const PLATFORM_PATH = "^nodes/lib/platform/";
/** What sends; it is put together by the account. */
const PARTS = `${PLATFORM_PATH}(compose\\.ts$|client/|http/(transport|http-adapter|socket)\\.ts$)`;

/** A room imports itself, the rooms that the table names, and `open` (a pattern), if there is such a file. */
const roomRules = (floor, table, open = "") =>
  Object.entries(table).map(([room, { imports }]) =>
    forbid(
      `${floor}-room-${room}`,
      { path: `^nodes/lib/${floor}/${room}/` },
      { path: `^nodes/lib/${floor}/(?!(${[room, ...imports].join("|")})/${open})` },
      "scripts/rooms.cjs lists what a room may import",
    ),
  );

module.exports = {
  forbidden: [
    forbid(
      "everything-resolves",
      {},
      { couldNotResolve: true },
      "What cannot be followed escapes the drawing.",
    ),
    forbid("no-circle", {}, { circular: true }, "A circle has one small cause: a type in the wrong file."),
    forbid("nothing-imports-tests", { path: "^nodes/" }, { path: "^(test|bench|scripts)/" }),
    forbid(
      "types-are-a-leaf",
      { path: `${PLATFORM_PATH}types\\.ts$` },
      { path: "^nodes/" },
      "types.ts imports nothing of ours",
    ),
    forbid("facts-are-a-leaf", { path: "^nodes/lib/facts/" }, { path: "^nodes/lib/(?!facts/)" }),
    forbid(
      "platform-imports-no-floor-above",
      { path: PLATFORM_PATH },
      { path: "^nodes/(?!lib/(platform|facts)/)|^node_modules/(@types/)?(@?node-red)" },
    ),
    ...roomRules("platform", PLATFORM, "|types\\.ts$"),
    forbid(
      "simulator-imports-facts-only",
      { path: "^nodes/lib/simulator/" },
      {
        path: "^nodes/(?!lib/((simulator|facts)/|capture/format))|^node_modules/(@types/)?(@?node-red|axios)",
      },
      "a mirror agrees with itself",
    ),
    ...roomRules("simulator", SIMULATOR),
    forbid(
      "capture-imports-facts-only",
      { path: "^nodes/lib/capture/" },
      { path: "^nodes/(?!lib/(capture|facts)/)|^node_modules/(@types/)?(@?node-red|axios)" },
      "the file and its anonymiser know nothing of who records or replays it",
    ),
    forbid(
      "a-recorder-sends-nothing-of-its-own",
      { path: "^nodes/lib/recorder/" },
      { path: `^nodes/(?!lib/(recorder|capture|platform)/)|${PARTS}` },
      "it uses an account's client and events",
    ),
    forbid(
      "only-the-account-and-a-bin-record",
      { path: "^nodes/", pathNot: "^nodes/lib/(recorder|account|capture-command)/" },
      { path: "^nodes/lib/recorder/" },
      "a capture leaves this package without anything personal",
    ),
    forbid(
      "only-the-account-opens-the-simulator",
      { path: "^nodes/", pathNot: "^nodes/(lib/(simulator(-command)?|flow-test)/|genesys-account\\.ts$)" },
      { path: "^nodes/lib/simulator/" },
    ),
    forbid(
      "only-a-bin-imports-its-command",
      { path: "^nodes/", pathNot: "^nodes/(bin|lib/((simulator|capture)-command|flow-test))/" },
      { path: "^nodes/(bin|lib/((simulator|capture)-command|flow-test))/" },
      "nodes run without the commands",
    ),
    forbid(
      "the-command-imports-the-simulator-and-clocks",
      { path: "^nodes/lib/simulator-command/" },
      { path: "^nodes/(?!lib/(simulator/|simulator-command/|capture/format|platform/time/))" },
    ),
    forbid(
      "a-flow-test-imports-no-node",
      { path: "^nodes/lib/flow-test/" },
      { path: "^nodes/(?!lib/(simulator/|flow-test/|flow-check/|facts/|platform/catalogue/))" },
      "it uses the nodes as Node-RED does",
    ),
    forbid(
      "only-the-account-imports-its-room",
      { path: "^nodes/", pathNot: "^nodes/(lib/account/|genesys-account\\.ts$)" },
      { path: "^nodes/lib/account/" },
      "nothing else uses its vault and its routes",
    ),
    forbid(
      "only-config-nodes-import-the-backplane",
      { path: "^nodes/", pathNot: "^nodes/(lib/(backplane|door)/|genesys-(account|backplane)\\.ts$)" },
      { path: "^nodes/lib/backplane/" },
      "nothing else knows that there is a Redis",
    ),
    forbid(
      "only-the-sidebar-imports-its-room",
      { path: "^nodes/", pathNot: "^nodes/(lib/sidebar/|sidebar\\.ts$)" },
      { path: "^nodes/lib/sidebar/" },
      "nothing is gathered before a browser shows it",
    ),
    forbid(
      "a-door-is-opened-by-node-red-only",
      { path: "^nodes/", pathNot: "^nodes/lib/door/" },
      { path: "^nodes/lib/door/" },
      "the build writes one before the file of each node",
    ),
    forbid("lib-imports-no-node", { path: "^nodes/lib/" }, { path: "^nodes/[^/]+\\.ts$" }),
    forbid("nodes-import-no-node", { path: "^nodes/[^/]+\\.ts$" }, { path: "^nodes/[^/]+\\.ts$" }),
    forbid(
      "the-account-is-given-its-client",
      { path: "^nodes/lib/account/" },
      { path: PARTS, pathNot: `${PLATFORM_PATH}compose\\.ts$` },
      "compose.ts puts together what sends",
    ),
    forbid(
      "the-adapter-sends-nothing",
      { path: "^nodes/lib/node/" },
      { path: `${PARTS}|${PLATFORM_PATH}(api|auth)/` },
      "lib/node uses the platform's types and errors, not how a client is put together",
    ),
    forbid(
      "only-the-account-composes",
      { path: "^nodes/[^/]+\\.ts$", pathNot: "^nodes/genesys-account\\.ts$" },
      { path: PARTS },
      "it ties the composition to a node; no other node sees the parts",
    ),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      extensions: [".ts", ".js", ".mjs", ".cjs", ".json"],
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
