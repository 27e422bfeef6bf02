import { describeParticipant } from "../conversation/described";
import { changedConsults } from "./consult-changes";
import { changedPause } from "./recording-changes";
import { changedAttributes, changedDeliveries, changedHolds, changedSchedules, type Change } from "./changes";
import {
  EVENT_NAMES,
  type ConversationEvent,
  type EventName,
  type Fact,
  type Gap,
  type Known,
  type Snapshot,
} from "./types";

export interface Context {
  /** Now, by the platform's clock, as all times here. */
  at: number;
  /** When the subscriber began to listen. What happened before is no news to it. */
  since: number;
  /** When nothing could be received. */
  gaps: readonly Gap[];
  /** Read by a request, as opposed to sent by the platform. */
  read?: boolean;
  /** And because of a gap. */
  catchingUp?: boolean;
  /** The same for a frame that comes twice; `undefined` where that cannot be known. */
  identity?: number | undefined;
  /** Frames are kept for later where they cannot be delivered, so one is news however late it comes. */
  durable?: boolean | undefined;
}

export interface Folded {
  known: Known;
  events: ConversationEvent[];
  /** The present state is only known after reading the conversation. */
  doubtful?: boolean;
}

/** The platform's time is known to about a second: its responses are dated in whole ones. */
const CLOCK_SKEW_MS = 1_500;
/** Of a conversation that is seen for the first time, only this much of its latest past is news. */
const FRESH_MS = 30_000;
/** And nothing of it that is older than this. Less than ended conversations are remembered, so that none ends twice. */
export const YOUNG_MS = 10 * 60_000;
/** This many frames of one conversation are recognised when they come again. */
const IDENTITIES_KEPT = 32;

const NOTHING: Known = {
  whole: false,
  facts: new Set(),
  marks: new Set(),
  holds: new Map(),
  attributes: new Map(),
  schedules: new Map(),
  deliveries: new Map(),
  consulted: new Set(),
  consults: new Map(),
  identities: [],
  ended: false,
  acwPending: false,
  touchedAt: 0,
};

/**
 * What a snapshot of a conversation adds to what is known of it: the state machine. A pure function.
 *
 * Snapshots contain all of the past, so most events are facts that are in this snapshot and were in none before: order
 * and repetition cannot matter. What comes and goes (hold, attributes, the time of a callback) is compared with the last state, and a snapshot
 * that lacks a mark which is known already is too old for that.
 */
export const fold = (before: Known | undefined, snapshot: Snapshot, context: Context): Folded => {
  const known = before ?? NOTHING;
  if (context.identity !== undefined && known.identities.includes(context.identity))
    return { known: { ...known, touchedAt: context.at }, events: [] };
  const isOld = snapshot.whole && !hasAll(snapshot.marks, known.marks);
  const consulted =
    snapshot.consulted.length === 0 ? known.consulted : new Set([...known.consulted, ...snapshot.consulted]);
  const fresh = snapshot.facts.filter(({ key, event, participantId }) => {
    if (known.facts.has(key)) return false;
    if (NOT_OF_THE_CONSULTED.has(event) && consulted.has(participantId ?? "")) return false;
    // another code for the same work: true only while nothing newer is known
    return !(event === "wrappedUp" && isOld && hasMark(known.facts, `wrappedUp/${participantId}/`));
  });
  const deliveries = changedDeliveries(known.deliveries, snapshot.deliveries);
  const holds = isOld
    ? unchanged(known.holds)
    : changedHolds(known.holds, snapshot.toggles, context.read === true ? undefined : context.at);
  const attributes = isOld
    ? unchanged(known.attributes)
    : changedAttributes(known.attributes, snapshot.attributes, {
        at: context.at,
        isRead: context.read === true,
      });
  const schedules = isOld
    ? unchanged(known.schedules)
    : changedSchedules(known.schedules, snapshot.schedules);
  const consults = isOld
    ? unchanged(known.consults)
    : changedConsults(known.consults, snapshot.parties, context.read === true ? undefined : context.at);
  const pause = isOld
    ? { after: known.pause, facts: [] }
    : changedPause(known.pause, snapshot.recording, { at: context.at, isRead: context.read === true });
  const newsSince = newsFrom(known, snapshot, context);
  const changes = [deliveries, holds, attributes, schedules, consults, pause];
  const news = [...fresh, ...changes.flatMap(({ facts }) => facts)].filter(
    (fact) => known.whole || isNews(fact, newsSince, snapshot, context),
  );
  return {
    known: {
      whole: known.whole || snapshot.whole,
      facts: fresh.length === 0 ? known.facts : new Set([...known.facts, ...fresh.map(({ key }) => key)]),
      marks:
        !snapshot.whole || hasAll(known.marks, snapshot.marks)
          ? known.marks
          : new Set([...known.marks, ...snapshot.marks]),
      holds: holds.after,
      attributes: attributes.after,
      schedules: schedules.after,
      deliveries: deliveries.after,
      consulted,
      consults: consults.after,
      pause: pause.after,
      identities:
        context.identity === undefined
          ? known.identities
          : [...known.identities, context.identity].slice(-IDENTITIES_KEPT),
      ended: snapshot.whole && !isOld ? snapshot.ended : known.ended,
      acwPending: snapshot.whole && !isOld ? snapshot.acwPending : known.acwPending,
      // a read that brings nothing new keeps nothing alive
      touchedAt:
        before !== undefined && context.read === true && news.length === 0 ? before.touchedAt : context.at,
      newsSince,
    },
    events: inOrder(news, snapshot, context).map((fact) => asEvent(fact, snapshot, context)),
    doubtful: [holds, attributes, consults, pause].some((change) => change.doubtful === true),
  };
};

/** A consulted party is not a customer who leaves, and does not join a conference. */
const NOT_OF_THE_CONSULTED: ReadonlySet<string> = new Set<EventName>(["customerLeft", "conferenced"]);

const unchanged = <T>(after: ReadonlyMap<string, T>): Change<T> => ({ after, facts: [] });

const hasAll = (all: ReadonlySet<string>, some: ReadonlySet<string>): boolean => {
  for (const one of some) if (!all.has(one)) return false;
  return true;
};

const hasMark = (facts: ReadonlySet<string>, prefix: string): boolean =>
  [...facts].some((key) => key.startsWith(prefix));

/** Where frames come late, the time in them counts: the first one of a conversation begins what is news of it. */
const newsFrom = (
  { newsSince }: Known,
  { newest }: Snapshot,
  { durable, read, at }: Context,
): number | undefined => {
  if (durable !== true || read === true) return newsSince;
  const moment = newest !== undefined && Number.isFinite(newest) ? newest : at;
  return Math.min(newsSince ?? Infinity, moment - FRESH_MS);
};

/** Of a conversation seen for the first time: did this happen while we listened, or should have? */
const isNews = (
  fact: Fact,
  newsSince: number | undefined,
  { newest, facts }: Snapshot,
  { at, since, gaps }: Context,
): boolean => {
  const when = fact.occurredAt ?? fact.notAfter ?? fact.notBefore ?? at;
  if (newsSince !== undefined) return when >= newsSince;
  const isBefore = (time: number): boolean => time < since - CLOCK_SKEW_MS;
  if (isBefore(when)) return false;
  // An offer without a time that is over in the first frame of an older conversation: its own frame came before we listened,
  // unless it could have come in a gap since then.
  const isOver = fact.occurredAt === undefined && fact.notAfter !== undefined;
  const isOlder = facts.some(({ occurredAt = Infinity }) => isBefore(occurredAt));
  if (isOver && isOlder && gaps.every(({ from }) => from <= since)) return false;
  return isIn(gaps, when) || (when >= (newest ?? at) - FRESH_MS && when >= at - YOUNG_MS);
};

const isIn = (gaps: readonly Gap[], when: number): boolean =>
  gaps.some(({ from, to }) => when >= from && when <= to);

const whenOf = ({ occurredAt, notAfter }: Fact): number | undefined => occurredAt ?? notAfter;

/** The platform's clock as known here may be late: what has just happened did not happen before all else in the snapshot. */
const justNow = ({ newest = -Infinity }: Snapshot, { at }: Context): number =>
  newest > at && newest - at <= CLOCK_SKEW_MS ? newest : at;

const asEvent = (fact: Fact, snapshot: Snapshot, context: Context): ConversationEvent => {
  const { leg, occurredAt: _at, notAfter: _after, notBefore: _before, ...known } = fact;
  const when = whenOf(fact);
  return {
    ...known,
    conversationId: snapshot.conversationId,
    participant: leg === undefined ? undefined : describeParticipant(leg, leg.among),
    occurredAt: when ?? justNow(snapshot, context),
    recovered: when === undefined ? context.catchingUp === true : isIn(context.gaps, when),
  };
};

const RANK = new Map(EVENT_NAMES.map((name, rank) => [name, rank]));

/** By their times. What has none is the present state: it comes after all that is older than now, or than a clock that is late. */
const inOrder = (facts: readonly Fact[], { newest = -Infinity }: Snapshot, { at }: Context): Fact[] => {
  const present = newest > at ? Infinity : at;
  return [...facts].sort((one, other) => {
    const [earlier, later] = [whenOf(one) ?? present, whenOf(other) ?? present];
    return earlier === later ? (RANK.get(one.event) ?? 0) - (RANK.get(other.event) ?? 0) : earlier - later;
  });
};
