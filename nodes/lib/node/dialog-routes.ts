import type { NodeAPI } from "node-red";
import { createAdminRoutes, type AdminRequest, type Reply } from "./admin-routes";
import { isGenesysError } from "../platform/errors/errors";

/** Why a request of the dialog failed; `field` is the field of the form to look at. */
export interface Refused {
  ok: false;
  code: string;
  reason: string;
  field?: string;
}

type Run = (request: AdminRequest) => Promise<object> | object;

/** An error as a response: never more of it than a flow would receive. */
const asRefusal = (RED: NodeAPI, error: unknown): Refused => {
  if (!isGenesysError(error)) {
    RED.log.error(`Genesys Cloud: unexpected error: ${error instanceof Error ? error.message : "unknown"}`);
    return { ok: false, code: "answer", reason: "Unexpected error. See the log of Node-RED." };
  }
  const { field } = error.cause;
  const named = typeof field === "string" ? { field } : {};
  return { ok: false, code: error.code, reason: error.message, ...named };
};

/** Runs a route, and returns an error as a response. */
export const respond =
  (RED: NodeAPI, run: Run) =>
  (request: AdminRequest, reply: Reply): void => {
    // Never an async listener: the web server does not catch what it throws.
    Promise.resolve()
      .then(() => run(request))
      .catch((error: unknown) => asRefusal(RED, error))
      .then((body) => reply.set({ "Cache-Control": "no-store" }).json(body))
      .catch(() => undefined); // the browser has gone
  };

/** The routes of a dialog: those that read, and those that take secrets or send requests. */
export const createRoutes = (RED: NodeAPI) => {
  const { get, post, open } = createAdminRoutes(RED);
  return {
    read: (path: string, run: Run): void => get(path, "genesys-account.read", respond(RED, run)),
    write: (path: string, run: Run): void => post(path, "genesys-account.write", respond(RED, run)),
    open,
  };
};

export type Routes = ReturnType<typeof createRoutes>;

/** The config node that a path names. */
export const idOf = ({ params }: AdminRequest): string => params.id ?? "";
