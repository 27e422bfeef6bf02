import type { RefusedTopic } from "../api/notifications";
import { canonical } from "./shards";
import type { Log } from "./types";

export interface Refusals {
  /** These were asked for, and those of them refused. */
  note(asked: readonly string[], refused: readonly RefusedTopic[]): void;
  /** Only these topics (by canonical name) are wanted now. */
  keep(wanted: { has(key: string): boolean }): void;
  list(): RefusedTopic[];
}

/** Which topics the platform does not send. Each is said once, however often it is refused. */
export const createRefusals = (log: Log): Refusals => {
  const refused = new Map<string, RefusedTopic>();
  const said = new Set<string>();

  const say = ({ topic, missingPermissions, reason }: RefusedTopic): void => {
    if (said.has(canonical(topic))) return;
    said.add(canonical(topic));
    const why =
      missingPermissions.length > 0 ? `permission ${missingPermissions.join(", ")} is missing` : reason;
    log.warn(`No notifications of ${topic}: ${why ?? "refused by the platform"}.`);
  };

  return {
    note: (asked, refusals) => {
      for (const topic of asked) refused.delete(canonical(topic));
      for (const one of refusals) {
        refused.set(canonical(one.topic), one);
        say(one);
      }
    },
    keep: (wanted) => {
      for (const key of refused.keys()) if (!wanted.has(key)) refused.delete(key);
    },
    list: () => [...refused.values()],
  };
};
