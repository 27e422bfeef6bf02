import type { Conversation } from "../entities/conversation";
import type { Store } from "../store/store";
import { legChanged } from "./legs";
import { liveCallsOf } from "./voice";

/**
 * The pause while a caller speaks data that must not be recorded. Whether an org records its calls is not modelled: a
 * pause that is accepted implies a recording, and resuming makes it active.
 */
export const setSecurePause = (store: Store, conversation: Conversation, isPaused: boolean): void => {
  if ((conversation.securePause ?? false) === isPaused || liveCallsOf(conversation).length === 0) return;
  conversation.securePause = isPaused;
  conversation.recordingState = isPaused ? "paused" : "active";
  for (const place of liveCallsOf(conversation)) {
    const { leg } = place;
    if (leg.media !== "calls" || leg.state !== "connected") continue;
    leg.securePause = isPaused;
    leg.recordingState = conversation.recordingState;
    legChanged(store, place);
  }
  store.changed({ what: "conversationChanged", conversation });
};
