import { queryObservations } from "../api/queue-queries";
import { isGenesysError } from "../errors/errors";
import { reconnectWaitMs } from "../events/back-off";
import { sleep } from "../time/clock";
import type { Client } from "../types";
import { NOTHING_OBSERVED, NOW_METRICS, withReadings, type Observed } from "./observed";
import { readingsOfResponse, type Reading } from "./readings";

/** No more queues than this are in one request. */
const AT_ONCE = 100;

export interface ReaderParts {
  client: Client;
  signal: AbortSignal;
  onRead: (queueId: string, observed: Observed) => void;
  /** They cannot be read at present, and why. Called once, while it is retried. */
  onTrouble: (sentence: string) => void;
}

export interface StatsReader {
  /** Reads how these queues are, until it succeeds or is called again. */
  read(queueIds: readonly string[]): void;
  /** Of a frame. The response to a query that was sent before may not have its figures yet. */
  note(readings: readonly Reading[]): void;
}

export const createStatsReader = ({ client, signal, onRead, onTrouble }: ReaderParts): StatsReader => {
  const { clock, random } = client;
  const now = (): number => client.platformTime(clock.now());
  /** Those that came since the query was sent. */
  let noted: Reading[] | undefined;
  let latest = 0;

  const readOnce = async (queueIds: readonly string[], nth: number): Promise<void> => {
    const since: Reading[] = (noted = []);
    for (let from = 0; from < queueIds.length; from += AT_ONCE) {
      const some = queueIds.slice(from, from + AT_ONCE);
      const response = await queryObservations(client, { queueIds: some, metrics: NOW_METRICS }, { signal });
      if (nth !== latest) return;
      const found = readingsOfResponse(response, now());
      for (const id of some) {
        const own = (reading: Reading): boolean => reading.queueId === id;
        const read = withReadings(NOTHING_OBSERVED, found.filter(own), now());
        onRead(id, withReadings(read, since.filter(own), now()));
      }
    }
    noted = undefined;
  };

  const readUntilDone = async (queueIds: readonly string[]): Promise<void> => {
    const nth = ++latest;
    for (let failures = 0; nth === latest; failures++)
      try {
        return await readOnce(queueIds, nth);
      } catch (error) {
        if (signal.aborted) return;
        const why = isGenesysError(error) ? `: ${error.message}` : ".";
        if (failures === 0) onTrouble(`The figures of the queues cannot be read at the moment${why}`);
        await sleep(clock, reconnectWaitMs(failures, error, random), signal);
      }
  };

  return {
    read: (queueIds) => void readUntilDone(queueIds).catch(() => undefined), // closed while it slept
    note: (readings) => noted?.push(...readings),
  };
};
