import type { RefusedTopic } from "../api/notifications";
import type { Leg, MediaType, Participant } from "../conversation/conversation";
import type { DescribedParticipant } from "../conversation/described";

/**
 * What can happen in a conversation. Public: only added to. The order is that in which events of the same moment are
 * emitted, so that a flow never receives an end before its beginning.
 */
export const EVENT_NAMES = [
  "messageReceived",
  "messageStatus",
  "transcript",
  "attributesChanged",
  "callbackScheduled",
  "offered",
  "connected",
  "conferenced",
  "supervisorJoined",
  "consultStarted",
  "resumed",
  "held",
  "secureResumed",
  "securePaused",
  "requeued",
  "consultEnded",
  "transferred",
  "agentLeft",
  "customerLeft",
  "ended",
  "acwStarted",
  "wrappedUp",
] as const;

export type EventName = (typeof EVENT_NAMES)[number];

/** One thing that happened, emitted at most once to each subscriber. */
export interface ConversationEvent {
  event: EventName;
  /** What makes it this one: the same for the same happening, whichever topic or read reported it. */
  key: string;
  conversationId: string;
  participantId?: string | undefined;
  communicationId?: string | undefined;
  mediaType?: MediaType | undefined;
  userId?: string | undefined;
  queueId?: string | undefined;
  /** The state before, in REST spelling; changed attributes as they were. */
  from?: unknown;
  /** The state after: `connected`, a disconnect type, a wrap-up code, a message status, changed attributes, a time. */
  to?: unknown;
  /** In ms. The platform's own time where it names one, else when it was received. */
  occurredAt: number;
  /** It happened during a gap, and was found out afterwards. */
  recovered: boolean;
  /** What was said, where it was transcribed. */
  text?: string | undefined;
  /** Who it is about, in short. */
  participant?: DescribedParticipant | undefined;
  /** The participant as last received, or the detail. */
  payload: unknown;
}

/** A time in which notifications may be lost, in ms. Connections use this machine's clock, trackers the platform's. */
export interface Gap {
  from: number;
  to: number;
}

/** Of a message of a flow. */
export type Properties = Record<string, unknown>;

/** A frame of the notification service with a topic. */
export interface Frame {
  topicName: string;
  eventBody?: unknown;
  correlationId?: string | undefined;
}

/**
 * Something that has happened, according to a snapshot. Snapshots repeat all of the past, so the same fact is found in every
 * later one: what is new is what was not known yet.
 */
export interface Fact {
  key: string;
  event: EventName;
  occurredAt?: number | undefined;
  /** Bounds, where the moment itself is not known. */
  notAfter?: number | undefined;
  notBefore?: number | undefined;
  participantId?: string | undefined;
  communicationId?: string | undefined;
  mediaType?: MediaType | undefined;
  userId?: string | undefined;
  queueId?: string | undefined;
  /** Where it is known: a detail has only ids. Described when the fact is news. */
  leg?: (Leg & { among: readonly Participant[] }) | undefined;
  from?: unknown;
  to?: unknown;
  text?: string | undefined;
  payload: unknown;
}

/** The delivery of an outbound message goes through these steps, never backwards. */
export interface Delivery {
  messageId: string;
  status: string;
  fact: Omit<Fact, "key" | "event" | "from" | "to">;
}

/** States that come and go, which a snapshot contains without their history. */
export interface Toggle {
  key: string;
  /** `undefined`: not held. A number: the moment at which the hold began; 0 where that is not known. */
  heldSince?: number | undefined;
  ended: boolean;
  /** Where it is known. */
  endedAt?: number | undefined;
  fact: Omit<Fact, "key" | "event" | "from" | "to">;
}

/** When a callback is due. */
export interface Schedule {
  key: string;
  /** ISO 8601, however the platform spells it. */
  time: string;
  /** Is it still to come, or has the callback begun or ended? */
  waiting: boolean;
  fact: Omit<Fact, "key" | "event" | "from" | "to">;
}

export interface AttributesSeen {
  participantId: string;
  values: Readonly<Record<string, unknown>>;
  /** All there are; `false` for a detail, which may name only some. */
  whole: boolean;
  fact: Omit<Fact, "key" | "event" | "from" | "to">;
}

/** A party of a call, or a queue in it: what consultations are made out from. */
export interface PartySeen {
  participantId: string;
  /** The participant that the consultation began with: the same for a queue and the agent that it finds. */
  root: string;
  role: "agent" | "customer" | "queue";
  /** The links show that it is consulted, or that it consults. */
  isConsulted: boolean;
  isConsulting: boolean;
  beganAt: number | undefined;
  ended: boolean;
  endedAt: number | undefined;
  /** It ended by a transfer. */
  handedOver: boolean;
  fact: Omit<Fact, "key" | "event" | "from" | "to">;
}

export interface RecordingSeen {
  /** It is in secure pause. */
  paused: boolean;
  fact: Omit<Fact, "key" | "event" | "from" | "to">;
}

/** What one snapshot or detail contains, in one spelling. */
export interface Snapshot {
  conversationId: string;
  /** Of everything, as opposed to a detail. */
  whole: boolean;
  /** Of a detail: nothing has to be read to understand it. */
  isComplete?: true;
  facts: readonly Fact[];
  /** Facts that are never removed. A snapshot that lacks one which is already known is older than the last one. */
  marks: ReadonlySet<string>;
  toggles: readonly Toggle[];
  attributes: readonly AttributesSeen[];
  schedules: readonly Schedule[];
  deliveries: readonly Delivery[];
  /** Ids of the participants who are only consulted. */
  consulted: readonly string[];
  parties: readonly PartySeen[];
  /** Where the conversation shows it. */
  recording?: RecordingSeen | undefined;
  /** The latest moment in it. */
  newest?: number | undefined;
  /** Of a whole snapshot: has the conversation ended, and is after-call work still to be done? */
  ended: boolean;
  acwPending: boolean;
}

/** A consultation that was seen. */
export interface ConsultKnown {
  /** The participant who is consulted at present. */
  guestId: string;
  since: number;
  isOver: boolean;
}

export interface HoldKnown {
  since: number;
  on: boolean;
  times: number;
  /** When a frame has shown that it is over, or was an older one. Missing in what an earlier version has kept. */
  doubtedAt?: number | undefined;
}

/** What attributes were before they changed. One that is named without a value did not exist. */
export interface FormerAttributes {
  names: readonly string[];
  values: Readonly<Record<string, unknown>>;
  /** When the change was received. */
  until: number;
}

export interface AttributesKnown {
  values: Readonly<Record<string, unknown>>;
  at: number;
  changes: number;
  /** Those of the last seconds. Missing in what an earlier version has kept. */
  former?: readonly FormerAttributes[];
}

/** All that is kept of one conversation. Never changed: every snapshot makes a new one. */
export interface Known {
  /** Has a whole snapshot been received, as opposed to details only? */
  whole: boolean;
  /** Keys of the facts that were emitted, or that were old when the conversation was first seen. */
  facts: ReadonlySet<string>;
  marks: ReadonlySet<string>;
  /** By leg: the hold that is on (or the last one, where `on` is false). */
  holds: ReadonlyMap<string, HoldKnown>;
  attributes: ReadonlyMap<string, AttributesKnown>;
  /** By leg of a callback's customer: when it is due, and how often that was set. */
  schedules: ReadonlyMap<string, { time: string; times: number }>;
  /** By message: how far its delivery has come. */
  deliveries: ReadonlyMap<string, string>;
  /** Ids of the participants who came to be consulted. Kept because the platform removes the link afterwards. */
  consulted: ReadonlySet<string>;
  /** By the participant that each consultation began with. */
  consults: ReadonlyMap<string, ConsultKnown>;
  /** The last secure pause: is it on, since when is that known, and how many there were. */
  pause?: { on: boolean; since: number; times: number } | undefined;
  /** Frames that were seen already, the newest last. */
  identities: readonly number[];
  ended: boolean;
  acwPending: boolean;
  /** When it was last received, by the platform's clock. */
  touchedAt: number;
  /** Of a conversation whose events come late: what happened from then on is news until all of it is known. */
  newsSince?: number | undefined;
}

export interface Log {
  info: (text: string) => void;
  warn: (text: string) => void;
}

export interface EventsState {
  kind: "closed" | "connecting" | "connected" | "reconnecting";
  /** Topics that the platform does not send to this account, and which permission it misses. */
  refused: readonly RefusedTopic[];
}
