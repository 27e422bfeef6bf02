import { sleep } from "../time/clock";
import { GenesysError, isGenesysError } from "../errors/errors";
import { followed } from "../errors/act-fate";
import { judge } from "./retry";
import type { Client, Clock, Hosts, Random, Transport } from "../types";

interface UploadParts {
  transport: Transport;
  clock: Clock;
  random: Random;
  hosts: () => Promise<Hosts>;
  timeoutMs: number;
  maxWaitMs: number;
  deadlineMs: number;
}

/** Nothing of the account is sent to a store of files, whatever the response names. */
const SECRET_HEADER = /^(authorization|proxy-authorization|cookie)$/i;

/**
 * Files are uploaded to the URL and with the headers that the platform returned, and never with the account's token.
 * The same bytes may be sent twice, so a failed connection is retried.
 */
export const createUpload = (parts: UploadParts): Client["upload"] => {
  const { clock, random, maxWaitMs } = parts;

  return async ({ url, headers, bytes }, options = {}) => {
    refuseStranger(url, (await parts.hosts()).apiUrl);
    const shown = Object.entries(headers).filter(([name]) => !SECRET_HEADER.test(name));
    if (!shown.some(([name]) => /^content-type$/i.test(name)))
      shown.push(["content-type", "application/octet-stream"]);
    const deadline = options.deadline ?? clock.now() + parts.deadlineMs;
    for (let failures = 1; ; failures += 1) {
      try {
        const wire = {
          method: "PUT",
          url,
          headers: Object.fromEntries(shown),
          body: bytes,
          timeoutMs: parts.timeoutMs,
          signal: options.signal,
          as: "bytes",
        } as const;
        await followed(options.fate, () => parts.transport(wire));
        return;
      } catch (error) {
        // The store has the file. Its response is not needed.
        if (isGenesysError(error, "answer") && error.cause.outcome === "done") return;
        const remainingMs = deadline - clock.now();
        const refusals = isGenesysError(error, "limited") ? failures : 0;
        const situation = { repeatable: true, failures, refusals, maxWaitMs, remainingMs, random };
        const verdict = judge(error, { ...situation, isUnlimited: true });
        if (!verdict.again) throw ofUpload(error);
        await sleep(clock, verdict.waitMs, options.signal);
      }
    }
  };
};

/** https, or the API's own host, which is the simulated org. */
const refuseStranger = (url: string, apiUrl: string): void => {
  const target = URL.canParse(url) ? new URL(url) : undefined;
  if (target?.protocol === "https:" || target?.origin === new URL(apiUrl).origin) return;
  throw new GenesysError(
    "answer",
    "The platform returned an upload address that does not use https. Nothing was uploaded.",
    { outcome: "notSent" },
  );
};

const ofUpload = (error: unknown): unknown =>
  isGenesysError(error) && error.code !== "closed"
    ? new GenesysError(error.code, `The file could not be uploaded. ${error.message}`, error.cause)
    : error;
