import type { NodeAPI } from "node-red";
import { isGenesysError } from "../platform/errors";

/** What is used of the web server's request and response. */
export interface Asked {
  params: Record<string, string | undefined>;
  query: Record<string, unknown>;
  body?: unknown;
  is(type: string): string | false | null;
}
export interface Reply {
  status(code: number): Reply;
  set(headers: Record<string, string>): Reply;
  json(body: unknown): void;
  send(body: string): void;
}

export const PREFIX = "/genesys-cloud";

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
    RED.log.error(`Genesys Cloud: unexpected failure: ${error instanceof Error ? error.message : "unknown"}`);
    return { ok: false, code: "answer", reason: "Unexpected failure; Node-RED's log says more." };
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

/** A page of another site can post a form, but not JSON. */
const onlyJson = (asked: Asked, reply: Reply, next: () => void): void => {
  if (asked.is("json") === false) reply.status(415).json({ ok: false, code: "input", reason: "Send JSON." });
  else next();
};

/** The ways in which a dialog asks: what reads, and what takes secrets or calls out. */
export const createRoutes = (RED: NodeAPI) => ({
  read: (path: string, run: Run): void => {
    const mayRead = RED.auth.needsPermission("genesys-account.read");
    RED.httpAdmin.get(`${PREFIX}${path}`, mayRead, answer(RED, run) as never);
  },
  write: (path: string, run: Run): void => {
    const mayWrite = RED.auth.needsPermission("genesys-account.write");
    RED.httpAdmin.post(`${PREFIX}${path}`, mayWrite, onlyJson as never, answer(RED, run) as never);
  },
});

export type Routes = ReturnType<typeof createRoutes>;

/** The account that a path names. */
export const idOf = ({ params }: Asked): string => params.id ?? "";
