import { errorBody, refusal, Refusal, statusOf } from "./errors";
import { passGates } from "./gates";
import type { Operation } from "../../facts/operations";
import type { PlainRoute, Reply, Routes } from "./handler";
import { look } from "../store/rate";
import type { Router, Found } from "./router";
import type { Store } from "../store/store";

/** From a request to its response, without sockets and faults. */

export interface Request {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Readonly<Record<string, string | undefined>>;
  /** Undefined where it was larger than the limit. */
  raw: Buffer | undefined;
  correlationId: string;
  baseUrl: string;
}

export type Target =
  | { kind: "plain"; name: string; route: PlainRoute }
  | { kind: "operation"; name: string; found: Found }
  | { kind: "wrongMethod"; name: undefined; allowed: readonly string[]; meant: readonly Operation[] }
  | { kind: "unknown"; name: undefined };

const fits = ({ path }: PlainRoute, given: string): boolean =>
  typeof path === "string" ? path === given : path.test(given);

/** What a method and a path mean here. */
export const targetOf = (router: Router, method: string, path: string): Target => {
  const plain = router.routes.plainRoutes.filter((each) => fits(each, path));
  const route = plain.find((each) => each.method === method);
  if (route) return { kind: "plain", name: route.name, route };
  const found = router.find(method, path);
  if (found) return { kind: "operation", name: found.operation.id, found };
  const meant = router.at(path);
  const allowed = [...new Set([...plain, ...meant].map((each) => each.method))].sort();
  return allowed.length > 0
    ? { kind: "wrongMethod", name: undefined, allowed, meant }
    : { kind: "unknown", name: undefined };
};

const wrongMethod = ({ method }: Request, { allowed, meant }: Target & { kind: "wrongMethod" }): Refusal => {
  const known = meant.map(({ id, ...operation }) => `${id}: ${operation.method} ${operation.path}`);
  const hint = known.length === 0 ? {} : { hint: `Known operations of this path: ${known.join("; ")}` };
  return refusal("method.not.allowed", { method }, { ...hint, headers: { Allow: allowed.join(", ") } });
};

const unknownPath = (router: Router, { method, path }: Request): Refusal => {
  const near = router.nearest(method, path);
  const hint = near
    ? `There is no ${method} ${path}; the nearest known operation is ${near.id}: ${near.method} ${near.path}`
    : `There is no ${method} ${path}, nor anything like it.`;
  return refusal("not.found", {}, { hint });
};

const callOperation = async (
  store: Store,
  routes: Routes,
  request: Request,
  found: Found,
): Promise<Reply> => {
  const { operation, params } = found;
  const handler = routes.handlerOf(operation.id);
  if (!handler) throw refusal("not.simulated", { operation: operation.id });
  const { bearer, body } = passGates(store, {
    operation,
    params,
    raw: request.raw,
    authorization: request.headers["authorization"],
    contentType: request.headers["content-type"],
  });
  routes.checkPlayed(operation, body, request.query);
  return handler({
    ...bearer,
    store,
    operation,
    params,
    body,
    query: request.query,
    correlationId: request.correlationId,
    baseUrl: request.baseUrl,
    later: (effect) => void store.clock.after(store.settings.lagMs, effect),
  });
};

const refused = (error: unknown, correlationId: string): Reply => {
  const known =
    error instanceof Refusal
      ? error
      : refusal("internal.server.error", {}, { hint: error instanceof Error ? error.message : "" });
  return {
    status: statusOf(known),
    body: errorBody(known, correlationId),
    ...(known.extras.headers ? { headers: known.extras.headers } : {}),
  };
};

/** Never rejects: whatever goes wrong becomes an error response. */
export const answer = async (
  store: Store,
  router: Router,
  request: Request,
  target: Target,
): Promise<Reply> => {
  try {
    if (target.kind === "operation") return await callOperation(store, router.routes, request, target.found);
    if (target.kind === "unknown") throw unknownPath(router, request);
    if (target.kind === "wrongMethod") throw wrongMethod(request, target);
    if (!request.raw) throw refusal("request.entity.too.large", { bytes: store.settings.maxBodyBytes });
    return target.route.handle({ ...request, store, body: request.raw });
  } catch (error) {
    return refused(error, request.correlationId);
  }
};

/** The token that a request shows, if it is known; whether it is still good does not matter here. */
export const shownToken = (store: Store, authorization: string | undefined) =>
  store.tokens.get(/^bearer\s+(\S+)/i.exec(authorization ?? "")?.[1] ?? "");

/** The headers of every response. */
export const commonHeaders = (store: Store, request: Request): Record<string, string> => {
  const rate = look(store, shownToken(store, request.headers["authorization"]));
  return {
    Date: new Date(store.clock.now()).toUTCString(),
    "ININ-Correlation-Id": request.correlationId,
    "inin-ratelimit-count": String(rate.count),
    "inin-ratelimit-allowed": String(rate.allowed),
    "inin-ratelimit-reset": String(rate.resetSeconds),
  };
};
