import fc from "fast-check";
import type {
  Communication,
  Conversation,
  Participant,
} from "../../nodes/lib/platform/conversation/conversation";

// Calls with consultations, conferences, transfers and supervisors, and beside each call who has the customer.

const ACTS = [
  ...["consult", "consult", "answer", "answer", "complete", "cancel"],
  ...["conference", "leave", "supervise", "transfer", "hangUp"],
] as const;

/** Who carries `consultParticipantId`, and whose id that is. The first is what the platform does. */
export const MARKS = [
  "everybodyCustomer",
  "consultedCustomer",
  "consultedAgent",
  "agentConsulted",
  "agentCustomer",
] as const;
export type Mark = (typeof MARKS)[number];

export interface Plan {
  outbound: boolean;
  mark: Mark;
  /** Says the platform by an attribute who consults? */
  attribute: boolean;
  /** Do legs that have ended keep their marks? */
  lingers: boolean;
  to: ("agent" | "user" | "external")[];
  acts: (typeof ACTS)[number][];
}

export const arbitraryPlan: fc.Arbitrary<Plan> = fc.record({
  outbound: fc.boolean(),
  mark: fc.constantFrom(...MARKS),
  attribute: fc.boolean(),
  lingers: fc.boolean(),
  to: fc.array(fc.constantFrom("agent", "user", "external"), { minLength: 6, maxLength: 6 }),
  acts: fc.array(fc.constantFrom(...ACTS), { maxLength: 12 }),
});

export interface Called {
  conversation: Conversation;
  /** Who has the customer, the newest last; and all who ever had, whether they are still there or not. */
  agents: string[];
  hadCustomer: string[];
  /** The live customers, and those who are only consulted. */
  customers: string[];
  consulted: string[];
}

const START = Date.UTC(2026, 2, 2, 9);
const iso = (ms: number): string => new Date(ms).toISOString();

export const playCall = ({ outbound, mark, attribute, lingers: kept, to, acts }: Plan): Called => {
  // Beside other links than the platform's, a link that is kept would say that an old consultation still goes on.
  const lingers = kept && (mark === "everybodyCustomer" || mark === "consultedCustomer");
  let now = START;
  const participants: Participant[] = [];
  const supervisors = new Set<Participant>();
  let [serial, turn] = [0, 0];
  let holders: Participant[] = [];
  const had: Participant[] = [];
  let consult: { by: Participant; guest: Participant } | undefined;

  const legOf = (one: Participant): Communication => one.calls?.[0] as Communication;
  const isLive = (one: Participant): boolean => one.endTime === undefined;
  const join = (purpose: string, more: Partial<Participant>, peerId?: string): Participant => {
    const id = `p${++serial}`;
    const leg = {
      id: `c${serial}`,
      state: "alerting",
      startAlertingTime: iso(now),
      ...(peerId ? { peerId } : {}),
    };
    const one: Participant = { id, purpose, startTime: iso(now), ...more, calls: [leg] };
    participants.push(one);
    return one;
  };
  const connect = (one: Participant): void => {
    one.connectedTime = iso(now);
    Object.assign(legOf(one), { state: "connected", connectedTime: iso(now) });
  };
  const end = (one: Participant, disconnectType: string): void => {
    if (!isLive(one)) return;
    one.endTime = iso(now);
    Object.assign(legOf(one), { state: "disconnected", disconnectType, disconnectedTime: iso(now) });
  };
  const worker = (purpose = "agent", peerId?: string): Participant =>
    join(purpose, { userId: `u${serial + 1}` }, peerId);
  const take = (one: Participant): void => {
    legOf(one).peerId = customerLeg;
    holders.push(one);
    had.push(one);
  };

  const first = outbound ? worker("user") : undefined;
  if (first) connect(first);
  now += 1_000;
  const customer = join(outbound ? "external" : "customer", {});
  const customerLeg = legOf(customer).id;
  connect(customer);
  now += 5_000;
  const agent = first ?? worker();
  if (!first) connect(agent);
  take(agent);

  const unmark = (guest: Participant): void => {
    for (const one of participants) {
      if (lingers && !isLive(one)) continue;
      delete one["consultParticipantId"];
      delete one.attributes;
    }
    if (!lingers) delete guest["consultParticipantId"];
  };
  const setMarks = (by: Participant, guest: Participant): void => {
    const marks: Record<Mark, [Participant, Participant][]> = {
      everybodyCustomer: [by, guest, customer].map((one) => [one, customer]),
      consultedCustomer: [[guest, customer]],
      consultedAgent: [[guest, by]],
      agentConsulted: [[by, guest]],
      agentCustomer: [[by, customer]],
    };
    for (const [one, other] of marks[mark]) one["consultParticipantId"] = other.id;
    if (attribute) by.attributes = { consultInitiator: "true" };
  };
  const stopConsult = (): void => {
    if (consult === undefined) return;
    const { guest } = consult;
    consult = undefined;
    end(guest, "client");
    unmark(guest);
  };

  const play = {
    consult: () => {
      if (consult !== undefined) return;
      const by = holders.at(-1) as Participant;
      const purpose = to[turn++ % to.length] as string;
      const guest = purpose === "external" ? join(purpose, {}) : worker(purpose, `beside-${serial}`);
      consult = { by, guest };
      setMarks(by, guest);
    },
    answer: () => {
      if (consult !== undefined && legOf(consult.guest).state === "alerting") connect(consult.guest);
    },
    complete: () => {
      if (consult === undefined || legOf(consult.guest).state !== "connected") return;
      const { by, guest } = consult;
      if (guest.purpose === "external" && holders.length < 2) return;
      consult = undefined;
      end(by, "transfer");
      holders = holders.filter((one) => one !== by);
      if (guest.purpose === "external") end(guest, "peer");
      else take(guest);
      unmark(guest);
    },
    cancel: stopConsult,
    conference: () => {
      if (consult !== undefined) return;
      const one = worker();
      connect(one);
      take(one);
    },
    leave: () => {
      if (holders.length < 2 || consult !== undefined) return;
      end(holders.shift() as Participant, "client");
    },
    supervise: () => {
      const link = (["monitored", "coached", "barged"] as const)[serial % 3] ?? "monitored";
      const one = join("user", { userId: `s${serial}`, [`${link}ParticipantId`]: holders[0]?.id });
      connect(one);
      supervisors.add(one);
    },
    transfer: () => {
      if (consult !== undefined || holders.length > 1) return;
      end(holders.pop() as Participant, "transfer");
      now += 3_000;
      const one = worker();
      connect(one);
      take(one);
    },
    hangUp: () => {
      for (const one of [customer, ...participants]) {
        end(one, one === customer ? "endpoint" : "peer");
        now += 17;
      }
    },
  };
  for (const act of acts) {
    now += 4_000;
    play[act]();
    if (act === "hangUp") break;
  }
  const ids = (some: readonly Participant[]): string[] => some.map(({ id }) => id);
  return {
    conversation: { id: "conversation", participants },
    agents: ids(holders.filter(isLive)),
    hadCustomer: ids(had),
    customers: ids([customer].filter(isLive)),
    consulted: ids(consult === undefined ? [] : [consult.guest].filter(isLive)),
  };
};
