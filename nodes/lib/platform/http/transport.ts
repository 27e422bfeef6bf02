import { createRequire } from "node:module";
import type * as axios from "axios";
import type * as undici from "undici";
import { closedError, GenesysError } from "../errors/errors";
import type { ConnectionFailure, ExchangeRecord, RawAnswer } from "./course";
import { createHttpAdapter, type HttpAdapter } from "./http-adapter";
import { isSuccess, readAnswer, statusError } from "./read-answer";
import { proxyError } from "./refusal";
import type { Clock, ExchangeRequest, Transport } from "../types";

interface TransportParts {
  clock: Clock;
  /** The most connections per host. */
  maxSockets?: number;
}

/** Not `import`: it would take the files of axios one by one, which is twice as long. */
const load = createRequire(__filename);
const loadAxios = () => load("axios") as typeof axios;
const loadUndici = () => load("undici") as typeof undici;

/** Loads what the first request loads, in parts. What cannot be loaded is reported by that request. */
export const requestSteps = (): (() => void)[] =>
  [loadAxios, loadUndici].map((loadPart) => () => {
    try {
      loadPart();
    } catch {
      // Thrown in a turn of its own, it would end Node-RED.
    }
  });

/** What of axios and undici is used here; they are loaded with the first request at the latest. */
interface Front {
  begin: HttpAdapter["begin"];
  ask: (config: {
    method: string;
    url: string;
    adapter: axios.AxiosAdapter;
  }) => Promise<{ status: number; data: RawAnswer }>;
}

/**
 * One exchange over HTTP with axios: no token, no repeat, no redirect. It resolves for 2xx only, the timeout covers
 * the body too, and no AxiosError leaves this file: it would carry the bearer token along. Of a stream, the timeout covers the headers,
 * and a redirect is returned.
 */
export const createTransport = ({
  clock,
  maxSockets = 32,
}: TransportParts): { send: Transport; close: () => void } => {
  let front: Front | undefined;
  let http: HttpAdapter | undefined;

  const loadFront = (): Front => {
    const { Axios } = loadAxios();
    const { Client } = loadUndici();
    // Not `create`: the defaults that it has for its stock adapter are merged into each request, and would change the data.
    const instance = new Axios();
    http = createHttpAdapter({ Client, maxSockets, now: () => clock.now() });
    return { begin: http.begin, ask: (config) => instance.request<RawAnswer>(config) };
  };

  const send: Transport = async (request) => {
    const { ask, begin } = (front ??= loadFront());
    const isClosed = (): boolean => request.signal?.aborted === true;
    if (isClosed()) throw closedError("notSent");
    const course = begin(request);
    const abort = (): void => course.abort();
    let timedOut = false;
    const stopTimer = clock.after(request.timeoutMs, () => {
      timedOut = true;
      abort();
    });
    request.signal?.addEventListener("abort", abort, { once: true });
    try {
      const { data } = await ask({ method: request.method, url: request.url, adapter: course.adapter });
      return readAnswer(request, data);
    } catch (error) {
      if (error instanceof GenesysError) throw error;
      const { record } = course;
      if (isClosed()) throw closedError(outcomeOf(record));
      if (timedOut) throw timeoutError(request, record);
      throw lineError(request, error as ConnectionFailure, record);
    } finally {
      stopTimer();
      request.signal?.removeEventListener("abort", abort);
    }
  };

  return { send, close: () => http?.close() };
};

const hostOf = ({ url }: ExchangeRequest): string => new URL(url).host;

/** Of a request without a record nothing was sent. */
const outcomeOf = (record: ExchangeRecord | undefined) => (record?.sent === true ? "unknown" : "notSent");

const timeoutError = (request: ExchangeRequest, record: ExchangeRecord | undefined): GenesysError => {
  const { timeoutMs } = request;
  const head = record?.head;
  if (head !== undefined && !isSuccess(head))
    return statusError(request, { ...head, bytes: Buffer.alloc(0), damage: "TIMEOUT" });
  const outcome = outcomeOf(record);
  const within = `within ${timeoutMs / 1000} s`;
  const sentence =
    outcome === "notSent"
      ? `The connection to ${hostOf(request)} was not established ${within}. Check the network and the proxy, if there is one.`
      : `${hostOf(request)} did not respond ${within}.`;
  return new GenesysError("timeout", sentence, { outcome, timeoutMs });
};

/** What went wrong with the connection, as a sentence that helps. */
const lineError = (
  request: ExchangeRequest,
  failure: ConnectionFailure,
  record: ExchangeRecord | undefined,
): Error => {
  const code = failure.code ?? "UNKNOWN";
  // It was never sent: a mistake in this package. A new error, so that nothing of the request hangs on it.
  if (record === undefined) return new TypeError(`the request cannot be made (${code})`);
  const host = hostOf(request);
  if (failure.proxyStatus !== undefined) return proxyError(failure.proxyStatus, host);
  const known: Record<string, string> = {
    BAD_PROXY: `The proxy that is named for ${host} in the environment has no usable http:// or https:// address. Check HTTPS_PROXY.`,
    ENOTFOUND: `The host ${host} does not exist. Check the account's region.`,
    EAI_AGAIN: `The name ${host} cannot be resolved at the moment. Check the network.`,
    ECONNREFUSED: `${host} refuses connections. Check the account's hosts and the proxy, if there is one.`,
  };
  const sentence = /CERT|SELF_SIGNED|UNABLE_TO|ERR_TLS/.test(code)
    ? `The certificate of ${host} cannot be verified (${code}). Behind an inspecting proxy, set NODE_EXTRA_CA_CERTS.`
    : (known[code] ?? `The connection to ${host} failed (${code}).`);
  return new GenesysError("network", sentence, {
    outcome: outcomeOf(record),
    networkCode: code,
    ...(failure.staleSocket === true ? { staleSocket: true } : {}),
  });
};
