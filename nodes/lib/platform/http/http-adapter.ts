import {
  Agent as HttpAgent,
  request as httpRequest,
  type ClientRequest,
  type IncomingHttpHeaders,
} from "node:http";
import type { Readable } from "node:stream";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import type { AxiosAdapter } from "axios";
import { readBody, type ReadBody } from "./answer-body";
import { proxyFor } from "./proxy-for";
import { tunnelThrough } from "./tunnel";
import type { ExchangeRequest } from "../types";

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

/** What is known of one request, also after it was aborted. */
export interface ExchangeRecord {
  /** The request may have reached the other side. */
  sent: boolean;
  /** There as soon as status and headers have arrived. */
  head?: AnswerHead;
}

/** What the adapter puts in the place of the data. */
export type RawAnswer = AnswerHead & ReadBody & { stream?: Readable };

/** One request on its way. */
export interface Course {
  /** For this request alone. */
  adapter: AxiosAdapter;
  /** Absent where the request was never made. */
  record?: ExchangeRecord;
  isAborted: boolean;
  abort: () => void;
}

export interface HttpAdapter {
  begin: (request: ExchangeRequest) => Course;
  /** Closes the kept sockets. */
  close: () => void;
}

/**
 * axios over node's own keep-alive agents, without the stock adapter's redirect, proxy and stream layers. Headers and body go
 * past axios, which would copy and check them twice. Every status resolves, whatever its body is like; only a failure of the
 * connection before it rejects. Responses are buffered and unzipped in one go, except for a 2xx of which the stream is wanted.
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
  // Its sockets differ in nothing else; node's own name has two dozen parts, and is made three times for each request.
  https.getName = ({ host, port } = {}) => `${host}:${port}`;
  const proxied = new Map<string, Promise<HttpAgent>>();
  /** By host: which proxy is for it is looked up in the environment once. */
  const agents = new Map<string, HttpAgent | Promise<HttpAgent>>();

  const usedAt = new WeakMap<HttpAgent, number>();

  /** While a machine sleeps its timers do not run: sockets that an agent should have dropped meanwhile are dropped now. */
  const wake = (agent: HttpAgent): void => {
    if (now() - (usedAt.get(agent) ?? now()) > IDLE_MS) dropIdleSockets(agent);
    usedAt.set(agent, now());
  };

  const find = ({ protocol, origin }: URL): HttpAgent | Promise<HttpAgent> => {
    if (protocol === "http:") return http; // loopback only, so never through a proxy
    const proxy = proxyFor(`${origin}/`);
    if (proxy === undefined) return https;
    let agent = proxied.get(proxy);
    if (agent === undefined) {
      agent = tunnelThrough(proxy, keep);
      proxied.set(proxy, agent);
    }
    return agent;
  };

  const agentFor = (url: URL): HttpAgent | Promise<HttpAgent> => {
    let agent = agents.get(url.origin);
    if (agent === undefined) agents.set(url.origin, (agent = find(url)));
    return agent;
  };

  const send = async (request: ExchangeRequest, course: Course): Promise<RawAnswer> => {
    const url = new URL(request.url);
    const agent = await agentFor(url);
    wake(agent);
    try {
      return await exchange(request, url, agent, course);
    } finally {
      usedAt.set(agent, now());
    }
  };

  return {
    begin: (request) => {
      const course: Course = {
        adapter: async (config) => {
          const data = await send(request, course);
          return { status: data.status, statusText: "", headers: {}, data, config };
        },
        isAborted: false,
        abort: () => void (course.isAborted = true),
      };
      return course;
    },
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

const exchange = (wanted: ExchangeRequest, to: URL, agent: HttpAgent, course: Course) =>
  new Promise<RawAnswer>((resolve, reject) => {
    const { protocol, hostname, port, pathname, search } = to;
    // Its parts: of a whole URL, node makes an object with a dozen more, and copies it several times.
    const request = (protocol === "https:" ? httpsRequest : httpRequest)({
      method: wanted.method,
      agent,
      host: hostname.replace(/^\[|\]$/g, ""),
      port: port === "" ? undefined : port,
      path: `${pathname}${search}`,
      headers: wireHeaders(wanted),
      rejectUnauthorized: true, // whatever the value of NODE_TLS_REJECT_UNAUTHORIZED
    });
    const record: ExchangeRecord = (course.record = { sent: false });
    watchSending(request, record);

    let isOver = false;
    const end = (conclude: () => void): void => {
      if (isOver) return;
      isOver = true;
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
    course.abort = () => {
      if (isOver) return; // its socket may be that of another request
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
      if (wanted.as === "stream" && head.status < 300) {
        answer.on("error", () => undefined); // its reader learns of it from the stream's state
        settle(head, { bytes: Buffer.alloc(0), stream: answer });
      } else void readBody(answer).then((body) => settle(head, body));
    });
    if (course.isAborted) course.abort();
    request.end(wanted.body);
  });

/** If one idle socket was closed by the other side, the other idle ones probably were, too. */
const dropIdleSockets = ({ freeSockets }: HttpAgent | HttpsAgent): void => {
  for (const socket of Object.values(freeSockets).flat()) socket?.destroy();
};

const wireHeaders = ({ headers, body }: ExchangeRequest): Record<string, string> => ({
  ...headers,
  "accept-encoding": "gzip",
  ...(body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) }),
});

/** Nothing can have been sent before the connection was open, TLS included; from then on it may have been. */
const watchSending = (request: ClientRequest, record: ExchangeRecord): void => {
  request.on("socket", (socket) => {
    const isSecure = "encrypted" in socket;
    const isHandshaking = (socket as { secureConnecting?: boolean }).secureConnecting === true;
    if (!socket.connecting && !isHandshaking) record.sent = true;
    else socket.once(isSecure ? "secureConnect" : "connect", () => (record.sent = true));
  });
};
