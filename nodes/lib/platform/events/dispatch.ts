import type { Conversation } from "../conversation/conversation";
import type { Followers } from "./followers";
import type { Reader } from "./reader";
import { canonical } from "./shards";
import type { Subscriber } from "./subscriber";
import { understand } from "./tracker";
import type { Frame, Gap } from "./types";

export interface DispatchParts {
  /** A copy of the subscribers at present. */
  all: () => readonly Subscriber[];
  followers: Followers;
  /** The reader is made with the dispatch, so it is passed as a function. */
  read: Reader["request"];
  platformNow: () => number;
  /** Called with each conversation that a frame contains or that was read. */
  onSeen?: ((conversation: Conversation) => void) | undefined;
  /** When this subscriber received nothing, by the platform's clock. */
  gapsOf: (one: Subscriber) => readonly Gap[];
}

/** Sends what has come to the subscribers that it concerns. It has no state of its own. */
export const createDispatch = ({ all, followers, read, platformNow, gapsOf, onSeen }: DispatchParts) => ({
  /** A frame of a channel with these gaps. */
  frame: (frame: Frame, gaps: readonly Gap[]): void => {
    const name = canonical(frame.topicName);
    const understood = understand(frame); // once for all of them
    const about = understood.snapshot?.conversationId ?? understood.detailOf;
    if (understood.conversation !== undefined) onSeen?.(understood.conversation);
    const concerned = all().filter((one) => one.receives(name, about));
    if (concerned.length === 0) return;
    for (const one of concerned) {
      const { events, toRead } = one.tracker.frame(frame, platformNow(), [...one.gaps, ...gaps], understood);
      one.frame(frame);
      one.events(events, frame);
      if (toRead !== undefined) read(toRead, platformNow(), false);
    }
    if (about !== undefined) followers.notify(about);
  },
  /** A conversation that was read. */
  conversation: (conversation: Conversation, catchingUp: boolean): void => {
    onSeen?.(conversation);
    for (const one of all().filter((each) => each.concerns(conversation))) {
      one.events(one.tracker.read(conversation, platformNow(), gapsOf(one), catchingUp));
      one.read(conversation);
    }
    followers.notify(conversation.id);
  },
  /** A conversation that does not exist any more. */
  missing: (conversationId: string): void => {
    for (const one of all()) one.missing(conversationId);
  },
});
