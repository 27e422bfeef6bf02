import { refusal } from "../http/errors";
import type { Store } from "../store/store";
import { divisionsOfId, isPermitted } from "../store/divisions";
import type { Bearer } from "../store/tokens";
import type { Channel, Verdict } from "../entities/channel";
import { renewChannel } from "./channels";
import { namesIn, topicNamed } from "./topics";

/** Which topics a channel may have, and which it has. */

const judge = (store: Store, id: string, bearer: Bearer): Verdict => {
  const named = topicNamed(id);
  if (!named) throw refusal("notification.invalid.topic", {}, { details: [{ entityId: id }] });
  const divisions = divisionsOfId(store, named.id);
  const isOwn = bearer.user !== undefined && named.id === bearer.user.id.toLowerCase();
  const missing = named.topics.flatMap(({ permission, orCurrentUser }) =>
    permission === undefined ||
    isPermitted(bearer, permission, divisions) ||
    (orCurrentUser === true && isOwn)
      ? []
      : [permission],
  );
  return { id, missing: [...new Set(missing)] };
};

interface Wish {
  topics: readonly string[];
  /** In place of those that it has. */
  replace: boolean;
  /** Refuse only the topics that are not permitted, not the whole request. */
  ignoreErrors: boolean;
}

/** All or nothing, unless errors are ignored: then each topic for itself. An unknown topic refuses them all. */
export const subscribe = (store: Store, channel: Channel, bearer: Bearer, wish: Wish): Verdict[] => {
  const verdicts = wish.topics.map((id) => judge(store, id, bearer));
  const refused = verdicts.flatMap(({ missing }) => missing);
  if (refused.length > 0 && !wish.ignoreErrors)
    throw refusal("missing.permissions", { permissions: [...new Set(refused)].join(", ") });
  const topics = new Map(wish.replace ? [] : channel.topics);
  for (const { id, missing } of verdicts)
    if (missing.length === 0 && !topics.has(id.toLowerCase())) topics.set(id.toLowerCase(), id);
  if (topics.size > store.settings.topicsPerChannel)
    throw refusal("notification.subscription.too.many.subscriptions");
  channel.topics = topics;
  channel.names = new Set([...topics.keys()].flatMap(namesIn));
  renewChannel(store, channel);
  return verdicts;
};

/** Has the channel subscribed to frames of this name, which is in lower case? */
export const wants = ({ names }: Channel, name: string): boolean => names.has(name);
