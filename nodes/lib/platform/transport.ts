import { closedError, createClosing } from "./clock";
import { GenesysError } from "./errors";
import { createHttpAdapter, type LineFailure, type RawAnswer } from "./http-adapter";
import { proxyError, refusalError } from "./refusal";
import type { Clock, Exchange, ExchangeRequest, Transport } from "./types";

interface TransportParts {
  clock: Clock;
  /** At most so many connections per host. */
  maxSockets?: number;
}

/** What of axios is used here; it is loaded with the first request. */
type Front = (config: {
  method: string;
  url: string;
  headers: Record<string, string>;
  data: string | Uint8Array | undefined;
  signal: AbortSignal;
}) => Promise<{ status: number; data: RawAnswer }>;

/**
 * One exchange over HTTP with axios: no token, no repeat, no redirect. It resolves for 2xx only, the time-out covers
 * the body too, and no AxiosError leaves this file: it would carry the bearer token along.
 */
export const createTransport = ({
  clock,
  maxSockets = 32,
}: TransportParts): { send: Transport; close: () => void } => {
  const http = createHttpAdapter(maxSockets, () => clock.now());
  let front: Promise<Front> | undefined;

  const loadFront = async (): Promise<Front> => {
    const { default: axios } = await import("axios");
    const raw = [(data: unknown) => data] as [(data: unknown) => unknown];
    const instance = axios.create({ adapter: http.adapter, transformRequest: raw, transformResponse: raw });
    return (config) => instance.request<RawAnswer>(config);
  };

  const send: Transport = async (request) => {
    const exchange = await (front ??= loadFront());
    const controller = createClosing();
    const abort = (): void => controller.abort();
    let timedOut = false;
    const stopTimer = clock.after(request.timeoutMs, () => {
      timedOut = true;
      abort();
    });
    if (request.signal?.aborted === true) abort();
    request.signal?.addEventListener("abort", abort, { once: true });
    try {
      const answer = await exchange({
        method: request.method,
        url: request.url,
        headers: { ...request.headers },
        data: request.body,
        signal: controller.signal,
      });
      return read(request, answer.status, answer.data);
    } catch (error) {
      if (error instanceof GenesysError) throw error;
      if (request.signal?.aborted === true) throw closedError();
      if (timedOut) throw timeoutError(request, error as LineFailure);
      throw lineError(request, error as LineFailure);
    } finally {
      stopTimer();
      request.signal?.removeEventListener("abort", abort);
    }
  };

  return { send, close: http.close };
};

const read = (request: ExchangeRequest, status: number, { headers: told, bytes }: RawAnswer): Exchange => {
  const headers = told as Record<string, string>; // but for cookies, which nobody reads
  const isSuccess = status >= 200 && status < 300;
  const isBytes = request.as === "bytes" || BINARY.test(headers["content-type"] ?? "");
  if (isSuccess && isBytes) return { status, headers, body: bytes.length === 0 ? undefined : bytes };
  const body = parse(bytes, headers["content-type"] ?? "");
  if (!isSuccess)
    throw status < 400 ? redirectError(status) : refusalError({ status, headers, body, sent: request.body });
  if (typeof body === "string" && /html/i.test(headers["content-type"] ?? "")) throw webPageError(status);
  if (body === BROKEN) throw brokenError(status);
  return { status, headers, body };
};

/** What is no text is handed on as it is: a recording, a picture, a document. */
const BINARY = /^(image|audio|video)\/|^application\/(octet-stream|pdf|zip)\b/i;

const BROKEN = Symbol("not JSON");

const parse = (bytes: Buffer, contentType: string): unknown => {
  if (bytes.length === 0) return undefined;
  const text = bytes.toString("utf8");
  if (!/json/i.test(contentType) && !/^\s*[[{"]/.test(text)) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return /json/i.test(contentType) ? BROKEN : text;
  }
};

const hostOf = ({ url }: ExchangeRequest): string => new URL(url).host;

const outcomeOf = (failure: LineFailure) => (failure.sent === false ? "notSent" : "unknown");

const timeoutError = (request: ExchangeRequest, failure: LineFailure): GenesysError =>
  new GenesysError("timeout", `${hostOf(request)} did not answer within ${request.timeoutMs / 1000} s.`, {
    outcome: outcomeOf(failure),
    timeoutMs: request.timeoutMs,
  });

/** What the line says, in words that help. Certificate trouble always comes before anything is sent. */
const lineError = (request: ExchangeRequest, failure: LineFailure): Error => {
  const code = failure.code ?? "UNKNOWN";
  // It never got as far as the line: a mistake in this package. A new error, so that nothing of the request hangs on it.
  if (failure.sent === undefined) return new TypeError(`the request cannot be made (${code})`);
  const host = hostOf(request);
  if (failure.proxyStatus !== undefined) return proxyError(failure.proxyStatus, host);
  const isCertificate = /CERT|SELF_SIGNED|UNABLE_TO|ERR_TLS/.test(code);
  const known: Record<string, string> = {
    ENOTFOUND: `The host ${host} does not exist. Check the account's region.`,
    EAI_AGAIN: `The name ${host} cannot be resolved at present. Check the network.`,
    ECONNREFUSED: `${host} refuses connections. Check the account's hosts, and a proxy if there is one.`,
    TOO_LARGE: `The answer of ${host} is too large.`,
    BAD_GZIP: `The answer of ${host} is damaged.`,
  };
  if (code === "TOO_LARGE" || code === "BAD_GZIP")
    return new GenesysError("answer", known[code] ?? "", { outcome: "done", networkCode: code });
  const sentence = isCertificate
    ? `The certificate of ${host} cannot be verified (${code}). Behind an inspecting proxy, set NODE_EXTRA_CA_CERTS.`
    : (known[code] ?? `The connection to ${host} failed (${code}).`);
  return new GenesysError("network", sentence, {
    outcome: isCertificate ? "notSent" : outcomeOf(failure),
    networkCode: code,
    ...(failure.staleSocket === true ? { staleSocket: true } : {}),
  });
};

const redirectError = (status: number): GenesysError =>
  new GenesysError(
    "answer",
    `The answer ${status} points elsewhere; it is not followed. Check the account's hosts.`,
    {
      outcome: "unknown",
      status,
    },
  );

const webPageError = (status: number): GenesysError =>
  new GenesysError(
    "answer",
    "The answer is a web page, not the API. Check the account's hosts and any proxy in between.",
    { outcome: "unknown", status },
  );

const brokenError = (status: number): GenesysError =>
  new GenesysError("answer", "The answer is not valid JSON, although the request was accepted.", {
    outcome: "done",
    status,
  });
