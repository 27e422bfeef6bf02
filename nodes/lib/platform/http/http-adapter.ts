import {
  Agent as HttpAgent,
  request as httpRequest,
  type ClientRequest,
  type IncomingHttpHeaders,
} from "node:http";
import type { Readable } from "node:stream";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import type { AxiosAdapter, InternalAxiosRequestConfig } from "axios";
import { readBody, type ReadBody } from "./answer-body";
import { proxyFor } from "./proxy-for";
import { tunnelThrough } from "./tunnel";

/** Idle sockets are closed after this long; the platform closes them after 60 s. */
const IDLE_MS = 52_000;
/** What went wrong with the connection before a response came. */
export interface ConnectionFailure extends Error {
  code?: string;
  staleSocket?: boolean;
  /** The proxy refused the tunnel. This is its own response. */
  proxyStatus?: number;
}

/** The part of a response before its body. Header names are in lower case. */
export interface AnswerHead {
  status: number;
  headers: IncomingHttpHeaders;
}

/** What is known of one request, also after it was aborted, when axios puts an error of its own in place of ours. */
export interface ExchangeRecord {
  /** The request may have reached the other side. */
  sent: boolean;
  /** There as soon as status and headers have arrived. */
  head?: AnswerHead;
}

/** What the adapter puts in the place of the data. */
export type RawAnswer = AnswerHead & ReadBody & { stream?: Readable };

export interface HttpAdapter {
  adapter: AxiosAdapter;
  /** The record of the request with this signal; `undefined` where it was never sent. */
  recordOf: (signal: AbortSignal) => Readonly<ExchangeRecord> | undefined;
  /** Closes the kept sockets. */
  close: () => void;
}

/**
 * axios over node's own keep-alive agents, without the stock adapter's redirect, proxy and stream layers. Every status
 * resolves, whatever its body is like; only a failure of the connection before it rejects. Responses are buffered and unzipped
 * in one go, except for a 2xx of which the stream is wanted. A request is known by its signal, which is its own.
 */
export const createHttpAdapter = (maxSockets: number, now: () => number): HttpAdapter => {
  const keep = {
    keepAlive: true,
    maxSockets,
    maxFreeSockets: maxSockets,
    timeout: IDLE_MS,
    scheduling: "lifo",
  } as const;
  const http = new HttpAgent(keep);
  const https = new HttpsAgent(keep);
  const proxied = new Map<string, Promise<HttpAgent>>();

  const usedAt = new WeakMap<HttpAgent, number>();
  const records = new WeakMap<AbortSignal, ExchangeRecord>();

  /** While a machine sleeps its timers do not run: sockets that an agent should have dropped meanwhile are dropped now. */
  const wake = (agent: HttpAgent): void => {
    if (now() - (usedAt.get(agent) ?? now()) > IDLE_MS) dropIdleSockets(agent);
    usedAt.set(agent, now());
  };

  const agentFor = async (url: string): Promise<HttpAgent | HttpsAgent> => {
    if (url.startsWith("http:")) return http; // loopback only, so never through a proxy
    const proxy = proxyFor(url);
    if (proxy === undefined) return https;
    let agent = proxied.get(proxy);
    if (agent === undefined) {
      agent = tunnelThrough(proxy, keep);
      proxied.set(proxy, agent);
    }
    return agent;
  };

  return {
    adapter: async (config) => {
      const url = config.url ?? "";
      const agent = await agentFor(url);
      wake(agent);
      const answer = await exchange(url, agent, config, records).finally(() => usedAt.set(agent, now()));
      // The data carries the headers: axios would copy them one by one.
      return { status: answer.status, statusText: "", headers: {}, data: answer, config };
    },
    recordOf: (signal) => records.get(signal),
    close: () => {
      http.destroy();
      https.destroy();
      for (const agent of proxied.values())
        agent.then(
          (one) => one.destroy(),
          () => undefined,
        );
    },
  };
};

const exchange = (
  url: string,
  agent: HttpAgent | HttpsAgent,
  config: InternalAxiosRequestConfig,
  records: WeakMap<AbortSignal, ExchangeRecord>,
) =>
  new Promise<RawAnswer>((resolve, reject) => {
    const send = url.startsWith("https:") ? httpsRequest : httpRequest;
    const signal = config.signal as AbortSignal | undefined;
    const request = send(url, {
      method: config.method?.toUpperCase() ?? "GET",
      agent,
      headers: wireHeaders(config),
      rejectUnauthorized: true, // whatever the value of NODE_TLS_REJECT_UNAUTHORIZED
    });
    const record: ExchangeRecord = { sent: false };
    if (signal !== undefined) records.set(signal, record);
    watchSending(request, record);

    let isOver = false;
    const end = (conclude: () => void): void => {
      if (isOver) return;
      isOver = true;
      signal?.removeEventListener("abort", onAbort);
      conclude();
    };
    const fail = (error: ConnectionFailure, isAnswered = false): void =>
      end(() => {
        const isCut = error.code === "ECONNRESET" || error.code === "EPIPE";
        const staleSocket = request.reusedSocket && isCut && !isAnswered;
        if (staleSocket) dropIdleSockets(agent);
        reject(Object.assign(error, { staleSocket }));
      });
    // Without a socket, as in front of a silent proxy, a request emits nothing at its end.
    const onAbort = (): void => {
      const aborted = Object.assign(new Error("aborted"), { code: "ABORTED" });
      request.destroy(aborted);
      fail(aborted);
    };
    const settle = (head: AnswerHead, body: ReadBody & { stream?: Readable }): void => {
      if (body.damage !== undefined) request.destroy();
      end(() => resolve({ ...head, ...body }));
    };
    request.on("error", (error: ConnectionFailure) => {
      if (record.head === undefined) fail(error);
      else settle(record.head, { bytes: Buffer.alloc(0), damage: error.code ?? "ECONNRESET" });
    });
    // An upgrade that was not requested: node takes it for a response, and only closes.
    request.on("close", () => {
      if (record.head === undefined)
        fail(Object.assign(new Error("closed without a response"), { code: "ECONNRESET" }), true);
    });
    request.on("response", (answer) => {
      const head = (record.head = { status: answer.statusCode ?? 0, headers: answer.headers });
      if (config.responseType === "stream" && head.status < 300) {
        answer.on("error", () => undefined); // its reader learns of it from the stream's state
        settle(head, { bytes: Buffer.alloc(0), stream: answer });
      } else void readBody(answer).then((body) => settle(head, body));
    });
    if (signal?.aborted === true) onAbort();
    else signal?.addEventListener("abort", onAbort, { once: true });
    request.end(config.data as string | Uint8Array | undefined);
  });

/** If one idle socket was closed by the other side, the other idle ones probably were, too. */
const dropIdleSockets = ({ freeSockets }: HttpAgent | HttpsAgent): void => {
  for (const socket of Object.values(freeSockets).flat()) socket?.destroy();
};

const wireHeaders = (config: InternalAxiosRequestConfig): Record<string, string> => {
  const data = config.data as string | Uint8Array | undefined;
  if (data === undefined) config.headers.delete("content-type"); // axios names one even where there is no body
  return {
    ...(config.headers.toJSON() as Record<string, string>),
    "accept-encoding": "gzip",
    ...(data === undefined ? {} : { "content-length": String(Buffer.byteLength(data)) }),
  };
};

/** Nothing can have been sent before the connection was open, TLS included; from then on it may have been. */
const watchSending = (request: ClientRequest, record: ExchangeRecord): void => {
  request.on("socket", (socket) => {
    const isSecure = "encrypted" in socket;
    const isHandshaking = (socket as { secureConnecting?: boolean }).secureConnecting === true;
    if (!socket.connecting && !isHandshaking) record.sent = true;
    else socket.once(isSecure ? "secureConnect" : "connect", () => (record.sent = true));
  });
};
