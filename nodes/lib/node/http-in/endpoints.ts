import type { IncomingMessage, ServerResponse } from "node:http";
import type { NodeAPI } from "node-red";
import { configError } from "../../platform/errors/errors";
import { deploysOf } from "../deploys";
import { sharedParts, sharedState } from "../runtime-state";
import { answerOfRefusal, writeAnswer } from "./answer";
import { middlewareOf, runMiddleware, type Middleware } from "./middleware";
import { routeKey } from "./path";
import { Refusal } from "./refusal";
import { leaveUnread } from "./unread";
import { createRouteTable, type RouteTable } from "./table";

/** What the web server calls: registered once, it runs the newest code. */
interface Mount {
  apps: WeakSet<object>;
  serve: Middleware;
  /** Is this the route of an endpoint? */
  has: (key: string) => boolean;
}

/**
 * The table of routes below Node-RED's `httpNodeRoot`, behind its `httpNodeAuth`. Nothing is registered for a single
 * path: what is not in the table goes on to Node-RED's own http in nodes.
 * @throws GenesysError `config` where Node-RED serves no HTTP nodes.
 */
export const endpointsOf = (RED: NodeAPI): RouteTable => {
  const table = mountEndpoints(RED);
  if (table !== undefined) return table;
  const message = "This Node-RED serves no HTTP nodes: its setting httpNodeRoot is false. Set it to a path.";
  throw configError("path", message);
};

/** For a node that registers: what is mounted before the flows start comes before Node-RED's own http in nodes. */
export const mountEndpoints = (RED: NodeAPI): RouteTable | undefined => {
  const { httpNode, settings } = RED as { httpNode?: NodeAPI["httpNode"]; settings: Settings };
  if (settings.httpNodeRoot === false || typeof httpNode?.use !== "function") return undefined;
  const deploys = deploysOf(RED);
  const table = sharedParts(RED, "endpoints", () => createRouteTable(deploys));
  const mount = sharedState<Mount>(RED, "endpoints of the web server", () => ({
    apps: new WeakSet(),
    serve: (_request, _response, next) => next(),
    has: () => false,
  }));
  mount.has = (key) => table.find(key) !== undefined;
  mount.serve = serveFrom(table, middlewareOf(settings.httpNodeMiddleware));
  if (!mount.apps.has(httpNode)) {
    mount.apps.add(httpNode);
    const serve: Middleware = (request, response, next) => void mount.serve(request, response, next);
    httpNode.use(serve as never);
    leaveUnread(httpNode, (key) => mount.has(key));
  }
  return table;
};

interface Settings {
  httpNodeRoot?: unknown;
  httpNodeMiddleware?: unknown;
}

const serveFrom =
  (table: RouteTable, middleware: readonly Middleware[]): Middleware =>
  (request: IncomingMessage & { path?: string }, response, next) => {
    const key = routeKey(request.method ?? "", request.path ?? "");
    if (table.find(key) === undefined) return next();
    runMiddleware(middleware, request, response, (error) => {
      if (error === undefined) serve(table, key, request, response);
      else writeAnswer(response, answerOfRefusal(middlewareFailed()));
    });
  };

/** Looked up again: middleware may have taken its time. */
const serve = (table: RouteTable, key: string, request: IncomingMessage, response: ServerResponse): void => {
  const found = table.find(key);
  if (typeof found === "function") found(request, response);
  else writeAnswer(response, answerOfRefusal(found === "between" ? replaced() : gone()));
};

const middlewareFailed = (): Refusal =>
  new Refusal(500, "middleware", "The middleware in Node-RED's settings failed.");
const replaced = (): Refusal =>
  new Refusal(503, "deploying", "The flow is being deployed. Send the request again.", {
    "Retry-After": "5",
  });
const gone = (): Refusal => new Refusal(404, "gone", "There is no such endpoint any more.");
