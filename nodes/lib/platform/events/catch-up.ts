import { GAPS_KEPT } from "./channels";
import { conversationOfTopic } from "./detail";
import { isTranscript } from "./transcript";
import type { Discovery } from "./discovery";
import type { Reader } from "./reader";
import { isOn, type Shard } from "./shards";
import type { Subscriber } from "./subscriber";
import type { Gap } from "./types";

/** A start takes less than this. What began and ended within it is only searched for after a longer one. */
const START_MS = 5_000;
/** For a listener that replaces another, this many conversations are read: the latest. Frames report the others. */
const READ_AT_START = 100;

export interface CatchUp {
  /** A channel is connected again. Open conversations are read, the most recent first; then others are searched for. */
  after(shard: Shard, gap: Gap): void;
  /** Subscribers whose topics have all been confirmed now receive what has happened since they subscribed. */
  begun(ones: Iterable<Subscriber>): void;
  /** Reads the conversations that these topics name: one may have begun before its topic was subscribed. */
  readNamed(topics: Iterable<string>, catchingUp: boolean): void;
}

export interface CatchUpParts {
  platformNow: () => number;
  discovery: Discovery;
  reader: Reader;
  all: () => readonly Subscriber[];
  /** When this subscriber received nothing, by the platform's clock. */
  gapsOf: (one: Subscriber) => readonly Gap[];
  /** Is this topic confirmed on a connected channel, or refused for good? */
  isSettled: (key: string) => boolean;
}

/** Finds out what happened during a gap. The gaps of a channel are the channel's, those of a subscriber its own. */
export const createCatchUp = (parts: CatchUpParts): CatchUp => {
  const { platformNow, discovery, reader, all, gapsOf, isSettled } = parts;

  const readOpen = ({ tracker }: Subscriber, most = Infinity): void => {
    for (const { conversationId, touchedAt } of tracker.open().slice(-most))
      reader.request(conversationId, touchedAt, true);
  };

  const discover = async (gap: Gap, topics: Iterable<string>, isKnown: (id: string) => boolean) => {
    for (const id of await discovery.during(gap, topics))
      if (!isKnown(id)) reader.request(id, gap.from, true);
  };

  return {
    after: (shard, gap) => {
      for (const one of all()) if (isOn(one, shard)) readOpen(one);
      const wide = all().filter(({ discovers }) => discovers);
      const topics = wide.flatMap(({ keys }) => [...keys]).filter((key) => shard.topics.has(key));
      void discover(gap, new Set(topics), (id) => all().some(({ tracker }) => tracker.follows(id)));
    },
    begun: (ones) => {
      const late: { one: Subscriber; gap: Gap }[] = [];
      for (const one of ones) {
        if (!one.isInterrupted() || ![...one.keys].every(isSettled)) continue;
        const known = gapsOf(one);
        const gap = one.resume();
        if (gap.to > gap.from) readOpen(one, one.readsAll ? Infinity : READ_AT_START);
        if (known.some(({ from, to }) => from <= gap.from && gap.to <= to)) continue; // it is a channel's
        one.gaps = [...one.gaps, gap].slice(-GAPS_KEPT);
        if (one.discovers && gap.to - gap.from >= START_MS) late.push({ one, gap });
      }
      if (late.length === 0) return;
      const from = Math.min(...late.map(({ gap }) => gap.from));
      const to = Math.max(...late.map(({ gap }) => gap.to));
      const topics = new Set(late.flatMap(({ one }) => [...one.keys]));
      void discover({ from, to }, topics, (id) => late.every(({ one }) => one.tracker.follows(id)));
    },
    readNamed: (topics, catchingUp) => {
      for (const topic of topics) {
        const conversationId = conversationOfTopic(topic);
        // What was said cannot be read.
        const isMoot =
          isTranscript(topic) && !all().some((one) => one.discovers && one.topics.includes(topic));
        if (conversationId !== undefined && !isMoot)
          reader.request(conversationId, platformNow(), catchingUp);
      }
    },
  };
};
