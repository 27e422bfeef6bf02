import { listen, type FoundScope, type ListenParts } from "../events/listen";
import { createClosing } from "../time/clock";
import { createBoard, type BoardMemory, type BoardParts, type StatsEvent } from "./board";
import { createStatsReader } from "./reader";
import { readingsOfFrame } from "./readings";
import type { Threshold } from "./threshold";

type Listening = Pick<ListenParts, "events" | "client" | "names" | "onState" | "onUnknown" | "onTrouble">;

export interface WatchStatsParts extends Listening {
  mediaType: string;
  threshold?: Threshold | undefined;
  memory?: BoardMemory | undefined;
  onLast?: BoardParts["onLast"];
  onStats: (event: StatsEvent & { queueName?: string | undefined }) => void;
}

/**
 * Follows the figures of queues by their topics. The first reading, and the one after each gap, is a query. Returns what
 * ends it, and hands over what was reported last.
 */
export const watchQueueStats = (parts: WatchStatsParts): (() => BoardMemory) => {
  const { client, onStats, onState } = parts;
  const closing = createClosing();
  const now = (): number => client.platformTime(client.clock.now());
  /** By id, once they have been looked up. */
  let names: ReadonlyMap<string, string | undefined> | undefined;
  let isUp = false;
  const board = createBoard({
    ...parts,
    ...{ clock: client.clock, now },
    emit: (event) => onStats({ ...event, queueName: names?.get(event.queueId) }),
  });
  const reader = createStatsReader({ ...parts, signal: closing.signal, onRead: board.set });
  const read = (): void => {
    if (names !== undefined && names.size > 0 && isUp) reader.read([...names.keys()]);
  };

  const stop = listen({
    ...parts,
    scope: "queueStats",
    memory: undefined, // that of conversations
    onEvent: () => undefined,
    onFound: (found: readonly FoundScope[]) => {
      names = new Map(
        found.flatMap(({ id, title }) => (id === undefined ? [] : [[id.toLowerCase(), title]])),
      );
      read();
    },
    onFrame: (frame) => {
      const readings = readingsOfFrame(frame.topicName, frame.eventBody, now());
      const [first] = readings;
      if (first === undefined) return;
      reader.note(readings);
      board.take(first.queueId, readings, frame);
    },
    onState: (state) => {
      const wasUp = isUp;
      isUp = state.kind === "connected";
      if (isUp && !wasUp) read();
      onState(state);
    },
  });
  return () => {
    closing.abort();
    stop();
    return board.close();
  };
};
