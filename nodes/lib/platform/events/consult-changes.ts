import { OVERTAKEN_MS, type Change } from "./changes";
import type { ConsultKnown, Fact, PartySeen } from "./types";

/**
 * Consultations that have begun or ended. The links that show one go when it ends, so it is compared with the last state.
 * Where all are still there, a frame soon after the beginning may be an older one: it is believed only when it was read.
 *
 * @param at when it was received; `undefined` where it was read
 */
export const changedConsults = (
  before: ReadonlyMap<string, ConsultKnown>,
  seen: readonly PartySeen[],
  at: number | undefined,
): Change<ConsultKnown> => {
  const after = new Map(before);
  const facts: Fact[] = [];
  let doubtful = false;
  for (const party of seen.filter(({ isConsulted }) => isConsulted)) {
    const { root, participantId, beganAt } = party;
    const last = after.get(root);
    if (last === undefined) {
      facts.push({
        ...party.fact,
        key: `consultStarted/${root}`,
        event: "consultStarted",
        occurredAt: beganAt,
      });
      after.set(root, { guestId: participantId, since: beganAt ?? at ?? 0, isOver: false });
    } else if (!party.ended && !last.isOver && last.guestId !== participantId)
      after.set(root, { ...last, guestId: participantId });
  }
  const goesOn = seen.some(({ isConsulting, ended }) => isConsulting && !ended);
  for (const [root, last] of after) {
    const theirs = seen.filter((party) => party.root === root);
    const guest = guestOf(last, theirs);
    if (last.isOver || guest === undefined) continue;
    const live = theirs.filter(({ ended }) => !ended);
    if (live.some(({ isConsulted }) => isConsulted) || (live.length > 0 && goesOn)) continue;
    const end = endOf(root, last, guest, seen);
    if (end.to === "conference" && at !== undefined && Math.abs(at - last.since) < OVERTAKEN_MS) {
      doubtful = true;
      continue;
    }
    facts.push({ ...guest.fact, key: `consultEnded/${root}`, event: "consultEnded", ...end });
    after.set(root, { ...last, isOver: true });
  }
  return {
    after: facts.length === 0 && after.size === before.size ? keep(before, after) : after,
    facts,
    doubtful,
  };
};

/** Who is consulted at present: instead of a queue that has found its agent, that agent, also where nothing was received of it. */
const guestOf = ({ guestId }: ConsultKnown, theirs: readonly PartySeen[]): PartySeen | undefined => {
  const guest = theirs.find(({ participantId }) => participantId === guestId) ?? theirs.at(-1);
  if (guest?.role !== "queue" || !guest.handedOver) return guest;
  return theirs.findLast(({ role }) => role === "agent") ?? guest;
};

const keep = (
  before: ReadonlyMap<string, ConsultKnown>,
  after: ReadonlyMap<string, ConsultKnown>,
): ReadonlyMap<string, ConsultKnown> =>
  [...after].every(([root, one]) => before.get(root) === one) ? before : after;

/** How it ended: the agent has handed the customer over, the guest or the customer has left, or all talk. */
const endOf = (
  root: string,
  { since }: ConsultKnown,
  guest: PartySeen,
  seen: readonly PartySeen[],
): Pick<Fact, "to" | "occurredAt"> => {
  const agents = seen.filter((party) => party.role === "agent" && party.root !== root);
  const last = (parties: readonly PartySeen[]): number | undefined => {
    const ends = parties.flatMap(({ endedAt }) => endedAt ?? []);
    return ends.length === 0 ? undefined : Math.max(...ends);
  };
  const handedOver = agents.filter((party) => party.handedOver && (party.endedAt ?? since) >= since);
  const isOutlasted = !guest.ended || (guest.endedAt ?? Infinity) > (last(handedOver) ?? Infinity);
  if (handedOver.length > 0 && isOutlasted) return { to: "completed", occurredAt: last(handedOver) };
  if (guest.ended) return { to: "cancelled", occurredAt: guest.endedAt };
  const customers = seen.filter((party) => party.role === "customer" && party.root !== root);
  if (customers.every(({ ended }) => ended)) return { to: "customerLeft", occurredAt: last(customers) };
  if (agents.every(({ ended }) => ended)) return { to: "completed", occurredAt: last(agents) };
  return { to: "conference", occurredAt: undefined };
};
