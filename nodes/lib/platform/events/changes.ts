import type {
  AttributesKnown,
  AttributesSeen,
  Delivery,
  Fact,
  FormerAttributes,
  HoldKnown,
  Known,
  Schedule,
  Toggle,
} from "./types";

/** A frame may come this much later than the one that followed it. */
export const OVERTAKEN_MS = 5_000;

/** What is known after a snapshot, and the facts to emit. */
export interface Change<T> {
  after: ReadonlyMap<string, T>;
  facts: Fact[];
  /** Only a read shows whether this is the present state or an older one. */
  doubtful?: boolean;
}

/** How far a message has come. Both ends of a delivery are final; a message read was delivered. */
const STEPS = [
  "queued",
  "sent",
  "failed",
  "delivery-failed",
  "delivery-success",
  "published",
  "read",
  "removed",
];

/** Deliveries that have gone further. None ever goes back. */
export const changedDeliveries = (before: Known["deliveries"], seen: readonly Delivery[]): Change<string> => {
  const further = seen.filter(({ messageId, status }) => {
    const last = before.get(messageId);
    return last === undefined || STEPS.indexOf(status) > STEPS.indexOf(last);
  });
  return {
    after:
      further.length === 0
        ? before
        : new Map([...before, ...further.map(({ messageId, status }) => [messageId, status] as const)]),
    facts: further.map(({ messageId, status, fact }) => ({
      ...fact,
      key: `messageStatus/${messageId}/${status}`,
      event: "messageStatus",
      from: before.get(messageId),
      to: status,
    })),
  };
};

/**
 * Legs that were put on hold or taken back. A hold begins at a time of its own, so that an old frame cannot begin it
 * again. A leg that ends while held is not resumed. A leg that is not held right after its hold began may be an older
 * frame that was overtaken: it is believed only when it was read, or where the leg has ended before anything else was received
 * of it: no read can show then whether it was held to the end, and late frames are rare. A frame that came after that end
 * is one of these.
 *
 * @param at when it was received; `undefined` where it was read
 */
export const changedHolds = (
  before: Known["holds"],
  seen: readonly Toggle[],
  at: number | undefined,
): Change<HoldKnown> => {
  const after = new Map(before);
  const facts: Fact[] = [];
  let doubtful = false;
  for (const { key, heldSince, ended, endedAt = Infinity, fact } of seen) {
    const last: HoldKnown = after.get(key) ?? { since: -1, on: false, times: 0 };
    const { doubtedAt, ...certain } = last;
    const resumed = (occurredAt?: number): void =>
      void facts.push({
        ...fact,
        key: `resumed/${key}/${last.times}`,
        event: "resumed",
        from: "held",
        to: "connected",
        occurredAt,
      });
    if (heldSince === undefined) {
      if (!last.on) continue;
      if (!ended && at !== undefined && Math.abs(at - last.since) < OVERTAKEN_MS) {
        doubtful = true;
        after.set(key, { ...last, doubtedAt: doubtedAt ?? at });
        continue;
      }
      if (!ended) resumed();
      else if (doubtedAt !== undefined && doubtedAt < endedAt) resumed(doubtedAt);
      after.set(key, { ...certain, on: false });
    } else if (heldSince > last.since || (heldSince === 0 && !last.on)) {
      if (last.on) resumed(); // not reported, but there cannot be a second hold without it
      const times = last.times + 1;
      facts.push({
        ...fact,
        key: `held/${key}/${times}`,
        event: "held",
        from: "connected",
        to: "held",
        occurredAt: heldSince === 0 ? undefined : heldSince,
      });
      after.set(key, { since: Math.max(heldSince, last.since), on: true, times });
    } else if (last.on && doubtedAt !== undefined) after.set(key, certain);
  }
  return { after: keepIfSame(before, after), facts, doubtful };
};

/** Callbacks that have a time, or another one than before. */
export const changedSchedules = (
  before: Known["schedules"],
  seen: readonly Schedule[],
): Change<{ time: string; times: number }> => {
  const changed = seen.filter(({ key, time }) => before.get(key)?.time !== time);
  const timesOf = (key: string): number => (before.get(key)?.times ?? 0) + 1;
  return {
    after:
      changed.length === 0
        ? before
        : new Map([
            ...before,
            ...changed.map(({ key, time }) => [key, { time, times: timesOf(key) }] as const),
          ]),
    facts: changed.map(({ key, time, fact }) => ({
      ...fact,
      key: `callbackScheduled/${key}/${timesOf(key)}`,
      event: "callbackScheduled",
      from: before.get(key)?.time,
      to: time,
    })),
  };
};

const keepIfSame = <T>(
  before: ReadonlyMap<string, T>,
  after: ReadonlyMap<string, T>,
): ReadonlyMap<string, T> =>
  after.size === before.size && [...after].every(([key, value]) => before.get(key) === value)
    ? before
    : after;

/**
 * Attributes that differ from the last known ones, as one event per participant: only those that changed. A value that an
 * attribute has had just before may come from an older frame that was overtaken: it is believed only when it was read.
 *
 * @param when when it was received, and whether it was read
 */
export const changedAttributes = (
  before: Known["attributes"],
  seen: readonly AttributesSeen[],
  { at: received, isRead }: { at: number; isRead: boolean },
): Change<AttributesKnown> => {
  const after = new Map(before);
  const facts: Fact[] = [];
  let doubtful = false;
  for (const { participantId, values, whole, fact } of seen) {
    const last = after.get(participantId) ?? { values: {}, at: 0, changes: 0 };
    const at = fact.occurredAt ?? last.at;
    if (at < last.at) continue; // a detail that was overtaken
    const now = whole ? values : { ...last.values, ...values };
    const names = [...new Set([...Object.keys(last.values), ...Object.keys(now)])].filter(
      (name) => last.values[name] !== now[name],
    );
    if (names.length === 0) continue;
    const former = (last.former ?? []).filter(({ until }) => Math.abs(received - until) < OVERTAKEN_MS);
    const isNewer = at > last.at; // a detail has its time
    if (!isRead && !isNewer && former.some((one) => names.some((name) => hadValue(one, name, now[name])))) {
      doubtful = true;
      continue;
    }
    const pick = (from: Readonly<Record<string, unknown>>) =>
      Object.fromEntries(names.flatMap((name) => (Object.hasOwn(from, name) ? [[name, from[name]]] : [])));
    const changes = last.changes + 1;
    const from = pick(last.values);
    facts.push({
      ...fact,
      key: `attributesChanged/${participantId}/${changes}`,
      event: "attributesChanged",
      from,
      to: pick(now),
    });
    const own = { names, values: from, until: received };
    after.set(participantId, { values: now, at, changes, former: [...former, own].slice(-FORMER_KEPT) });
  }
  return { after: facts.length === 0 ? before : after, facts, doubtful };
};

/** So many changes of one participant's attributes are remembered while a frame may come late. */
const FORMER_KEPT = 16;

const hadValue = ({ names, values }: FormerAttributes, name: string, value: unknown): boolean =>
  names.includes(name) && values[name] === value;
