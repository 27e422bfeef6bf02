import type { RefusedTopic } from "../api/notifications";
import { liveChannel, type ChannelParts } from "./channel";
import { canonical, distribute, isOn, isSame, stateOf, type Shard } from "./shards";
import type { EventsState, Frame, Gap } from "./types";

/** Older gaps of a channel, or of a subscriber, are forgotten. */
export const GAPS_KEPT = 100;

type Connected = Omit<ChannelParts, "topics" | "onFrame" | "onSubscribed" | "onUp" | "onDown">;

export interface ChannelsParts extends Connected {
  /** A topic as a subscriber has written it. */
  written: (key: string) => string;
  /** A frame, and the gaps of the channel that it came over. */
  onFrame: (frame: Frame, gaps: readonly Gap[]) => void;
  /** The platform has accepted these topics except the refused ones. `added`: those that are new to the channel. */
  onSubscribed: (
    topics: readonly string[],
    refused: readonly RefusedTopic[],
    added: readonly string[],
  ) => void;
  /** A channel is connected; after a loss with the gap, by the platform's clock. */
  onUp: (shard: Shard, gap: Gap | undefined) => void;
  onDown: (shard: Shard, since: number) => void;
}

export interface Channels {
  /** Spreads these topics over the channels. Returns the topics for which there is no room. */
  carry(wanted: ReadonlySet<string>): string[];
  /** The gaps of the channels which carry topics of a subscriber. */
  gapsOf(one: { keys: ReadonlySet<string> }): Gap[];
  /** Does a connected channel carry this topic? */
  hasConfirmed(key: string): boolean;
  kind(): EventsState["kind"];
  close(): void;
}

/** The channels of an account: as few as hold all topics. Each is opened with its first topic and closed with its last. */
export const createChannels = (parts: ChannelsParts): Channels => {
  const { client, written } = parts;
  let shards: Shard[] = [];

  const remember = (shard: Shard, { from, to }: Gap): Gap => {
    const gap = { from: client.platformTime(from), to: client.platformTime(to) };
    shard.gaps = [...shard.gaps, gap].slice(-GAPS_KEPT);
    return gap;
  };

  const open = (topics: Set<string>): Shard => {
    const shard: Shard = {
      topics,
      gaps: [],
      confirmed: new Set(),
      wasUp: false,
      life: liveChannel({
        ...parts,
        topics: () => [...shard.topics].map(written),
        onFrame: (frame) => parts.onFrame(frame, shard.gaps),
        onSubscribed: (topics, refused) => {
          const keys = topics.map(canonical);
          const added = keys.filter((key) => !shard.confirmed.has(key));
          shard.confirmed = new Set(keys);
          parts.onSubscribed(topics, refused, added);
        },
        onUp: (gap) => {
          shard.wasUp = true;
          parts.onUp(shard, gap && remember(shard, gap));
        },
        onDown: (since) => parts.onDown(shard, since),
      }),
    };
    return shard;
  };

  return {
    carry: (wanted) => {
      const distribution = distribute(
        wanted,
        shards.map((shard) => shard.topics),
      );
      shards = distribution.shards.flatMap((share, at) => {
        const shard = shards[at];
        if (shard === undefined) return share.size === 0 ? [] : [open(share)];
        if (share.size === 0) shard.life.close();
        else if (!isSame(share, shard.topics)) shard.life.changed();
        shard.topics = share;
        return share.size === 0 ? [] : [shard];
      });
      return distribution.left;
    },
    gapsOf: (one) => shards.filter((shard) => isOn(one, shard)).flatMap(({ gaps }) => gaps),
    hasConfirmed: (key) => shards.some(({ life, confirmed }) => life.isUp() && confirmed.has(key)),
    kind: () => stateOf(shards),
    close: () => {
      for (const { life } of shards) life.close();
      shards = [];
    },
  };
};
