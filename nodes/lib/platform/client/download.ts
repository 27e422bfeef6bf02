import { Readable } from "node:stream";
import { GenesysError, isGenesysError } from "../errors/errors";
import { drain } from "../http/drain";
import { fileAddress, isOfApi } from "../http/file-hosts";
import { writeRequest } from "../http/wire";
import { sleep, steadily, untilClosed } from "../time/clock";
import type { Attempt } from "./attempt";
import { emptyTally, factsOf, judgeAttempt } from "./next-attempt";
import type { Tally } from "./outcome";
import type { CallOptions, Client, Clock, Download, Downloaded, Exchange, Hosts } from "../types";
import type { Random, Transport } from "../types";

interface DownloadParts {
  transport: Transport;
  /** Attempts that end with the headers. */
  attempt: Attempt;
  limiter: { nextPosition(): number };
  clock: Clock;
  random: Random;
  hosts: () => Promise<Hosts>;
  timeoutMs: number;
  maxWaitMs: number;
  deadlineMs: number;
}

/** A file may be moved so often. */
const MOST_REDIRECTS = 5;
const OPERATION = "download";

/** The tally of a download. */
interface Course extends Tally {
  /** The present attempt requests the store of files, which has no limiter. */
  isAtStore: boolean;
}

/**
 * Files come from where the platform says, redirects included, as long as that is a place of its own. Each hop is checked
 * before it is requested. Only a request of the API has the token, and passes the rate limit.
 */
export const createDownload = (parts: DownloadParts): Client["download"] => {
  const { clock, random, maxWaitMs, timeoutMs } = parts;

  const request = (url: URL, apiUrl: string, tally: Course, options: CallOptions): Promise<Exchange> => {
    const { signal } = options;
    tally.isAtStore = !isOfApi(url, apiUrl);
    if (tally.isAtStore) {
      const plain = { method: "GET", url: url.href, headers: {}, timeoutMs, signal, as: "stream" } as const;
      return parts.transport(plain).catch((error: unknown) => {
        throw isGenesysError(error, "denied") || isGenesysError(error, "auth")
          ? expired(error.cause.status)
          : error;
      });
    }
    const path = url.href.slice(apiUrl.length);
    const written = writeRequest({
      ...{ operation: OPERATION, method: "GET", path, repeatable: true },
      headers: { accept: "*/*" },
    });
    const patienceMs = (options.deadline ?? Infinity) - clock.now();
    const queued = { operation: OPERATION, patienceMs, onHeldBack: options.onHeldBack };
    return parts.attempt(written, parts.limiter.nextPosition(), tally, { queued, signal });
  };

  /** The response with the file, after all redirects. */
  const follow = async (address: string, tally: Course, options: CallOptions): Promise<Exchange> => {
    const { apiUrl } = await untilClosed(parts.hosts(), options.signal);
    let url = fileAddress(address.startsWith("/api/v2/") ? `${apiUrl}${address}` : address, apiUrl);
    for (let hops = 0; hops <= MOST_REDIRECTS; hops += 1) {
      const exchange = await request(url, apiUrl, tally, options);
      const next = exchange.status < 300 ? undefined : exchange.headers["location"];
      if (next === undefined) return exchange;
      url = fileAddress(next, apiUrl, url.href);
    }
    throw new GenesysError("answer", "The address of the file redirects too often.", { outcome: "done" });
  };

  const once = async (
    download: Download,
    tally: Course,
    options: CallOptions,
    report: (exchange: Exchange) => void,
  ): Promise<Downloaded> => {
    const exchange = await follow(download.url, tally, options);
    const stream = exchange.body instanceof Readable ? exchange.body : Readable.from([]);
    const target = await download.open().catch((error: unknown) => {
      stream.destroy();
      throw error;
    });
    try {
      const { signal, deadline = clock.now() + parts.deadlineMs } = options;
      const { maxBytes, onProgress } = download;
      const bytes = await drain(exchange, stream, target, {
        ...{ clock, silenceMs: timeoutMs, deadline, maxBytes, signal, onProgress },
      });
      await target.end();
      report(exchange);
      return { bytes, ...described(exchange) };
    } catch (error) {
      await target.drop();
      throw error;
    }
  };

  return async (download, options = {}) => {
    const deadline = options.deadline ?? clock.now() + parts.deadlineMs;
    const tally: Course = { ...emptyTally(), isAtStore: false };
    const steady = steadily(clock);
    const startedAt = steady.now();
    const { operation } = download;
    const report = (exchange: Exchange): void => {
      if (operation === undefined) return;
      const { status } = exchange;
      const durationMs = steady.now() - startedAt;
      options.onFacts?.({ operation, status, attempts: tally.attempts, durationMs, ...factsOf(exchange) });
    };
    for (;;) {
      tally.attempts += 1;
      try {
        return await once(download, tally, { ...options, deadline }, report);
      } catch (error) {
        const remainingMs = deadline - clock.now();
        const situation = { repeatable: true, remainingMs, random, maxWaitMs, isUnlimited: tally.isAtStore };
        const verdict = judgeAttempt(error, tally, situation);
        if (!verdict.again || remainingMs <= 0) throw ofDownload(error, operation);
        await sleep(clock, verdict.waitMs, options.signal);
      }
    }
  };
};

const described = ({ headers }: Exchange): Omit<Downloaded, "bytes"> => {
  const contentType = headers["content-type"];
  const name = nameIn(headers["content-disposition"]);
  return { ...(contentType === undefined ? {} : { contentType }), ...(name === undefined ? {} : { name }) };
};

/** The file's name in a `Content-Disposition`, without folders and control characters. */
const nameIn = (disposition = ""): string | undefined => {
  const [, encoded] = /filename\*=UTF-8''([^;]+)/i.exec(disposition) ?? [];
  const [, quoted, plain] = /filename="?(?:(?<=")([^"]*)"|([^";]+))/i.exec(disposition) ?? [];
  const name = (decoded(encoded) ?? quoted ?? plain ?? "").split(/[\\/]/).at(-1) ?? "";
  // eslint-disable-next-line no-control-regex
  const clean = name.replace(/[\u0000-\u001f\u007f]/g, "").trim();
  return clean === "" || /^\.+$/.test(clean) ? undefined : clean.slice(0, 255);
};

const decoded = (text: string | undefined): string | undefined => {
  try {
    return text === undefined ? undefined : decodeURIComponent(text);
  } catch {
    return undefined;
  }
};

/** A store of files knows no permissions, only signed addresses that last for minutes. */
const expired = (status: number | undefined): GenesysError =>
  new GenesysError(
    "denied",
    "The signed address of the file is not valid any more. Request the address again.",
    { outcome: "refused", ...(status === undefined ? {} : { status }) },
  );

/** A signed address, or what a store of files writes, is in no error. */
const ofDownload = (error: unknown, operation = OPERATION): unknown => {
  if (!isGenesysError(error) || error.code === "closed" || error.cause.field !== undefined) return error;
  const { code, message, cause } = error;
  return new GenesysError(code, `The file could not be downloaded. ${message}`, { ...cause, operation });
};
