import { consultedIn } from "../conversation/consultation";
import {
  legsOf,
  MEDIA_TYPES,
  mediaArray,
  type Conversation,
  type Participant,
} from "../conversation/conversation";
import { isPaused } from "../conversation/recording";
import { afterCallWorkOf } from "./acw-facts";
import { factsOfLeg } from "./leg-facts";
import { partiesOf } from "./consult-parties";
import { aboutLeg, viewOf, type LegView } from "./leg-view";
import { asMs, asText, isObject } from "./spelling";
import { schedulesOf } from "./schedules";
import type { AttributesSeen, Delivery, Fact, RecordingSeen, Snapshot, Toggle } from "./types";

/** A received conversation without everything that has the wrong shape; `undefined` where nothing is left. */
export const asConversation = (body: unknown): Conversation | undefined => {
  if (!isObject(body) || asText(body["id"]) === undefined || !Array.isArray(body["participants"]))
    return undefined;
  const participants = (body["participants"] as unknown[]).filter(hasId) as unknown as Participant[];
  return { ...(body as unknown as Conversation), participants: participants.map(withSoundLegs) };
};

const MEDIA_ARRAYS = MEDIA_TYPES.map(mediaArray);

/** Fields that are compared as text, in any case. */
const TEXTS_OF_PARTICIPANT = ["purpose", "userId", "queueId"];
const TEXTS_OF_LEG = ["state", "initialState"];

const hasSoundTexts = (of: Record<string, unknown>, names: readonly string[]): boolean =>
  names.every((name) => of[name] === undefined || of[name] === null || typeof of[name] === "string");

const withSoundTexts = <T extends Record<string, unknown>>(of: T, names: readonly string[]): T =>
  hasSoundTexts(of, names)
    ? of
    : (Object.fromEntries(
        Object.entries(of).filter(([name, value]) => !names.includes(name) || typeof value === "string"),
      ) as T);

const isSoundLeg = (leg: unknown): boolean => hasId(leg) && hasSoundTexts(leg, TEXTS_OF_LEG);

const withSoundLegs = (given: Participant): Participant => {
  const participant = withSoundTexts(given, TEXTS_OF_PARTICIPANT);
  const unsound = MEDIA_ARRAYS.filter((array) => {
    const legs: unknown = participant[array];
    return legs !== undefined && !(Array.isArray(legs) && legs.every(isSoundLeg));
  });
  if (unsound.length === 0) return participant;
  const sound = { ...participant };
  for (const array of unsound) {
    const legs: unknown = sound[array];
    sound[array] = Array.isArray(legs)
      ? legs.filter(hasId).map((leg) => withSoundTexts(leg, TEXTS_OF_LEG))
      : [];
  }
  return sound;
};

const hasId = (body: unknown): body is Record<string, unknown> & { id: string } =>
  isObject(body) && asText(body["id"]) !== undefined;

/** A snapshot of a conversation, from REST, a user's or a queue's topic alike. */
export const snapshotOf = (conversation: Conversation): Snapshot => {
  const consulted = consultedIn(conversation);
  const legs = legsOf(conversation).map((leg) => viewOf(leg, consulted, conversation.participants));
  const ended = isOver(conversation, legs);
  const messages = messagesOf(legs);
  const work = conversation.participants.map((participant) =>
    afterCallWorkOf(legs.filter((leg) => leg.participant === participant)),
  );
  const facts = [
    ...legs.flatMap((leg) => factsOfLeg(leg, legs)),
    ...work.flatMap((one) => one.facts),
    ...messages.received,
    ...(ended ? [endOf(conversation, legs)] : []),
  ];
  return {
    conversationId: conversation.id,
    whole: true,
    facts,
    marks: marksOf(
      conversation,
      legs,
      work.flatMap(({ marks }) => marks),
    ),
    toggles: legs.filter(({ agent, customer }) => agent || customer).map(toggleOf),
    attributes: conversation.participants.flatMap((participant) => attributesOf(participant, legs)),
    schedules: legs.flatMap(schedulesOf),
    deliveries: messages.deliveries,
    consulted: [...consulted].map(({ id }) => id),
    parties: partiesOf(legs),
    recording: recordingOf(conversation, legs),
    newest: Math.max(
      ...[...facts, ...legs.map(({ connectedAt }) => ({ occurredAt: connectedAt }))].map(whenOf),
    ),
    ended,
    acwPending: work.some(({ pending }) => pending),
  };
};

const whenOf = (fact: Partial<Fact>): number => fact.occurredAt ?? fact.notAfter ?? -Infinity;

/** No party is left on it. Participants without any communication, such as workflows, do not count. */
const isOver = ({ endTime }: Conversation, legs: readonly LegView[]): boolean =>
  endTime !== undefined || (legs.length > 0 && legs.every((leg) => leg.ended));

const endOf = ({ endTime, participants, id }: Conversation, legs: readonly LegView[]): Fact => {
  const ends = legs.flatMap(({ endedAt }) => endedAt ?? []);
  return {
    key: "ended",
    event: "ended",
    mediaType: (legs.find(({ customer }) => customer) ?? legs[0])?.mediaType,
    queueId: participants.findLast(({ queueId }) => queueId !== undefined)?.queueId,
    occurredAt: asMs(endTime) ?? (ends.length > 0 ? Math.max(...ends) : undefined),
    from: "connected",
    to: "disconnected",
    payload: { id, participants },
  };
};

/**
 * That of the conversation, not of one of its legs. When it was paused is not known, only that it was after the first connection: a pause lasts
 * while others come and go.
 */
const recordingOf = (conversation: Conversation, legs: readonly LegView[]): RecordingSeen | undefined => {
  const paused = isPaused(conversation, legs);
  if (paused === undefined) return undefined;
  const { id, participants } = conversation;
  const connections = legs.flatMap(({ connectedAt }) => connectedAt ?? []);
  return {
    paused,
    fact: {
      mediaType: (legs.find(({ customer }) => customer) ?? legs[0])?.mediaType,
      queueId: participants.findLast(({ queueId }) => queueId !== undefined)?.queueId,
      notBefore: connections.length === 0 ? undefined : Math.min(...connections),
      payload: { id, participants },
    },
  };
};

const OUTBOUND = new Set(["queued", "sent", "failed", "delivery-success", "delivery-failed"]);

/** Messages from the customer, and how far ours have come. Each is reported on several legs; the first counts. */
const messagesOf = (legs: readonly LegView[]): { received: Fact[]; deliveries: Delivery[] } => {
  const received = new Map<string, Fact>();
  const deliveries = new Map<string, Delivery>();
  for (const leg of legs)
    for (const message of messagesOn(leg)) {
      const messageId = asText(message["messageId"]);
      if (messageId === undefined) continue;
      const status = asText(message["messageStatus"])?.toLowerCase();
      const sentAt = asMs(message["messageTime"]);
      const about = { ...aboutLeg(leg), payload: message };
      if (status === "received" || (leg.customer && !OUTBOUND.has(status ?? ""))) {
        const key = `messageReceived/${messageId}`;
        if (!received.has(key))
          received.set(key, { ...about, key, event: "messageReceived", occurredAt: sentAt });
      } else if (status !== undefined && !deliveries.has(messageId))
        deliveries.set(messageId, { messageId, status, fact: { ...about, notBefore: sentAt } });
    }
  return { received: [...received.values()], deliveries: [...deliveries.values()] };
};

const messagesOn = ({ communication }: LegView): Record<string, unknown>[] =>
  Array.isArray(communication["messages"]) ? communication["messages"].filter(isObject) : [];

const toggleOf = (leg: LegView): Toggle => ({
  key: leg.key,
  heldSince: leg.communication.held === true ? (asMs(leg.communication.startHoldTime) ?? 0) : undefined,
  ended: leg.ended,
  endedAt: leg.endedAt,
  fact: aboutLeg(leg),
});

const attributesOf = (participant: Participant, legs: readonly LegView[]): AttributesSeen[] => {
  const leg = legs.find((one) => one.participant === participant && (one.agent || one.customer));
  if (leg === undefined || !isObject(participant.attributes)) return [];
  return [
    {
      participantId: participant.id,
      values: participant.attributes,
      whole: true,
      fact: { ...aboutLeg(leg), notBefore: leg.connectedAt ?? asMs(participant.startTime) },
    },
  ];
};

const marksOf = (
  { participants }: Conversation,
  legs: readonly LegView[],
  ofWork: readonly string[],
): Set<string> =>
  new Set([
    ...participants.map(({ id }) => `participant/${id}`),
    ...legs.flatMap(({ key, connected, ended, connectedAt, supervises }) => [
      ...(connected && connectedAt !== undefined ? [`connection/${key}`] : []),
      ...(ended ? [`end/${key}`] : []),
      ...(supervises.length > 0 ? [`supervisor/${key}`] : []),
    ]),
    ...ofWork,
  ]);
