import {
  Agent as HttpAgent,
  request as httpRequest,
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
} from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { gunzipSync } from "node:zlib";
import type { AxiosAdapter, InternalAxiosRequestConfig } from "axios";
import { tunnelThrough } from "./tunnel";

/** Kept sockets are dropped after so long a silence; the platform drops them after 60 s. */
const IDLE_MS = 52_000;
/** A larger answer is not read to its end. */
export const MAX_ANSWER_BYTES = 32 * 1024 * 1024;

/** What went wrong on the line. `sent`: the request may have reached the other side. */
export interface LineFailure extends Error {
  code?: string;
  sent?: boolean;
  staleSocket?: boolean;
  /** The proxy would not open the way; this is its own answer. */
  proxyStatus?: number;
}

/** What the adapter puts in the place of the data: headers with lower-case names, the body unzipped. */
export interface RawAnswer {
  headers: IncomingHttpHeaders;
  bytes: Buffer;
}

export interface HttpAdapter {
  adapter: AxiosAdapter;
  /** Closes the kept sockets. */
  close: () => void;
}

/**
 * axios over node's own keep-alive agents, without the stock adapter's redirect, proxy and stream layers. Every status
 * resolves; only a failure of the line rejects. Answers are buffered and unzipped in one go.
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

  /** While a machine sleeps its timers stand still: sockets that an agent should have dropped meanwhile are dropped now. */
  const wake = (agent: HttpAgent): void => {
    if (now() - (usedAt.get(agent) ?? now()) > IDLE_MS) dropIdleSockets(agent);
    usedAt.set(agent, now());
  };

  const agentFor = async (url: string): Promise<HttpAgent | HttpsAgent> => {
    if (url.startsWith("http:")) return http; // loopback only, so never through a proxy
    if (!proxyIsNamed()) return https;
    const { getProxyForUrl } = await import("proxy-from-env");
    const proxy = getProxyForUrl(url);
    if (proxy === "") return https;
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
      const { answer, body } = await exchange(url, agent, config).finally(() => usedAt.set(agent, now()));
      return {
        status: answer.statusCode ?? 0,
        statusText: "",
        headers: {}, // axios would copy them one by one
        data: { headers: answer.headers, bytes: body } satisfies RawAnswer,
        config,
      };
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

const proxyIsNamed = (): boolean =>
  ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"].some((name) => (process.env[name] ?? "") !== "");

const exchange = (url: string, agent: HttpAgent | HttpsAgent, config: InternalAxiosRequestConfig) =>
  new Promise<{ answer: IncomingMessage; body: Buffer }>((resolve, reject) => {
    const send = url.startsWith("https:") ? httpsRequest : httpRequest;
    const signal = config.signal as AbortSignal | undefined;
    const line = send(url, {
      method: config.method?.toUpperCase() ?? "GET",
      agent,
      headers: wireHeaders(config),
      rejectUnauthorized: true, // whatever NODE_TLS_REJECT_UNAUTHORIZED says
    });
    const wasSent = watchSending(line);

    let hasAnswer = false;
    let hasFailed = false;
    const fail = (error: LineFailure): void => {
      if (hasFailed) return;
      hasFailed = true;
      signal?.removeEventListener("abort", onAbort);
      const isCut = error.code === "ECONNRESET" || error.code === "EPIPE";
      const staleSocket = line.reusedSocket && isCut && !hasAnswer;
      if (staleSocket) dropIdleSockets(agent);
      reject(Object.assign(error, { sent: wasSent(), staleSocket }));
    };
    // Without a socket, as in front of a silent proxy, a request says nothing of its end.
    const onAbort = (): void => {
      const aborted = Object.assign(new Error("aborted"), { code: "ABORTED" });
      line.destroy(aborted);
      fail(aborted);
    };
    line.on("error", fail);
    // An upgrade that nobody asked for: node takes it for an answer, and only closes.
    line.on("close", () => {
      if (hasAnswer) return;
      hasAnswer = true;
      fail(Object.assign(new Error("closed without an answer"), { code: "ECONNRESET" }));
    });
    line.on("response", (answer) => {
      hasAnswer = true;
      readBody(answer).then(
        (body) => {
          signal?.removeEventListener("abort", onAbort);
          resolve({ answer, body });
        },
        (error: LineFailure) => {
          line.destroy();
          fail(error);
        },
      );
    });
    if (signal?.aborted === true) onAbort();
    else signal?.addEventListener("abort", onAbort, { once: true });
    line.end(config.data as string | Uint8Array | undefined);
  });

/** Where one kept socket turns out to be dead, those that lie idle beside it are no better. */
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

/** Nothing can have been sent before the line stood; from then on it may have been. */
const watchSending = (line: ClientRequest): (() => boolean) => {
  let sent = false;
  line.on("socket", (socket) => {
    const isSecure = "encrypted" in socket;
    const isHandshaking = (socket as { secureConnecting?: boolean }).secureConnecting === true;
    if (!socket.connecting && !isHandshaking) sent = true;
    else socket.once(isSecure ? "secureConnect" : "connect", () => (sent = true));
  });
  return () => sent;
};

const readBody = (answer: IncomingMessage): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    answer.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_ANSWER_BYTES)
        reject(Object.assign(new Error("answer too large"), { code: "TOO_LARGE" }));
      else chunks.push(chunk);
    });
    answer.on("error", reject);
    answer.on("aborted", () => reject(Object.assign(new Error("answer cut off"), { code: "ECONNRESET" })));
    answer.on("end", () => {
      const body = chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
      if (answer.headers["content-encoding"] !== "gzip" || body.length === 0) resolve(body);
      else
        try {
          resolve(gunzipSync(body, { maxOutputLength: MAX_ANSWER_BYTES }));
        } catch (error) {
          const isTooLarge = (error as LineFailure).code === "ERR_BUFFER_TOO_LARGE";
          const code = isTooLarge ? "TOO_LARGE" : "BAD_GZIP";
          reject(Object.assign(new Error("answer cannot be unzipped"), { code }));
        }
    });
  });
