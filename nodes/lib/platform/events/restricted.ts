import type { Resumed } from "./subscriber";
import { understand, type Tracker } from "./tracker";

/** What is known, for a listener to one conversation: the topics of its users bring others as well. */
export const restrictedTo = (conversationId: string, { tracker, until }: Resumed): Resumed => ({
  until,
  tracker: (since) => only(conversationId.toLowerCase(), tracker(since)),
});

const only = (id: string, tracker: Tracker): Tracker => {
  const isIt = (other: string | undefined): boolean => other?.toLowerCase() === id;
  return {
    ...tracker,
    frame: (frame, at, gaps, understood = understand(frame)) =>
      isIt(understood.snapshot?.conversationId ?? understood.detailOf)
        ? tracker.frame(frame, at, gaps, understood)
        : { events: [] },
    read: (conversation, ...how) => (isIt(conversation.id) ? tracker.read(conversation, ...how) : []),
    open: () => tracker.open().filter(({ conversationId }) => isIt(conversationId)),
    follows: (other) => isIt(other) && tracker.follows(other),
  };
};
