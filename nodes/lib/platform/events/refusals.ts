import type { RefusedTopic } from "../api/notifications";
import { canonical } from "./shards";
import type { Log } from "./types";

export interface Refusals {
  /** These were subscribed, and some of them refused. */
  note(requested: readonly string[], refused: readonly RefusedTopic[]): void;
  /** These were not subscribed: no channel has room for them. */
  noteLeft(topics: readonly string[]): void;
  /** Only these topics (by canonical name) are wanted now. */
  keep(wanted: { has(key: string): boolean }): void;
  list(): RefusedTopic[];
  has(key: string): boolean;
}

const LISTED = 50;

const listed = (topics: readonly string[]): string =>
  topics.slice(0, LISTED).join(", ") + (topics.length > LISTED ? ` and ${topics.length - LISTED} more` : "");

/** The topics that the platform does not send. Each is logged once, however often it is refused. */
export const createRefusals = (log: Log): Refusals => {
  const refused = new Map<string, RefusedTopic>();
  const logged = new Set<string>();

  /** One sentence for all that are refused at once for the same reason. */
  const warn = (refusals: readonly RefusedTopic[]): void => {
    const topicsBy = new Map<string, string[]>();
    for (const { topic, missingPermissions, reason } of refusals) {
      if (logged.has(canonical(topic))) continue;
      logged.add(canonical(topic));
      const why =
        missingPermissions.length > 0
          ? `permission ${missingPermissions.join(", ")} is missing`
          : (reason ?? "refused by the platform");
      topicsBy.set(why, [...(topicsBy.get(why) ?? []), topic]);
    }
    for (const [why, topics] of topicsBy) log.warn(`No notifications of ${listed(topics)}: ${why}.`);
  };

  const note: Refusals["note"] = (requested, refusals) => {
    for (const topic of requested) refused.delete(canonical(topic));
    for (const one of refusals) refused.set(canonical(one.topic), one);
    warn(refusals);
  };

  return {
    note,
    noteLeft: (topics) => {
      const reason = "there are more topics than all channels hold";
      note(
        topics,
        topics.map((topic) => ({ topic, missingPermissions: [], reason })),
      );
    },
    keep: (wanted) => {
      for (const key of refused.keys()) if (!wanted.has(key)) refused.delete(key);
    },
    list: () => [...refused.values()],
    has: (key) => refused.has(key),
  };
};
