import { listConversationIds } from "../api/analytics";
import { untilClosed } from "../time/clock";
import type { Conversation } from "../conversation/conversation";
import type { Client } from "../types";
import type { Gap, Log } from "./types";

/** No more queues and users than this are in one request. */
const IDS_AT_ONCE = 100;

const SCOPE = /^v2\.(?:(users)|routing\.queues)\.([^.]+)\.conversations$/i;

export interface TopicScope {
  kind: "userId" | "queueId";
  id: string;
}

/** The queues and users that these topics report. */
export const scopesOf = (topics: Iterable<string>): TopicScope[] =>
  [...topics].flatMap((topic) => {
    const [matched, user, id] = SCOPE.exec(topic) ?? [];
    return matched === undefined || id === undefined
      ? []
      : [{ kind: user === undefined ? "queueId" : "userId", id }];
  });

/** Does a conversation belong to one of these queues or users? */
export const isInScope = (conversation: Conversation, scopes: readonly TopicScope[]): boolean =>
  scopes.some(({ kind, id }) =>
    conversation.participants.some((participant) => participant[kind]?.toLowerCase() === id.toLowerCase()),
  );

export interface Discovery {
  /** The conversations that these topics would have reported in a gap; none, where that cannot be found out. */
  during(gap: Gap, topics: Iterable<string>): Promise<string[]>;
}

/** Finds what began during a gap: nothing else would ever report a conversation that also ended in it. */
export const createDiscovery = (client: Client, log: Log, signal: AbortSignal): Discovery => {
  let warned = false;
  return {
    during: async (gap, topics) => {
      const scopes = scopesOf(topics);
      const found: string[] = [];
      try {
        for (let from = 0; from < scopes.length; from += IDS_AT_ONCE) {
          const some = scopes.slice(from, from + IDS_AT_ONCE);
          const idsOf = (wanted: TopicScope["kind"]) =>
            some.flatMap(({ kind, id }) => (kind === wanted ? [id] : []));
          const query = {
            queueIds: idsOf("queueId"),
            userIds: idsOf("userId"),
            fromMs: gap.from,
            toMs: gap.to,
          };
          found.push(...(await untilClosed(listConversationIds(client, query, { signal }), signal)));
        }
      } catch (error) {
        if (!warned && !signal.aborted)
          log.warn(
            "Conversations that began and ended while notifications were not connected cannot be found: " +
              (error instanceof Error ? error.message : "unknown error"),
          );
        warned = true;
      }
      return found;
    },
  };
};
