import type { Media } from "../entities/communication";
import type { Conversation } from "../entities/conversation";
import type { Store } from "../store/store";
import { legChanged, liveLegsOf } from "./legs";

/**
 * The pause while a customer gives data that must not be recorded. Whether an org records its conversations is not
 * modelled: a pause that is accepted implies a recording, and resuming makes it active. Each medium of a conversation is
 * paused by itself; only calls show it on their legs.
 */
export const setSecurePause = (
  store: Store,
  conversation: Conversation,
  isPaused: boolean,
  media?: Media,
): void => {
  const live = liveLegsOf(conversation).filter(({ leg }) => media === undefined || leg.media === media);
  if (live.length === 0) return;
  const before = new Set(conversation.pausedMedia);
  const after = new Set(before);
  for (const { leg } of live) after[isPaused ? "add" : "delete"](leg.media);
  if (after.size === before.size) return;
  conversation.pausedMedia = [...after];
  conversation.securePause = after.size > 0;
  conversation.recordingState = after.size > 0 ? "paused" : "active";
  for (const place of live) {
    const { leg } = place;
    if (leg.media !== "calls" || leg.state !== "connected") continue;
    leg.securePause = isPaused;
    leg.recordingState = isPaused ? "paused" : "active";
    legChanged(store, place);
  }
  store.changed({ what: "conversationChanged", conversation });
};
