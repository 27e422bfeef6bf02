import { subscribe } from "node:diagnostics_channel";

/**
 * When is all that was started at one moment over? Everything that takes part is in this process: the flow, the organisation,
 * stubs, and the sockets between them. What one writes to a socket of this machine, the other can read in the next turn of the event loop.
 * So it is over when so many turns have passed in which nothing has happened, and no thread works on anything.
 */
const QUIET_TURNS = 10;

/** What another thread or the system works on, by the names that Node.js gives it; its end takes real time. */
const IN_PROGRESS =
  /^(FSReq|CloseReq|GetAddrInfo|TCPConnect|PipeConnect|Zlib|Brotli|Write|Shutdown|Random|Pbkdf|PBKDF|Scrypt|Sign|Hash|Key|Process)/;

/** So long real time may pass for what another thread or process works on. */
const LONGEST_MS = 20_000;

/** HTTP as Node.js itself reports it. */
const REPORTED = [
  ...["http.client.request.start", "http.client.request.error", "http.client.response.finish"],
  ...["http.server.request.start", "http.server.response.finish", "net.client.socket", "net.server.socket"],
  ...["undici:request:create", "undici:request:headers", "undici:request:trailers", "undici:request:error"],
];

export interface Activity {
  /** Something has happened. */
  note(): void;
  count(): number;
}

/** Counts what happens in this process. `others`: what is counted elsewhere. */
export const createActivity = (others: () => number): Activity => {
  let count = 0;
  const note = (): void => void (count += 1);
  for (const name of REPORTED) subscribe(name, note);
  return { note, count: () => count + others() };
};

const realNow = process.hrtime.bigint.bind(process.hrtime);
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const isWorking = (): boolean => process.getActiveResourcesInfo().some((name) => IN_PROGRESS.test(name));

/** Resolves when nothing happens any more at this moment of virtual time. */
export const untilQuiet = async ({ count }: Activity): Promise<void> => {
  const end = realNow() + BigInt(LONGEST_MS) * 1_000_000n;
  for (let seen = -1; seen !== count() || (isWorking() && realNow() < end);) {
    seen = count();
    for (let quiet = 0; quiet < QUIET_TURNS; quiet += 1) await turn();
  }
};
