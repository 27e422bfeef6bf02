import type { Operation } from "../../facts/operations";
import type { Store } from "../store/store";
import type { Bearer } from "../store/tokens";

/** What a route is given, and what it returns. It throws a `Refusal` to refuse a request. */

export interface Context extends Bearer {
  store: Store;
  operation: Operation;
  /** The parameters of the path, decoded. */
  params: Readonly<Record<string, string>>;
  query: URLSearchParams;
  /** As the operation's model describes it; undefined where none was sent. */
  body: unknown;
  correlationId: string;
  /** Where this simulator is reached, without a trailing slash. */
  baseUrl: string;
  /** Does it when an accepted request takes effect: after the lag of the setting. */
  later(effect: () => void): void;
}

export interface Reply {
  status: number;
  /** Sent as JSON; a string or bytes go as they are where `headers` name a content type. */
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
}

export type Handler = (context: Context) => Reply | Promise<Reply>;

/** By operation id. Each file of `routes` exports one of these. */
export type Handlers = Readonly<Record<string, Handler>>;

/** A request outside the catalogue: the login host, uploads. It passes no gate. */
export interface PlainRequest {
  store: Store;
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Readonly<Record<string, string | undefined>>;
  body: Buffer;
  baseUrl: string;
}

export interface PlainRoute {
  /** Its name in the log and for faults. */
  name: string;
  method: string;
  path: string | RegExp;
  /** How large its body may be, where that is not the limit of the API. */
  maxBytes?: number;
  handle(request: PlainRequest): Reply;
}

/** What is simulated; the room of the routes provides it. */
export interface Routes {
  handlerOf(operation: string): Handler | undefined;
  plainRoutes: readonly PlainRoute[];
  /** @throws Refusal if a request has something that its handler does not support. */
  checkPlayed(operation: Operation, body: unknown, query: URLSearchParams): void;
}

/** `/_simulator/...`: the acts, the faults, the clock and an inspection of everything, over HTTP. Not logged, not limited. */
export type Control = (
  method: string,
  path: string,
  raw: Buffer | undefined,
  contentType: string | undefined,
) => Promise<Reply>;

export const ok = (body: unknown): Reply => ({ status: 200, body });
export const accepted = (body?: unknown): Reply => ({ status: 202, body });
export const empty = (status: number): Reply => ({ status });
