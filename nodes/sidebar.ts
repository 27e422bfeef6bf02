import type { NodeAPI } from "node-red";
import { createRequire } from "node:module";
import { createAdminRoutes } from "./lib/node/admin-routes";
import { respond } from "./lib/node/dialog-routes";
import { sharedParts } from "./lib/node/runtime-state";
import type * as checks from "./lib/flow-check/check";
import type * as nodeTypes from "./lib/flow-check/node-types";
import type * as issues from "./lib/sidebar/issues";
import type { createTries } from "./lib/sidebar/try/tries";
import type { createWindow } from "./lib/sidebar/window";

const load = createRequire(__filename);

/** Who may not read the flows sees nothing of what they do. */
const READ = ["flows.read", "genesys-cloud.read"];
const WRITE = ["flows.read", "genesys-cloud.write"];
/** Who tries a node could deploy it as well. */
const TRY = ["flows.write", "genesys-cloud.write"];

/** The sidebar: its routes. Everything else is loaded when a browser shows it. */
export = (RED: NodeAPI): void => {
  const { genesysCloudSidebar } = RED.settings as { genesysCloudSidebar?: unknown };
  if (genesysCloudSidebar === false) return;
  const window = () =>
    sharedParts(RED, "sidebar", () => {
      const { createWindow: create } = load("./lib/sidebar/window") as { createWindow: typeof createWindow };
      return create(RED);
    });
  const tries = () =>
    sharedParts(RED, "tries", () => {
      const { createTries: create } = load("./lib/sidebar/try/tries") as { createTries: typeof createTries };
      return create(RED);
    });
  const findIssues = (): object => {
    const { checkFlow } = load("./lib/flow-check/check") as typeof checks;
    const { createFactsOf } = load("./lib/flow-check/node-types") as typeof nodeTypes;
    const { issuesOf } = load("./lib/sidebar/issues") as typeof issues;
    return { issues: issuesOf(RED, { checkFlow, factsOf: createFactsOf() }) };
  };
  const { get, post } = createAdminRoutes(RED);
  get(
    "/sidebar/:id",
    READ,
    respond(RED, (request) => window().look(request)),
  );
  get(
    "/sidebar/:id/personal",
    WRITE,
    respond(RED, (request) => window().lookAtAll(request)),
  );
  get("/sidebar-issues", READ, respond(RED, findIssues));
  post(
    "/sidebar/:id/act",
    WRITE,
    respond(RED, (request) => window().act(request)),
  );
  post(
    "/try",
    TRY,
    respond(RED, (request) => tries().show(request)),
  );
  post(
    "/try/send",
    TRY,
    respond(RED, (request) => tries().send(request)),
  );
};
