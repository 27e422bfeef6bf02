import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import type { Node, NodeAPI } from "node-red";
import { clockOf } from "../clock-setting";
import { sharedParts } from "../runtime-state";
import { answerOfRefusal, writeAnswer, type Answer } from "./answer";
import { createBodyReader, type BodyReader } from "./body";
import { endpointsOf } from "./endpoints";
import { routeKey } from "./path";
import { Refusal } from "./refusal";

/** A request with its whole body. */
export interface Received {
  headers: IncomingHttpHeaders;
  query: URLSearchParams;
  /** The bytes as they were sent. */
  raw: Buffer;
}

export interface EndpointOptions {
  method: string;
  /** Below Node-RED's `httpNodeRoot`; see `asPath` and `pathComplaint`. */
  path: string;
  /** 1 MB by default. */
  largestBody?: number;
  /** Before the body is read; `address`: of the other side of the connection. @throws Refusal */
  admit?: (headers: IncomingHttpHeaders, address: string | undefined) => void;
  /** @throws Refusal, also by its promise. Anything else that it throws is an error 500 and reported by `onFailure`. */
  receive: (received: Received) => Answer | Promise<Answer>;
  /** Every refusal, for counting. */
  onRefused?: (refusal: Refusal) => void;
  onFailure: (error: unknown) => void;
  /** The name of the node that has the path, or `undefined` where this one has it. Called at once and after each change. */
  onTaken: (by: string | undefined) => void;
}

/**
 * An endpoint of a node on Node-RED's own web server. The returned function closes it: call it in the node's `close`
 * with `removed`, so that a request in the middle of a deploy gets a 503, which a caller repeats, and one after the node
 * is gone a 404.
 * @throws GenesysError `config` where Node-RED serves no HTTP nodes.
 */
export const openEndpoint = (
  RED: NodeAPI,
  node: Pick<Node, "id" | "name">,
  options: EndpointOptions,
): ((removed: boolean) => void) => {
  const bodies = sharedParts(RED, "bodies of endpoints", () => createBodyReader({ clock: clockOf(RED) }));
  const serve = (request: IncomingMessage, response: ServerResponse): void => {
    answerTo(request, options, bodies)
      .then(
        (answer) => writeAnswer(response, answer),
        (error: unknown) => writeAnswer(response, answerOfRefusal(asRefusal(error, options))),
      )
      .catch(options.onFailure);
  };
  let shown: string | undefined | null = null; // nothing yet
  const claimant = {
    nodeId: node.id,
    name: node.name === undefined || node.name === "" ? node.id : node.name,
    serve,
    onHolder: (holder: { nodeId: string; name: string }) => {
      const by = holder.nodeId === node.id ? undefined : holder.name;
      if (by !== shown) options.onTaken(by);
      shown = by;
    },
  };
  return endpointsOf(RED).claim(routeKey(options.method, options.path), claimant);
};

const answerTo = async (
  request: IncomingMessage,
  options: EndpointOptions,
  bodies: BodyReader,
): Promise<Answer> => {
  options.admit?.(request.headers, request.socket.remoteAddress);
  const raw = await bodies.read(request, options.largestBody);
  const [, query = ""] = (request.url ?? "").split("?", 2);
  return options.receive({ headers: request.headers, query: new URLSearchParams(query), raw });
};

const asRefusal = (error: unknown, { onRefused, onFailure }: EndpointOptions): Refusal => {
  if (error instanceof Refusal) {
    onRefused?.(error);
    return error;
  }
  onFailure(error);
  return new Refusal(500, "failed", "The request could not be processed.");
};
