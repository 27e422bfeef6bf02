import { crc32 } from "node:zlib";
import type { Conversation } from "../conversation/conversation";
import { conversationOfTopic, snapshotOfDetail } from "./detail";
import { fold, YOUNG_MS, type Context } from "./fold";
import { asConversation, snapshotOf } from "./snapshot";
import { snapshotOfTranscript } from "./transcript";
import type { ConversationEvent, Frame, Gap, Known, Snapshot } from "./types";

/** An ended conversation is remembered this long after its last notification ... */
const ENDED_KEPT_MS = YOUNG_MS + 5 * 60_000;
/** ... and this long while after-call work is to be done. After every gap all of these are read. */
const ACW_KEPT_MS = 60 * 60_000;
/** Where frames come late, an ended conversation is remembered for a day, so that none of its events is emitted twice. */
const LATE_KEPT_MS = 24 * 60 * 60_000;
/** How often they are looked through. */
const SWEEP_EVERY_MS = 60_000;
/** More conversations than this are not followed at once: the one without news for longest is forgotten. */
const MOST_CONVERSATIONS = 10_000;

export interface Tracker {
  /** The events of a frame of a user's or a queue's conversations, or of a detail event. Other frames have none. */
  frame(frame: Frame, at: number, gaps: readonly Gap[], understood?: Understood): Tracked;
  /** The events of a conversation that was read. */
  read(
    conversation: Conversation,
    at: number,
    gaps: readonly Gap[],
    catchingUp: boolean,
  ): ConversationEvent[];
  /** Conversations that something can still happen in, with the time of its last notification. */
  open(): { conversationId: string; touchedAt: number }[];
  follows(conversationId: string): boolean;
  forget(conversationId: string): void;
  size(): number;
}

export interface Tracked {
  events: ConversationEvent[];
  /** A conversation that must be read to understand the frame. */
  toRead?: string | undefined;
}

export interface TrackerOptions {
  /** Frames come from where they are kept until they are delivered: late ones are news, and come twice after hours. */
  durable?: boolean;
  /** What another tracker has known of conversations. */
  known?: Iterable<readonly [conversationId: string, known: Known]>;
  /** What is known of a conversation has changed. `undefined`: it is forgotten. */
  onKnown?: (conversationId: string, known: Known | undefined) => void;
}

/** Follows conversations for one subscriber that listens since `since`. Memory is bounded; it starts no timer. */
export const createTracker = (since: number, options: TrackerOptions = {}): Tracker => {
  const { durable = false, known: before = [], onKnown } = options;
  const endedKeptMs = durable ? LATE_KEPT_MS : ENDED_KEPT_MS;
  const acwKeptMs = durable ? LATE_KEPT_MS : ACW_KEPT_MS;
  const conversations = new Map(before); // the longest without news first
  let sweptAt = since;

  const see = (snapshot: Snapshot, context: Context): Tracked => {
    const id = snapshot.conversationId;
    const { known, events, doubtful } = fold(conversations.get(id), snapshot, context);
    conversations.delete(id);
    conversations.set(id, known);
    onKnown?.(id, known);
    sweep(context.at);
    return {
      events,
      ...(doubtful === true || (!snapshot.whole && snapshot.isComplete !== true) ? { toRead: id } : {}),
    };
  };

  const forget = (id: string): void => {
    if (conversations.delete(id)) onKnown?.(id, undefined);
  };

  const forgetOldest = (): void => {
    for (const [id] of conversations) {
      if (conversations.size <= MOST_CONVERSATIONS) break;
      forget(id);
    }
  };

  // The map is not iterated for nothing: what was removed from its beginning is passed over each time.
  const sweep = (at: number): void => {
    if (conversations.size > MOST_CONVERSATIONS) forgetOldest();
    if (at - sweptAt < SWEEP_EVERY_MS) return;
    sweptAt = at;
    for (const [id, { ended, acwPending, touchedAt }] of conversations)
      if (ended && at - touchedAt > (acwPending ? acwKeptMs : endedKeptMs)) forget(id);
  };

  return {
    frame: (frame, at, gaps, { identity, snapshot, detailOf } = understand(frame)) => {
      if (snapshot !== undefined) return see(snapshot, { at, since, gaps, identity, durable });
      if (detailOf === undefined) return { events: [] };
      const transcript = snapshotOfTranscript(frame.topicName, frame.eventBody);
      if (transcript !== undefined) return see(transcript, { at, since, gaps, identity, durable });
      const marks = conversations.get(detailOf)?.marks;
      const detail = snapshotOfDetail(frame.topicName, frame.eventBody, (mark) => marks?.has(mark) === true);
      return detail === undefined ? { events: [] } : see(detail, { at, since, gaps, identity, durable });
    },
    read: (body, at, gaps, catchingUp) => {
      const conversation = asConversation(body);
      return conversation === undefined
        ? []
        : see(snapshotOf(conversation), { at, since, gaps, read: true, catchingUp, durable }).events;
    },
    open: () =>
      [...conversations]
        .filter(([, { ended, acwPending }]) => !ended || acwPending)
        .map(([conversationId, { touchedAt }]) => ({ conversationId, touchedAt })),
    follows: (conversationId) => conversations.has(conversationId),
    forget,
    size: () => conversations.size,
  };
};

/** What a frame contains, whatever is known of its conversation: found out once, however many subscribers there are. */
export interface Understood {
  identity?: number | undefined;
  snapshot?: Snapshot | undefined;
  /** What the snapshot is made of. */
  conversation?: Conversation | undefined;
  detailOf?: string | undefined;
}

export const understand = (frame: Frame): Understood => {
  if (!isWholeTopic(frame.topicName))
    return { identity: identityOf(frame), detailOf: conversationOfTopic(frame.topicName) };
  const conversation = asConversation(frame.eventBody);
  return conversation === undefined
    ? {}
    : { identity: identityOf(frame), snapshot: snapshotOf(conversation), conversation };
};

const WHOLE = /^v2\.(users|routing\.queues)\.[^.]+\.conversations$/i;

/** Do the frames of this topic contain a whole conversation, with the ids of its communications? */
export const isWholeTopic = (topic: string): boolean => WHOLE.test(topic);

/** Of the correlation id, this much counts; the content counts with 32 bits. Together they are an exact number. */
const CORRELATION_IDS = 2 ** 20;

/**
 * The platform's correlation id is shared by the frames of one change, so the content counts too. A number, because the
 * identities of the last frames are kept for each conversation.
 */
const identityOf = ({ correlationId, eventBody }: Frame): number | undefined =>
  correlationId === undefined
    ? undefined
    : (crc32(correlationId) % CORRELATION_IDS) * 2 ** 32 + crc32(JSON.stringify(eventBody) ?? "");
