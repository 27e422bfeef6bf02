import type { Conversation } from "../conversation/conversation";
import { fold } from "./fold";
import { asConversation, snapshotOf } from "./snapshot";
import { understand, type Tracker } from "./tracker";
import type { ConversationEvent, Gap, Known, Snapshot } from "./types";

/** One conversation as it was received, whole, with what has happened in it since it was received before. */
export interface Sight {
  conversation: Conversation;
  snapshot: Snapshot;
  events: readonly ConversationEvent[];
  /** By a request, as opposed to a notification, which may come late. */
  isRead: boolean;
}

/**
 * The tracker of one conversation. It reports everything that it receives, and never asks for another conversation.
 *
 * @param sinceOf from when on, by the platform's clock: only responses show that
 */
export const createSightTracker = (
  conversationId: string,
  sinceOf: () => number,
  onSight: (sight: Sight) => void,
): Tracker => {
  const id = conversationId.toLowerCase();
  let known: Known | undefined;
  /** Nothing was received before the first sight, so that is a gap. */
  const gapsUntil = (at: number, gaps: readonly Gap[]): readonly Gap[] =>
    known === undefined ? [...gaps, { from: sinceOf(), to: at }] : gaps;
  const isIt = (other: string): boolean => other.toLowerCase() === id;

  return {
    frame: (frame, at, gaps, { identity, snapshot, conversation, detailOf } = understand(frame)) => {
      if (detailOf !== undefined && isIt(detailOf)) return { events: [], toRead: conversationId };
      if (snapshot === undefined || conversation === undefined || !isIt(conversation.id))
        return { events: [] };
      const folded = fold(known, snapshot, { at, since: sinceOf(), gaps: gapsUntil(at, gaps), identity });
      known = folded.known;
      onSight({ conversation, snapshot, events: folded.events, isRead: false });
      return { events: [], ...(folded.doubtful === true ? { toRead: conversationId } : {}) };
    },
    read: (body, at, gaps, catchingUp) => {
      const conversation = asConversation(body);
      if (conversation === undefined || !isIt(conversation.id)) return [];
      const snapshot = snapshotOf(conversation);
      const seen = { at, since: sinceOf(), gaps: gapsUntil(at, gaps), read: true, catchingUp };
      const folded = fold(known, snapshot, seen);
      known = folded.known;
      onSight({ conversation, snapshot, events: folded.events, isRead: true });
      return [];
    },
    open: () => [{ conversationId, touchedAt: known?.touchedAt ?? sinceOf() }],
    follows: isIt,
    forget: () => undefined,
    size: () => 1,
  };
};

/** For topics that only bring the frames of a conversation which another tracker follows: after a gap, it is read. */
export const createPointer = (conversationId: string, sinceOf: () => number): Tracker => ({
  frame: () => ({ events: [] }),
  read: () => [],
  open: () => [{ conversationId, touchedAt: sinceOf() }],
  follows: () => false,
  forget: () => undefined,
  size: () => 0,
});
