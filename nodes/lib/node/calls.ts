import { randomUUID } from "node:crypto";
import type { NodeAPI } from "node-red";
import { createCalls, type Calls } from "../platform/data-actions/calls";
import { respond, type FlowResponse, type Responded } from "../platform/data-actions/respond";
import { clockOf } from "./clock-setting";
import { sharedParts } from "./runtime-state";

/** The requests that the flows of this Node-RED have received and not answered, whichever account their nodes have. */
export const callsOf = (RED: NodeAPI): Calls =>
  sharedParts(RED, "calls", () => createCalls(clockOf(RED), randomUUID));

/** Returns responses to them. */
export const responderOf =
  (RED: NodeAPI) =>
  (response: FlowResponse): Responded =>
    respond(callsOf(RED), response);
