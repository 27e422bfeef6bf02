import type { NodeAPI } from "node-red";
import { createAdminRoutes, type Asked, type Reply } from "../node/admin-routes";
import { isGenesysError } from "../platform/errors/errors";

/** Says no in words; `field` is the one of the form that is to be looked at. */
export interface No {
  ok: false;
  code: string;
  reason: string;
  field?: string;
}

type Run = (asked: Asked) => Promise<object> | object;

/** An error as an answer: never more of it than a flow would be told. */
const asNo = (RED: NodeAPI, error: unknown): No => {
  if (!isGenesysError(error)) {
    RED.log.error(`Genesys Cloud: unexpected error: ${error instanceof Error ? error.message : "unknown"}`);
    return { ok: false, code: "answer", reason: "Unexpected error. See the log of Node-RED." };
  }
  const { field } = error.cause;
  const named = typeof field === "string" ? { field } : {};
  return { ok: false, code: error.code, reason: error.message, ...named };
};

const answer =
  (RED: NodeAPI, run: Run) =>
  (asked: Asked, reply: Reply): void => {
    // Never an async listener: the web server does not catch what it throws.
    Promise.resolve()
      .then(() => run(asked))
      .catch((error: unknown) => asNo(RED, error))
      .then((body) => reply.set({ "Cache-Control": "no-store" }).json(body))
      .catch(() => undefined); // whoever asked has gone
  };

/** The ways in which a dialog asks: what reads, and what takes secrets or calls out. */
export const createRoutes = (RED: NodeAPI) => {
  const { get, post, open } = createAdminRoutes(RED);
  return {
    read: (path: string, run: Run): void => get(path, "genesys-account.read", answer(RED, run)),
    write: (path: string, run: Run): void => post(path, "genesys-account.write", answer(RED, run)),
    open,
  };
};

export type Routes = ReturnType<typeof createRoutes>;

/** The account that a path names. */
export const idOf = ({ params }: Asked): string => params.id ?? "";
