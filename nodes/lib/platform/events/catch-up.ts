import type { Client } from "../types";
import type { Discovery } from "./discovery";
import type { Reader } from "./reader";
import { isOn, type Shard } from "./shards";
import type { Subscriber } from "./subscriber";
import type { Gap } from "./types";

/** So many gaps are remembered of a channel, and of a listener. */
const GAPS_KEPT = 100;
/** A start takes less than this. What began and ended within it is not looked for: that is asked for after a longer one. */
const START_MS = 5_000;
/** So many conversations, the latest, are read for a listener that took the place of another. Frames tell of the rest. */
const READ_AT_START = 100;

export interface CatchUp {
  /** A channel stands again. What is live is read, the most recent first; then what nobody has heard of. */
  after(shard: Shard, gap: Gap): void;
  /** Those whose topics have all come to be heard are told what happened since they asked for them. */
  begun(ones: Iterable<Subscriber>): void;
}

export interface CatchUpParts {
  client: Pick<Client, "platformTime">;
  discovery: Discovery;
  reader: Reader;
  subscribers: Iterable<Subscriber>;
  /** When nothing could be heard for one of them, by the platform's clock. */
  gapsOf: (one: Subscriber) => readonly Gap[];
  /** Is this topic heard now, or refused for good? */
  isHeard: (key: string) => boolean;
}

/** Finds out what happened while it could not be heard. */
export const createCatchUp = (parts: CatchUpParts): CatchUp => {
  const { client, discovery, reader, subscribers, gapsOf, isHeard } = parts;

  const readOpen = ({ tracker }: Subscriber, most = Infinity): void => {
    for (const { conversationId, touchedAt } of tracker.open().slice(-most))
      reader.ask(conversationId, touchedAt, true);
  };

  const discover = async (gap: Gap, topics: Iterable<string>, isKnown: (id: string) => boolean) => {
    for (const id of await discovery.during(gap, topics)) if (!isKnown(id)) reader.ask(id, gap.from, true);
  };

  return {
    after: (shard, { from, to }) => {
      const gap = { from: client.platformTime(from), to: client.platformTime(to) };
      shard.gaps = [...shard.gaps, gap].slice(-GAPS_KEPT);
      for (const one of subscribers) if (isOn(one, shard)) readOpen(one);
      void discover(gap, shard.topics, (id) => [...subscribers].some(({ tracker }) => tracker.follows(id)));
    },
    begun: (ones) => {
      const late: { one: Subscriber; gap: Gap }[] = [];
      for (const one of ones) {
        if (!one.isDeaf() || ![...one.keys].every(isHeard)) continue;
        const known = gapsOf(one);
        const gap = one.hearsNow();
        if (gap.to > gap.from) readOpen(one, READ_AT_START);
        if (known.some(({ from, to }) => from <= gap.from && gap.to <= to)) continue; // it is a channel's
        one.gaps = [...one.gaps, gap].slice(-GAPS_KEPT);
        if (gap.to - gap.from >= START_MS) late.push({ one, gap });
      }
      if (late.length === 0) return;
      const from = Math.min(...late.map(({ gap }) => gap.from));
      const to = Math.max(...late.map(({ gap }) => gap.to));
      const topics = new Set(late.flatMap(({ one }) => [...one.keys]));
      void discover({ from, to }, topics, (id) => late.every(({ one }) => one.tracker.follows(id)));
    },
  };
};
