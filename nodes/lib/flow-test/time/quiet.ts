import { subscribe } from "node:diagnostics_channel";
import type { ClientRequest } from "node:http";

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

/** HTTP as Node.js itself reports it: what leaves one side, and what arrives at the other. */
const SENT = ["http.client.request.start", "undici:client:sendHeaders"];
const ARRIVED = ["http.server.request.start"];
const ANSWERED = ["http.server.response.finish"];
const RECEIVED = ["http.client.response.finish", "undici:request:headers"];
const FAILED = ["http.client.request.error", "undici:request:error"];
const OTHERS = ["undici:request:create", "undici:request:trailers", "net.client.socket", "net.server.socket"];

/** On a busy machine, what was written to a socket may take this long to arrive. Then it was lost. */
const LONGEST_TRANSIT_MS = 250;

export interface Activity {
  /** Something has happened. */
  note(): void;
  count(): number;
  /** Requests and responses that have left one side and are not at the other. */
  inTransit(): boolean;
  /** Nothing is in transit any more: what is counted as if it were was lost. */
  rest(): void;
}

/** The other side of an upgrade to a WebSocket is no request there, and reports neither arrival nor response. */
const isUpgrade = (message: unknown): boolean => {
  const { request } = message as { request?: Partial<ClientRequest> };
  return request?.getHeader?.("upgrade") !== undefined;
};

/** Counts what happens in this process. `others`: what is counted elsewhere. */
export const createActivity = (others: () => number): Activity => {
  let count = 0;
  const note = (): void => void (count += 1);
  const counter = (names: readonly string[]): (() => number) => {
    let seen = 0;
    const count = (message: unknown): void => {
      note();
      if (!isUpgrade(message)) seen += 1;
    };
    for (const name of names) subscribe(name, count);
    return () => seen;
  };
  const [sent, arrived, answered] = [counter(SENT), counter(ARRIVED), counter(ANSWERED)];
  const [received, failed] = [counter(RECEIVED), counter(FAILED)];
  counter(OTHERS);
  const requests = (): number => sent() - arrived() - failed();
  const responses = (): number => answered() - received() - failed();
  let lost = { requests: 0, responses: 0 };
  return {
    note,
    count: () => count + others(),
    inTransit: () => requests() > lost.requests || responses() > lost.responses,
    // A request that failed may have arrived, so that a number may be too small as well.
    rest: () => void (lost = { requests: requests(), responses: responses() }),
  };
};

const realNow = process.hrtime.bigint.bind(process.hrtime);
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const isWorking = (): boolean => process.getActiveResourcesInfo().some((name) => IN_PROGRESS.test(name));

/** Resolves when nothing happens any more at this moment of virtual time. */
export const untilQuiet = async (activity: Activity): Promise<void> => {
  const start = realNow();
  const isWithin = (ms: number): boolean => realNow() - start < BigInt(ms) * 1_000_000n;
  const { count, inTransit, rest } = activity;
  for (let seen = -1; ;) {
    const isOver = seen === count() && !(isWorking() && isWithin(LONGEST_MS));
    if (isOver && !(inTransit() && isWithin(LONGEST_TRANSIT_MS))) break;
    seen = count();
    for (let quiet = 0; quiet < QUIET_TURNS; quiet += 1) await turn();
  }
  rest();
};
