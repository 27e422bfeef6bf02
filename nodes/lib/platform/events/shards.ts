import type { ChannelLife } from "./channel";
import type { EventsState, Gap } from "./types";

/** A channel with its share of the topics, by canonical name. */
export interface Shard {
  topics: Set<string>;
  life: ChannelLife;
  gaps: Gap[];
  /** The topics that the platform has accepted, by canonical name. */
  confirmed: ReadonlySet<string>;
  wasUp: boolean;
}

/** Does it carry any of these topics? */
export const isOn = ({ keys }: { keys: ReadonlySet<string> }, { topics }: Shard): boolean =>
  [...keys].some((key) => topics.has(key));

/** The state of several channels together. */
export const stateOf = (shards: readonly Shard[]): EventsState["kind"] => {
  if (shards.length > 0 && shards.every(({ life }) => life.isUp())) return "connected";
  return shards.some(({ wasUp }) => wasUp) ? "reconnecting" : "connecting";
};

export const isSame = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
  one.size === other.size && [...one].every((key) => other.has(key));

/** The platform's limits. */
export const MOST_TOPICS = 1_000;
export const MOST_CHANNELS = 20;

export interface Distribution {
  /** Which of `shards` each topic is on now; new shards at the end, empty ones with an empty set. */
  shards: Set<string>[];
  /** For which there is no room. */
  left: string[];
}

/** Spreads topics over channels. A topic stays where it is, so that a change touches as few channels as it can. */
export const distribute = (
  wanted: ReadonlySet<string>,
  current: readonly ReadonlySet<string>[],
): Distribution => {
  const shards = current.map((shard) => new Set([...shard].filter((topic) => wanted.has(topic))));
  const placed = new Set(shards.flatMap((shard) => [...shard]));
  const left: string[] = [];
  for (const topic of wanted) {
    if (placed.has(topic)) continue;
    let shard = shards.find(({ size }) => size < MOST_TOPICS);
    if (shard === undefined && shards.length < MOST_CHANNELS) shards.push((shard = new Set()));
    if (shard === undefined) left.push(topic);
    else shard.add(topic);
  }
  return { shards, left };
};

/** Topics are compared without regard to case: the platform changes that of ids. */
export const canonical = (topic: string): string => topic.toLowerCase();

/** The names under which the frames of a topic come: `v2.users.1?presence&calls` are two. */
export const namesOf = (topic: string): string[] => {
  const [stem = "", parts] = canonical(topic).split("?");
  return parts === undefined ? [stem] : parts.split("&").map((part) => `${stem}.${part}`);
};
