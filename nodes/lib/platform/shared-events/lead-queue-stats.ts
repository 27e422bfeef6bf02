import type { BoardMemory, Last } from "../queue-stats/board";
import { watchQueueStats, type WatchStatsParts } from "../queue-stats/watch";
import type { Lead, Led } from "./types";

/** In front of the id of a queue, among what is kept. */
const QUEUE = "queue ";

interface PackedLast extends Omit<Last, "observed"> {
  media: [string, never][];
  statuses: [string, number][];
}

const pack = ({ observed, ...last }: Last): string =>
  JSON.stringify({ ...last, media: [...observed.media], statuses: [...observed.statuses] });

const unpack = (text: string): Last => {
  const { media, statuses, ...last } = JSON.parse(text) as PackedLast;
  return { ...last, observed: { media: new Map(media), statuses: new Map(statuses) } };
};

/** Follows figures of queues for all instances, and goes on where the one before has ended. */
export const leadQueueStats = (parts: Omit<WatchStatsParts, "memory" | "onStats">, lead: Lead): Led => {
  const memory: BoardMemory = new Map(
    [...lead.kept].flatMap(([name, text]) =>
      name.startsWith(QUEUE) ? [[name.slice(QUEUE.length), unpack(text)]] : [],
    ),
  );
  const stop = watchQueueStats({
    ...parts,
    memory,
    onLast: (queueId, last) => lead.keep(`${QUEUE}${queueId}`, () => pack(last)),
    onStats: (event) => lead.emit(event.queueId, event),
  });
  return { received: () => ({ until: undefined, live: undefined }), stop: () => void stop() };
};
