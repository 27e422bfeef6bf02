import type { IncomingMessage, RequestListener } from "node:http";
import { routeKey } from "./path";

/** As much of an Express application as is needed to find the one that Node-RED is mounted on. */
export interface WebApp extends RequestListener {
  use(step: unknown): void;
  parent?: WebApp;
  /** Where it is mounted. */
  path?(): string;
  _router?: { stack: { handle: unknown }[] };
}

/** Set on a request whose body no parser has read, although it says so. */
const UNREAD = Symbol.for("@genesys-flows/node-red-genesys-cloud: body left unread");

type Marked = IncomingMessage & { _body?: unknown; [UNREAD]?: true };
type Step = (request: Marked, response: unknown, next: () => void) => void;

/** Has a parser read the body of a request? */
export const isRead = (request: Marked): boolean =>
  request.readableEnded || (request._body === true && request[UNREAD] !== true);

const rootOf = (app: WebApp): WebApp => (app.parent === undefined ? app : rootOf(app.parent));

/** The path below the place where an application is mounted. */
const pathBelow = (app: WebApp, url: string): string | undefined => {
  const root = (app.path?.() ?? "").replace(/\/+$/, "");
  const [path = ""] = url.split("?");
  const isBelow = `${path}/`.toLowerCase().startsWith(`${root}/`.toLowerCase());
  return isBelow ? path.slice(root.length) : undefined;
};

/**
 * Keeps all parsers away from the bodies of these routes. Where the editor is mounted at `/`, its parser reads the body of
 * every request before the nodes see it, and keeps no bytes. So this comes before everything else, as the step of Node-RED's
 * own http in does that offers raw bodies.
 */
export const leaveUnread = (app: WebApp, isOurs: (key: string) => boolean): void => {
  const step: Step = (request, _response, next) => {
    const path = pathBelow(app, request.url ?? "");
    if (path !== undefined && isOurs(routeKey(request.method ?? "", path))) {
      request._body = true; // the parsers of Express and of Node-RED skip it
      request[UNREAD] = true;
    }
    next();
  };
  const root = rootOf(app);
  root.use(step);
  const stack = root._router?.stack ?? [];
  const at = stack.findIndex(({ handle }) => handle === step);
  if (at > 0) stack.unshift(...stack.splice(at, 1));
};
