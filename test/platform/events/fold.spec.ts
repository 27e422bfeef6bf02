import assert from "node:assert/strict";
import { fold, type Context } from "../../../nodes/lib/platform/events/fold";
import type { Fact, Known, Snapshot, Toggle } from "../../../nodes/lib/platform/events/types";

const AT = 100_000_000;
const fact = (more: Partial<Fact> = {}): Fact => ({
  ...{ key: "connected/p", event: "connected", occurredAt: AT, payload: undefined },
  ...more,
});
const snapshot = (more: Partial<Snapshot> = {}): Snapshot => ({
  ...{ conversationId: "c", whole: true, facts: [], marks: new Set<string>(), toggles: [] },
  ...{ attributes: [], schedules: [], deliveries: [], consulted: [], parties: [] },
  ...{ newest: AT, ended: false, acwPending: false },
  ...more,
});
const see = (before: Known | undefined, more: Partial<Snapshot>, context: Partial<Context> = {}) =>
  fold(before, snapshot(more), { at: AT, since: 0, gaps: [], ...context });
/** The keys of the events of a snapshot. */
const keysOf = (...given: Parameters<typeof see>): string[] => see(...given).events.map(({ key }) => key);
const isEmitted = (
  more: Partial<Fact>,
  seen: Partial<Snapshot> = {},
  context: Partial<Context> = {},
): boolean => keysOf(undefined, { facts: [fact(more)], ...seen }, context).length === 1;
const whole = (): Known => see(undefined, {}).known;

describe("what is emitted of a conversation that is seen for the first time", () => {
  it("has happened since the subscriber listens, to about a second", () => {
    const since = AT - 10_000;
    assert.equal(isEmitted({ occurredAt: since - 1_500 }, {}, { since }), true);
    assert.equal(isEmitted({ occurredAt: since - 1_501 }, {}, { since }), false);
  });

  it("is of its latest half minute", () => {
    assert.equal(isEmitted({ occurredAt: AT - 30_000 }), true);
    assert.equal(isEmitted({ occurredAt: AT - 30_001 }), false);
    assert.equal(isEmitted({ occurredAt: AT - 30_001 }, { newest: AT - 1 }), true);
    assert.equal(isEmitted({ occurredAt: AT - 30_001 }, { newest: undefined }), false);
  });

  it("is not older than ten minutes, however quiet the conversation was", () => {
    const agoMs = 10 * 60_000;
    assert.equal(isEmitted({ occurredAt: AT - agoMs }, { newest: AT - agoMs }), true);
    assert.equal(isEmitted({ occurredAt: AT - agoMs - 1 }, { newest: AT - agoMs - 1 }), false);
  });

  it("is what happened in a gap, from its first moment to its last", () => {
    const gaps = [{ from: AT - 4_000_000, to: AT - 3_000_000 }];
    for (const [occurredAt, is] of [
      [AT - 4_000_001, false],
      [AT - 4_000_000, true],
      [AT - 3_000_000, true],
      [AT - 2_999_999, false],
    ] as const)
      assert.equal(isEmitted({ occurredAt }, {}, { gaps }), is);
  });

  it("is judged by the bounds of a moment that is not known, the later one first, or by now", () => {
    const unknown = { occurredAt: undefined };
    const [young, old] = [AT, AT - 1_000_000];
    assert.equal(isEmitted({ ...unknown, notAfter: young, notBefore: old }), true);
    assert.equal(isEmitted({ ...unknown, notAfter: old, notBefore: young }), false);
    assert.equal(isEmitted({ ...unknown, notBefore: old }), false);
    assert.equal(isEmitted(unknown), true);
  });

  it("is no offer without a time that is over, where the conversation is older: its frame came before", () => {
    const since = AT - 10_000;
    const offered = fact({ key: "offered/p", event: "offered", occurredAt: undefined, notAfter: AT });
    const of = (occurredAt: number, context: Partial<Context> = {}, more: Partial<Fact> = {}): string[] =>
      keysOf(
        undefined,
        { facts: [{ ...offered, ...more }, fact({ occurredAt })] },
        { since, gaps: [{ from: since, to: since + 500 }], ...context },
      );
    assert.deepEqual(of(since - 1_501), []);
    assert.deepEqual(of(since - 1_500).sort(), ["connected/p", "offered/p"], "it began while we listened");
    assert.deepEqual(of(since - 1_501, {}, { notAfter: undefined }), ["offered/p"], "it lasts");
    assert.deepEqual(of(since - 1_501, {}, { occurredAt: AT }), ["offered/p"], "its time is known");
    const gaps = [{ from: since + 1, to: since + 500 }];
    assert.deepEqual(of(since - 1_501, { gaps }), ["offered/p"], "it may have begun in a gap");
  });

  it("has no limit once a whole snapshot was seen: what is new is emitted, however old", () => {
    const old = { facts: [fact({ occurredAt: 1 })] };
    assert.deepEqual(keysOf(whole(), old), ["connected/p"]);
    const part = see(undefined, { whole: false }).known;
    assert.deepEqual(keysOf(part, old), []);
  });
});

describe("what is emitted where frames come late", () => {
  const LATE = AT + 10_000_000;
  const durable = { durable: true, at: LATE };

  it("is all from half a minute before the first frame on", () => {
    assert.equal(isEmitted({ occurredAt: AT - 30_000 }, {}, durable), true);
    assert.equal(isEmitted({ occurredAt: AT - 30_001 }, {}, durable), false);
    for (const newest of [undefined, -Infinity]) {
      assert.equal(isEmitted({ occurredAt: LATE - 30_000 }, { newest }, durable), true);
      assert.equal(isEmitted({ occurredAt: LATE - 30_001 }, { newest }, durable), false);
    }
  });

  it("begins earlier with an earlier frame, and never later", () => {
    const first = see(undefined, { whole: false }, durable).known;
    const later = see(first, { whole: false, newest: AT + 500_000 }, durable).known;
    assert.deepEqual([first.newsSince, later.newsSince], [AT - 30_000, AT - 30_000]);
    assert.equal(see(first, { whole: false, newest: AT - 5 }, durable).known.newsSince, AT - 30_005);
  });

  it("does not begin with a read, nor where frames come at once", () => {
    assert.equal(see(undefined, {}, { ...durable, read: true }).known.newsSince, undefined);
    assert.equal(see(undefined, {}).known.newsSince, undefined);
  });
});

describe("a frame", () => {
  const facts = [fact()];

  it("that comes twice is nothing, and keeps the conversation alive", () => {
    const { known } = see(undefined, {}, { identity: 1 });
    const again = see(known, { facts }, { identity: 1, at: AT + 5 });
    assert.deepEqual([again.events, again.known.touchedAt], [[], AT + 5]);
    assert.equal(keysOf(known, { facts }, { identity: 2 }).length, 1);
    assert.equal(keysOf(known, { facts }).length, 1);
  });

  it("is recognised among the last 32", () => {
    let { known } = see(undefined, {}, { identity: 0 });
    for (let nth = 1; nth < 32; nth += 1) known = see(known, {}, { identity: nth }).known;
    assert.equal(keysOf(known, { facts }, { identity: 0 }).length, 0);
    known = see(known, {}, { identity: 32 }).known;
    assert.equal(keysOf(known, { facts }, { identity: 0 }).length, 1);
    assert.equal(keysOf(known, { facts }, { identity: 1 }).length, 0);
  });

  it("emits each fact once", () => {
    const { known, events } = see(whole(), { facts });
    assert.equal(events.length, 1);
    assert.deepEqual(keysOf(known, { facts: [fact(), fact({ key: "ended", event: "ended" })] }), ["ended"]);
  });

  it("emits what it has in the order in which it happened, and of one moment in the order of a conversation", () => {
    const at = (key: string, event: Fact["event"], ms: number) => fact({ key, event, occurredAt: AT + ms });
    const mixed = [
      at("d", "ended", 1),
      at("c", "customerLeft", 1),
      at("b", "connected", 1),
      at("a", "held", 0),
    ];
    assert.deepEqual(keysOf(whole(), { facts: mixed }), ["a", "b", "c", "d"]);
  });
});

describe("a frame that is older than the last one", () => {
  const toggle: Toggle = { key: "k", heldSince: AT, ended: false, fact: { payload: undefined } };
  const marks = new Set(["participant/p"]);
  const known = see(undefined, { marks }).known;

  it("is known by a mark that it lacks, and says nothing of what comes and goes", () => {
    assert.deepEqual(keysOf(known, { marks: new Set(), toggles: [toggle] }), []);
    assert.deepEqual(keysOf(known, { marks, toggles: [toggle] }), ["held/k/1"]);
  });

  it("has facts that are emitted all the same, but no other code for work that has one", () => {
    const code = (key: string) => fact({ key, event: "wrappedUp", participantId: "p" });
    const wrapped = see(known, { marks, facts: [code("wrappedUp/p/new")] }).known;
    const old = { marks: new Set<string>(), facts: [code("wrappedUp/p/old"), fact()] };
    assert.deepEqual(keysOf(wrapped, old), ["connected/p"]);
    assert.deepEqual(keysOf(wrapped, { ...old, marks }), ["connected/p", "wrappedUp/p/old"]);
    assert.deepEqual(keysOf(known, old), ["connected/p", "wrappedUp/p/old"]);
  });

  it("does not begin or end the conversation again", () => {
    const over = see(known, { marks, ended: true, acwPending: true }).known;
    const after = see(over, { marks: new Set() }).known;
    assert.deepEqual([after.ended, after.acwPending], [true, true]);
    const live = see(over, { marks }).known;
    assert.deepEqual([live.ended, live.acwPending], [false, false]);
    const detail = see(over, { whole: false }).known;
    assert.deepEqual([detail.ended, detail.acwPending], [true, true]);
  });

  it("adds its marks to those that are known, while a newer one has all there are", () => {
    const other = new Set(["participant/q"]);
    assert.deepEqual([...see(known, { marks: other }).known.marks], ["participant/p", "participant/q"]);
    const both = new Set(["participant/p", "participant/q"]);
    assert.deepEqual(see(known, { marks: both }).known.marks, both);
    assert.deepEqual(see(known, { whole: false, marks: other }).known.marks, marks);
  });
});

describe("a party that is only consulted", () => {
  const of = (event: Fact["event"]) => fact({ key: event, event, participantId: "guest" });
  const facts = [of("connected"), of("customerLeft"), of("conferenced")];

  it("is no customer who leaves, and makes no conference, also once its link is gone", () => {
    const { known, events } = see(whole(), { consulted: ["guest"], facts });
    assert.deepEqual(
      events.map(({ event }) => event),
      ["connected"],
    );
    assert.deepEqual(keysOf(known, { facts }), []);
    assert.equal(keysOf(whole(), { facts }).length, 3);
    const other = see(known, { consulted: ["another"] }).known;
    assert.deepEqual([...other.consulted], ["guest", "another"]);
  });
});

describe("an event", () => {
  const eventOf = (more: Partial<Fact>, context: Partial<Context> = {}) =>
    see(whole(), { facts: [fact(more)] }, context).events[0] ?? assert.fail("there is none");

  it("has the moment of the fact, or the latest that it can have, or now", () => {
    const unknown = { occurredAt: undefined };
    assert.equal(eventOf({ occurredAt: 5, notAfter: 7 }).occurredAt, 5);
    assert.equal(eventOf({ ...unknown, notAfter: 7, notBefore: 3 }).occurredAt, 7);
    assert.equal(eventOf({ ...unknown, notBefore: 3 }).occurredAt, AT);
    assert.ok(!("notAfter" in eventOf({ notAfter: 7 })) && !("notBefore" in eventOf({ notBefore: 3 })));
  });

  it("is recovered where it happened in a gap, or is found without a time because of one", () => {
    const gaps = [{ from: AT - 10, to: AT - 5 }];
    const is = (occurredAt: number | undefined, catchingUp?: boolean): boolean =>
      eventOf({ occurredAt }, { gaps, ...(catchingUp === undefined ? {} : { catchingUp }) }).recovered;
    assert.deepEqual([is(AT - 7), is(AT - 7, true), is(AT), is(AT, true)], [true, true, false, false]);
    assert.deepEqual([is(undefined), is(undefined, false), is(undefined, true)], [false, false, true]);
  });
});

describe("a read", () => {
  it("that brings nothing new keeps nothing alive", () => {
    const { known } = see(undefined, {});
    const later = { at: AT + 5, read: true };
    assert.equal(see(known, {}, later).known.touchedAt, AT);
    assert.equal(see(known, { facts: [fact()] }, later).known.touchedAt, AT + 5);
    assert.equal(see(known, {}, { at: AT + 5 }).known.touchedAt, AT + 5);
    assert.equal(see(undefined, {}, later).known.touchedAt, AT + 5);
  });

  it("is believed about the end of a hold, where a frame would have to be read first", () => {
    const toggle: Toggle = { key: "k", heldSince: AT, ended: false, fact: { payload: undefined } };
    const held = see(whole(), { toggles: [toggle] }).known;
    const back = { toggles: [{ ...toggle, heldSince: undefined }] };
    const frame = see(held, back);
    assert.deepEqual([frame.events, frame.doubtful], [[], true]);
    const read = see(held, back, { read: true });
    assert.deepEqual([read.events.map(({ key }) => key), read.doubtful], [["resumed/k/1"], false]);
  });
});
