import type { NodeAPI } from "node-red";
import { sharedState } from "./runtime-state";

/** What is used of the web server's request and response. */
export interface AdminRequest {
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
type Needed = string | readonly string[];
type Handler = (request: AdminRequest, reply: Reply) => void;
type Step = (request: AdminRequest, reply: Reply, next: () => void) => void;

/** The browser asks each time, and gets "not modified" while the package is the same: never stale after an update. */
export const REVALIDATE = { "Cache-Control": "private, no-cache" };

export const PREFIX = "/genesys-cloud";

/** A page of another site can post a form, but not JSON. */
const onlyJson: Step = (request, reply, next) => {
  if (request.is("json") === false)
    reply.status(415).json({ ok: false, code: "input", reason: "Send JSON." });
  else next();
};

/**
 * The package's routes of Node-RED's admin API. Each is registered once with the web server, which calls the first that
 * was registered for a path. That one looks up the handler that was registered last.
 */
export const createAdminRoutes = (RED: NodeAPI) => {
  const handlers = sharedState(RED, "routes", () => new Map<string, Handler>());

  const register = (method: "get" | "post", path: string, steps: readonly Step[], handler: Handler): void => {
    const route = `${method} ${path}`;
    const isMounted = handlers.has(route);
    handlers.set(route, handler);
    if (isMounted) return;
    const present: Handler = (request, reply) => handlers.get(route)?.(request, reply);
    RED.httpAdmin[method](`${PREFIX}${path}`, ...(steps as never[]), present as never);
  };
  /** Of several, the user needs all. */
  const permission = (needed: Needed): Step => RED.auth.needsPermission(needed as string) as never;

  return {
    get: (path: string, needed: Needed, handler: Handler) =>
      register("get", path, [permission(needed)], handler),
    /** For routes that change nothing and send nothing: a body of another type than JSON arrives as none. */
    query: (path: string, needed: string, handler: Handler) =>
      register("post", path, [permission(needed)], handler),
    post: (path: string, needed: Needed, handler: Handler) =>
      register("post", path, [permission(needed), onlyJson], handler),
    /** For a browser that has no token of Node-RED. */
    open: (path: string, handler: Handler) => register("get", path, [], handler),
  };
};
