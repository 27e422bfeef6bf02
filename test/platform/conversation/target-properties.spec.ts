import assert from "node:assert/strict";
import fc from "fast-check";
import type {
  Communication,
  Conversation,
  Leg,
  Participant,
} from "../../../nodes/lib/platform/conversation/conversation";
import { isGenesysError } from "../../../nodes/lib/platform/errors/errors";
import { findLeg, type LegQuery, type Which } from "../../../nodes/lib/platform/conversation/target";

const RUNS = { numRuns: 3_000 };
const USERS = ["ann", "bob"] as const;
const MEDIA = ["call", "message", "email"] as const;

const time = fc.integer({ min: 0, max: 100_000 }).map((ms) => new Date(1_772_442_000_000 + ms).toISOString());
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined });

/** Also snapshots that contradict themselves: a state that lags behind the times, a time without its state. */
const communication: fc.Arbitrary<Communication> = fc
  .record({
    id: fc.uuid(),
    state: fc.constantFrom(
      ...[
        "connected",
        "connected",
        "alerting",
        "contacting",
        "dialing",
        "disconnected",
        "terminated",
        "parked",
      ],
    ),
    startAlertingTime: maybe(time),
    connectedTime: maybe(time),
    disconnectedTime: fc.option(time, { nil: undefined, freq: 2 }),
  })
  .map((leg) => withoutUnset(leg) as Communication);

const participant: fc.Arbitrary<Participant> = fc
  .record({
    id: fc.uuid(),
    purpose: fc.constantFrom("customer", "external", "agent", "agent", "user", "acd", "ivr", "workflow"),
    userId: maybe(fc.constantFrom(...USERS)),
    startTime: maybe(time),
    endTime: fc.option(time, { nil: undefined, freq: 2 }),
    calls: maybe(fc.array(communication, { maxLength: 2 })),
    messages: maybe(fc.array(communication, { maxLength: 2 })),
    emails: maybe(fc.array(communication, { maxLength: 1 })),
  })
  .map((one) => withoutUnset(one) as Participant);

const conversation: fc.Arbitrary<Conversation> = fc.record({
  id: fc.uuid(),
  participants: fc.array(participant, { maxLength: 8 }),
});

const query: fc.Arbitrary<Omit<LegQuery, "which">> = fc.record({
  of: fc.oneof(
    fc.constant({ party: "customer" } as const),
    fc.constant({ party: "agent" } as const),
    fc.constantFrom(...USERS).map((userId) => ({ party: "user", userId }) as const),
  ),
  mediaType: maybe(fc.constantFrom(...MEDIA)),
  phase: fc.constantFrom("live", "lastConnected"),
});

const withoutUnset = (record: object): object =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));

/** What is found, or the code of the error. */
const look = (among: Conversation, asked: Omit<LegQuery, "which">, which: Which): Leg | string => {
  try {
    return findLeg(among, { ...asked, which });
  } catch (error) {
    assert.ok(isGenesysError(error), "nothing else is thrown");
    return error.code;
  }
};

// The words of the fact sheet once more, written apart from the resolver.
const isOver = ({ participant: { endTime }, communication: { state, disconnectedTime } }: Leg): boolean =>
  endTime !== undefined ||
  disconnectedTime !== undefined ||
  ["disconnected", "terminated"].includes(state ?? "");
const wasEverOn = ({ communication: { state, connectedTime } }: Leg): boolean =>
  connectedTime !== undefined || state === "connected";
const isOn = (leg: Leg): boolean =>
  !isOver(leg) && ["connected", "parked"].includes(leg.communication.state ?? "");
const PURPOSES = {
  customer: ["customer", "external"],
  agent: ["agent", "user"],
  user: ["agent", "user"],
  ids: [],
};
const candidates = ({ participants }: Conversation, { of, mediaType }: Omit<LegQuery, "which">): Leg[] =>
  participants
    .filter(({ purpose = "", userId }) => {
      const purposes: readonly string[] = PURPOSES[of.party];
      return purposes.includes(purpose) && (of.party !== "user" || of.userId === userId);
    })
    .flatMap((one) =>
      MEDIA.filter((medium) => mediaType === undefined || medium === mediaType).flatMap((medium) =>
        (one[`${medium}s`] ?? []).map((leg) => ({ participant: one, communication: leg, mediaType: medium })),
      ),
    );
const connectedAt = ({ communication: { connectedTime = "" } }: Leg): number =>
  Date.parse(connectedTime) || 0;
const whenever = fc.constantFrom<Which>("newest", "oldest", "only");

describe("the leg that is found in any conversation", () => {
  const holds = (
    check: (found: Leg | string, among: Conversation, asked: Omit<LegQuery, "which">, which: Which) => void,
  ) =>
    fc.assert(
      fc.property(conversation, query, whenever, (among, asked, which) =>
        check(look(among, asked, which), among, asked, which),
      ),
      RUNS,
    );

  it("is one of those asked for", () =>
    holds((found, among, asked) => {
      if (typeof found === "string") return;
      assert.ok(candidates(among, asked).some(({ communication: { id } }) => id === found.communication.id));
    }));

  it("has never ended where a live one is asked for", () =>
    holds((found, _, { phase }) =>
      assert.ok(typeof found === "string" || phase !== "live" || !isOver(found)),
    ));

  it("is never an alert that was declined", () =>
    holds((found) => assert.ok(typeof found === "string" || !isOver(found) || wasEverOn(found))));

  it("is missing only where there is none, and ambiguous only where the only one was asked for", () =>
    holds((found, among, asked, which) => {
      const theirs = candidates(among, asked);
      const fits = theirs.some((leg) => !isOver(leg) || (asked.phase === "lastConnected" && wasEverOn(leg)));
      assert.equal(found === "noTarget", !fits);
      if (found === "ambiguous") assert.equal(which, "only");
      if (typeof found === "string") assert.ok(["noTarget", "ambiguous"].includes(found));
    }));

  it("is connected where any of theirs is, and then the newest or oldest by the time of connection", () =>
    holds((found, among, asked, which) => {
      const on = candidates(among, asked).filter(isOn);
      if (typeof found === "string" || on.length === 0) return;
      assert.ok(isOn(found));
      const connected = on.filter(({ communication }) => communication.connectedTime !== undefined);
      if (connected.length < on.length || which === "only") return;
      const times = on.map(connectedAt);
      assert.equal(connectedAt(found), which === "newest" ? Math.max(...times) : Math.min(...times));
    }));

  it("is, when all have ended, the last or first of those that were ever connected", () =>
    holds((found, among, asked, which) => {
      const theirs = candidates(among, asked);
      const spoke = theirs.filter(wasEverOn);
      if (typeof found === "string" || asked.phase === "live" || !theirs.every(isOver) || which === "only")
        return;
      if (spoke.some(({ communication }) => communication.connectedTime === undefined)) return;
      const times = spoke.map(connectedAt);
      assert.equal(connectedAt(found), which === "newest" ? Math.max(...times) : Math.min(...times));
    }));

  it("is the same, newest or oldest, exactly where only one fits", () =>
    holds((_, among, asked) => {
      const [newest, oldest, only] = [
        look(among, asked, "newest"),
        look(among, asked, "oldest"),
        look(among, asked, "only"),
      ];
      if (typeof only !== "string") assert.deepEqual([newest, oldest], [only, only]);
      else assert.equal(typeof newest === "string", only === "noTarget");
    }));

  it("is found without changing the conversation", () =>
    fc.assert(
      fc.property(conversation, query, (among, asked) => {
        const before = JSON.stringify(among);
        look(among, asked, "newest");
        assert.equal(JSON.stringify(among), before);
      }),
    ));
});
