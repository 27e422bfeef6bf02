import type { NodeAPI } from "node-red";
import { createRequire } from "node:module";
import type * as backplane from "../backplane/routes";
import type * as acts from "../node/acts-route";
import { clockOf } from "../node/clock-setting";
import type * as exportRoute from "../node/export-route";
import { CREDENTIALS } from "../node/credentials";
import { mountEndpoints } from "../node/http-in/endpoints";
import { registerLater } from "../node/later-routes";
import type * as operations from "../node/operations-route";
import type * as topics from "../node/topics-route";

const load = createRequire(__filename);

/** What Node-RED needs of a type before there is a node of it. */
interface BeforeFirstNode {
  credentials?: Record<string, { type: "text" | "password" }>;
  /** Its routes and endpoints. */
  register?: (RED: NodeAPI) => void;
  /** Does it say which requests it sends? */
  hasPlan?: boolean;
}

const serveOperations = (RED: NodeAPI): void =>
  registerLater(RED, "operations", () =>
    (load("../node/operations-route") as typeof operations).serveOperations(RED),
  );
const serveTopics = (RED: NodeAPI): void =>
  registerLater(RED, "topics", () => (load("../node/topics-route") as typeof topics).serveTopics(RED));
const serveActs = (RED: NodeAPI): void =>
  registerLater(RED, "acts", () => (load("../node/acts-route") as typeof acts).serveActs(RED));
const serveExports = (RED: NodeAPI): void =>
  registerLater(RED, "exports", () => (load("../node/export-route") as typeof exportRoute).serveExports(RED));
const serveBackplane = (RED: NodeAPI): void =>
  registerLater(RED, "backplanes", () =>
    (load("../backplane/routes") as typeof backplane).serveBackplane(RED, clockOf(RED)),
  );

const TYPES: Partial<Record<string, BeforeFirstNode>> = {
  "genesys-api": { register: serveOperations },
  "genesys-backplane": { credentials: CREDENTIALS.backplane, register: serveBackplane, hasPlan: false },
  "genesys-events": { register: serveTopics },
  "genesys-open-message-in": { credentials: CREDENTIALS.openMessageIn, register: mountEndpoints },
  "genesys-request-in": {
    credentials: CREDENTIALS.requestIn,
    register: (RED) => {
      mountEndpoints(RED); // not with the first node: http in nodes may be there before it
      serveExports(RED);
    },
  },
  "genesys-simulate": { register: serveActs },
};

export const beforeFirstNode = (type: string): BeforeFirstNode => TYPES[type] ?? {};
