import assert from "node:assert/strict";
import fc from "fast-check";
import { summaryOf } from "../../nodes/lib/sidebar/shown";
import { conferencesOf, follow, type Row, type Timeline } from "../../nodes/lib/sidebar/timeline";
import { isInScope } from "../../nodes/lib/platform/events/discovery";
import { asConversation } from "../../nodes/lib/platform/events/snapshot";
import type { Communication } from "../../nodes/lib/simulator/entities/communication";
import type { Conversation, Participant } from "../../nodes/lib/simulator/entities/conversation";
import { conversationToWire } from "../../nodes/lib/simulator/formatters/conversation";
import { eventOfConversation } from "../../nodes/lib/simulator/formatters/event-conversation";
import { startSimulator, type Simulator } from "../../nodes/lib/simulator/index";
import { createVirtualClock, type VirtualClock } from "../../nodes/lib/simulator/store/clock";

interface Org {
  simulator: Simulator;
  clock: VirtualClock;
  /** By leg: when it was on hold. */
  holds: ReadonlyMap<string, Hold[]>;
  /** By conversation: the timeline of all that was read, and that of all notifications. */
  read: ReadonlyMap<string, Timeline>;
  notified: ReadonlyMap<string, Timeline>;
}

const STATES: Record<string, string> = {
  ...{ Alert: "alerting", Interact: "connected", Hold: "held", Dial: "dialing", Contacting: "dialing" },
  ...{ Scheduled: "scheduled", System: "waiting", Delay: "waiting", IVR: "flow" },
};

const stateIn = (participant: Participant, type: string): string | undefined => {
  if (type === "Hold") return "held";
  if (participant.purpose === "acd") return "waiting";
  return ["ivr", "workflow", "voicemail", "outbound", "api"].includes(participant.purpose)
    ? "flow"
    : STATES[type];
};

type Hold = { from: number; to?: number };

/** What the org itself keeps of a leg, without parts that took no time, joined where the same goes on; and its holds, as they were. */
const historyOf = (participant: Participant, leg: Communication, holds: readonly Hold[] = []): string[] => {
  const parts: { state: string | undefined; from: number; to: number | undefined }[] = [];
  for (const { type, startAt, endAt } of leg.segments) {
    const to = endAt ?? leg.disconnectedAt;
    if (type === "Wrapup" || to === startAt) continue;
    const state = stateIn(participant, type);
    const last = parts.at(-1);
    if (last?.state === state && last?.to === startAt) last.to = to;
    else parts.push({ state, from: startAt, to });
  }
  const moments = (from: number, to = Infinity): number[] =>
    [...new Set([from, ...holds.flatMap((hold) => [hold.from, hold.to ?? Infinity]), to])]
      .filter((at) => at >= from && at <= to)
      .sort((one, other) => one - other);
  const isHeld = (at: number): boolean => holds.some((hold) => hold.from <= at && at < (hold.to ?? Infinity));
  return parts.flatMap(({ state, from, to }) => {
    if (state !== "connected") return [`${state} ${from} ${to ?? "…"}`];
    const cuts = moments(from, to);
    return cuts.slice(0, -1).map((at, index) => {
      const end = cuts[index + 1] ?? Infinity;
      return `${isHeld(at) ? "held" : state} ${at} ${end === Infinity ? "…" : end}`;
    });
  });
};

const drawn = ({ bars }: Pick<Row, "bars">): string[] =>
  bars.filter(({ state }) => state !== "acw").map(({ state, from, to }) => `${state} ${from} ${to ?? "…"}`);

const legsIn = ({ participants }: Conversation) =>
  participants.flatMap((participant) => participant.communications.map((leg) => ({ participant, leg })));

const rowOf = (timeline: Timeline, leg: Communication): Row =>
  timeline.rows.find(({ communicationId }) => communicationId === leg.id) ??
  assert.fail(`no row of ${leg.id}`);

/** A contact centre at work for a while, read after each change and with each notification of it. */
const workFor = async (seed: number, minutes: number, look: (org: Org) => void): Promise<void> => {
  const clock = createVirtualClock();
  const simulator = await startSimulator({ clock });
  const { store } = simulator;
  const [read, notified] = [new Map<string, Timeline>(), new Map<string, Timeline>()];
  const holds = new Map<string, Hold[]>();
  const see = (timelines: Map<string, Timeline>, received: unknown): void => {
    const body = asConversation(received) ?? assert.fail();
    timelines.set(body.id, follow(timelines.get(body.id), body, clock.now()));
  };
  const stop = store.onChange(({ conversation }) => {
    for (const { leg } of legsIn(conversation)) {
      const theirs = holds.get(leg.id) ?? [];
      holds.set(leg.id, theirs);
      const last = theirs.at(-1);
      const isOn = last !== undefined && last.to === undefined;
      if (leg.held && !isOn && leg.disconnectedAt === undefined) theirs.push({ from: clock.now() });
      if (isOn && (!leg.held || leg.disconnectedAt !== undefined)) last.to = clock.now();
    }
    see(read, conversationToWire(store, conversation));
    see(notified, eventOfConversation(store, conversation));
  });
  try {
    simulator.floor.start({ seed, rates: { perHour: 240 } });
    clock.advance(minutes * 60_000);
    look({ simulator, clock, holds, read, notified });
  } finally {
    stop();
    await simulator.close();
  }
};

const timelineOf = ({ simulator: { store }, clock }: Org, conversation: Conversation): Timeline =>
  follow(undefined, asConversation(conversationToWire(store, conversation)) ?? assert.fail(), clock.now());

const seeds = fc.integer({ min: 1, max: 1_000_000 });

describe("the timeline of a conversation", function () {
  this.timeout(120_000);

  it("has the legs, the states and the times of the org's own history, in 100 random ones", async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(seeds, async (seed) => {
        await workFor(seed, 2, ({ simulator, holds, read }) => {
          for (const [id, timeline] of read) {
            const conversation = simulator.store.conversations.get(id) ?? assert.fail();
            assert.equal(timeline.rows.length, Math.min(60, legsIn(conversation).length));
            for (const { participant, leg } of legsIn(conversation)) {
              const row = rowOf(timeline, leg);
              assert.deepEqual(
                drawn(row),
                historyOf(participant, leg, holds.get(leg.id)),
                `seed ${seed}, leg ${leg.id}`,
              );
              assert.equal(row.participantId, participant.id);
              compared += 1;
            }
          }
        });
      }),
      { numRuns: 100 },
    );
    assert.ok(compared > 1_000, `${compared} legs were compared`);
  });

  it("has the same where only notifications came, for those who talk", async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(seeds, async (seed) => {
        await workFor(seed, 2, ({ simulator, holds, notified }) => {
          for (const [id, timeline] of notified) {
            const conversation = simulator.store.conversations.get(id) ?? assert.fail();
            for (const { participant, leg } of legsIn(conversation)) {
              if (participant.userId === undefined || leg.media !== "calls") continue;
              assert.deepEqual(
                drawn(rowOf(timeline, leg)),
                historyOf(participant, leg, holds.get(leg.id)),
                `seed ${seed}, leg ${leg.id}`,
              );
              compared += 1;
            }
          }
        });
      }),
      { numRuns: 30 },
    );
    assert.ok(compared > 80, `${compared} legs were compared`);
  });

  it("shows after-call work when it began and until it ended", async () => {
    let works = 0;
    await workFor(7, 12, (org) => {
      for (const conversation of org.simulator.store.conversations.values())
        for (const { leg } of legsIn(conversation)) {
          const { startAt, endAt, state } = leg.afterCallWork ?? {};
          if (startAt === undefined || state === "notApplicable" || endAt === startAt) continue;
          const bars = rowOf(timelineOf(org, conversation), leg).bars.filter((bar) => bar.state === "acw");
          assert.deepEqual(bars, [{ state: "acw", from: startAt, to: endAt }]);
          works += 1;
        }
    });
    assert.ok(works > 2, `${works} works`);
  });

  it("shows a conference while three talk, and none while one of them is on hold", () => {
    const row = (role: Row["role"], ...bars: Row["bars"]): Row => ({
      ...{ key: role, participantId: role, communicationId: role, role, media: "call", bars },
    });
    const rows = [
      row("customer", { state: "connected", from: 0 }),
      row("agent", { state: "connected", from: 10, to: 90 }),
      row(
        "agent",
        { state: "connected", from: 20, to: 40 },
        { state: "held", from: 40, to: 60 },
        { state: "connected", from: 60 },
      ),
      row("supervisor", { state: "connected", from: 0 }),
    ];
    assert.deepEqual(conferencesOf(rows), [
      { from: 20, to: 40 },
      { from: 60, to: 90 },
    ]);
  });

  it("says of a call first what its agent does, then where it waits", async () => {
    await workFor(3, 0, (org) => {
      const { act, store } = org.simulator;
      const { conversationId } = act.customerCalls({ queue: "Support" });
      const state = () =>
        summaryOf(timelineOf(org, store.conversations.get(conversationId) ?? assert.fail())).state;
      org.clock.advance(1_000);
      assert.equal(state(), "alerting");
      act.agentAnswers(conversationId);
      assert.equal(state(), "connected");
      act.agentHolds(conversationId);
      assert.equal(state(), "held");
      act.agentHangsUp(conversationId);
      assert.equal(state(), "acw");
      act.agentWrapsUp(conversationId);
      assert.equal(state(), "ended");
    });
  });

  it("shows another state where that of a leg is no text, or a name that every object has", () => {
    for (const state of [{}, 7, ["connected"], "constructor", "__proto__"]) {
      const calls = [{ id: "c", state, initialState: state }];
      const body = asConversation({
        id: "1",
        participants: [{ id: "p", userId: {}, queueId: 7, purpose: [], calls }],
      });
      assert.ok(body !== undefined);
      const { rows } = JSON.parse(JSON.stringify(follow(follow(undefined, body, 1_000), body, 2_000))) as {
        rows: { bars: { state?: string }[] }[];
      };
      for (const { bars } of rows) for (const bar of bars) assert.equal(typeof bar.state, "string");
      assert.equal(isInScope(body, [{ kind: "userId", id: "u" }]), false);
    }
  });

  it("survives snapshots of any shape", () => {
    fc.assert(
      fc.property(fc.array(fc.anything(), { maxLength: 6 }), fc.anything(), (parts, more) => {
        const participants = parts.map((part, at) => ({
          ...(part as object),
          id: `p${at}`,
          calls: [{ id: "c", segments: [more], ...(part as object) }],
        }));
        const body = asConversation({ id: "1", startTime: more, endTime: more, participants });
        if (body === undefined) return;
        const once = follow(undefined, body, 1_000);
        JSON.stringify(follow(once, body, 2_000));
      }),
    );
  });
});
