// The drawing of the rooms: what may import what. `npm run lint` fails on an arrow against it and on any circle,
// type-only imports included.
"use strict";

const forbid = (name, from, to, comment) => ({ name, severity: "error", comment, from, to });

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
      "leaves",
      { path: "^nodes/lib/platform/(types|errors)\\.ts$" },
      { path: "^nodes/" },
      "types and errors import nothing of ours",
    ),
    forbid("facts-are-a-leaf", { path: "^nodes/lib/facts/" }, { path: "^nodes/lib/(?!facts/)" }),
    forbid(
      "platform-knows-no-floor-above",
      { path: "^nodes/lib/platform/" },
      { path: "^nodes/(?!lib/(platform|facts)/)|^node_modules/(@types/)?(@?node-red)" },
    ),
    forbid(
      "api-stands-on-types-and-errors",
      { path: "^nodes/lib/platform/(?!api/|events)" },
      { path: "^nodes/lib/platform/api/" },
      "api/* stands on the client, never the other way round; only the events stand on api/* themselves",
    ),
    forbid(
      "api-knows-no-events",
      { path: "^nodes/lib/platform/api/" },
      { path: "^nodes/lib/platform/events" },
    ),
    forbid(
      "simulator-is-a-stranger",
      { path: "^nodes/lib/simulator/" },
      { path: "^nodes/(?!lib/(simulator|facts)/)|^node_modules/(@types/)?(@?node-red|axios)" },
      "a mirror agrees with itself",
    ),
    forbid(
      "one-door-to-the-simulator",
      { path: "^nodes/", pathNot: "^nodes/(lib/simulator/|genesys-account\\.ts$)" },
      { path: "^nodes/lib/simulator/" },
    ),
    forbid(
      "the-account-has-a-room-of-its-own",
      { path: "^nodes/", pathNot: "^nodes/(lib/account/|genesys-account\\.ts$)" },
      { path: "^nodes/lib/account/" },
      "its vault and its routes are nobody else's",
    ),
    forbid(
      "the-accounts-room-is-handed-its-line",
      { path: "^nodes/lib/account/" },
      { path: "^nodes/lib/platform/(transport|http-adapter|tokens|limiter|retry|client|socket)\\.ts$" },
      "what sends is put together by the account",
    ),
    forbid("lib-knows-no-node", { path: "^nodes/lib/" }, { path: "^nodes/[^/]+\\.ts$" }),
    forbid("nodes-do-not-know-each-other", { path: "^nodes/[^/]+\\.ts$" }, { path: "^nodes/[^/]+\\.ts$" }),
    forbid(
      "adapter-sees-the-face-only",
      { path: "^nodes/lib/node/" },
      {
        path: "^nodes/lib/platform/(compose|transport|http-adapter|tokens|limiter|retry|client|socket|api/)",
      },
      "lib/node knows the platform's types and errors, not how a client is put together",
    ),
    forbid(
      "only-the-account-composes",
      { path: "^nodes/[^/]+\\.ts$", pathNot: "^nodes/genesys-account\\.ts$" },
      {
        path: "^nodes/lib/platform/(compose|transport|http-adapter|tokens|limiter|retry|client|socket)\\.ts$",
      },
      "it ties the composition to a node; nobody else sees the parts",
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
