import type { Events } from "./events";
import type { GivenConversation } from "./memory";
import { followConversation } from "./one-conversation";
import { asConversation, snapshotOf } from "./snapshot";
import type { ConversationEvent, EventsState, Frame, Properties } from "./types";

/** `origin` is what the flow gave with the id last. */
export type OnGivenEvent = (event: ConversationEvent, frame: Frame | undefined, origin: Properties) => void;

interface Listeners {
  onEvent: OnGivenEvent;
  onState: (state: EventsState) => void;
  /** It has ended. After-call work may still be to be done, or that is not known yet. Called more than once. */
  onEnd: (isWorkPending: boolean) => void;
}

/** Follows a conversation that a flow has named, until the returned function is called. */
export const followUntilEnd = (
  events: Pick<Events, "subscribe">,
  given: GivenConversation,
  { onEvent, onState, onEnd }: Listeners,
): (() => void) => {
  const { conversationId, since, memory, emitted } = given;
  const listeners = {
    ...{ since, memory, onState },
    onEvent: (event: ConversationEvent, frame?: Frame): void => {
      onEvent(event, frame, given.origin);
      // after the other events of the same moment; the read that shows whether work is pending may fail
      if (event.event === "ended") queueMicrotask(() => onEnd(true));
    },
    onRead: (body: unknown): void => {
      const conversation = asConversation(body);
      const snapshot = conversation && snapshotOf(conversation);
      if (snapshot?.ended === true) onEnd(snapshot.acwPending);
    },
  };
  return followConversation(events, conversationId, listeners, emitted);
};
