import assert from "node:assert/strict";
import { OVERTAKEN_MS } from "../../../nodes/lib/platform/events/changes";
import { fold } from "../../../nodes/lib/platform/events/fold";
import { createTracker } from "../../../nodes/lib/platform/events/tracker";
import type { Fact, Known, Snapshot } from "../../../nodes/lib/platform/events/types";
import { agent, alerting, customer, guest, LINK } from "../../support/consult-frames";
import { at } from "../../support/conversation";
import { START } from "../../support/events-time";
import { detailFrame, frameOf, namesOf, storyOfCall } from "../../support/tracked";

const AT = 100_000_000;
const snapshot = (more: Partial<Snapshot>): Snapshot => ({
  ...{ conversationId: "c", whole: true, facts: [], marks: new Set<string>(), toggles: [] },
  ...{ attributes: [], schedules: [], deliveries: [], consulted: [], parties: [] },
  ...{ newest: AT, ended: false, acwPending: false },
  ...more,
});
const see = (before: Known | undefined, more: Partial<Snapshot>, read = false, at = AT) =>
  fold(before, snapshot(more), { at, since: 0, gaps: [], ...(read && { read }) });
const follow = (...steps: [seen: Partial<Snapshot>, read?: boolean, at?: number][]) => {
  let known: Known | undefined;
  return steps.map((step) => {
    const folded = see(known, ...step);
    known = folded.known;
    return { names: namesOf(folded.events), doubtful: folded.doubtful };
  });
};

describe("what a frame leaves in doubt", () => {
  const attributes = (tier: string): Partial<Snapshot> => ({
    attributes: [{ participantId: "p", values: { tier }, whole: true, fact: { payload: undefined } }],
  });
  const recording = (paused: boolean): Partial<Snapshot> => ({
    recording: { paused, fact: { payload: undefined } },
  });
  const soon = AT + OVERTAKEN_MS - 1;

  it("is an attribute that goes back to a value of the last seconds, until it is read", () => {
    const [, , frame, read] = follow(
      [attributes("gold")],
      [attributes("silver")],
      [attributes("gold"), false, soon],
      [attributes("gold"), true, soon],
    );
    assert.deepEqual(frame, { names: [], doubtful: true });
    assert.deepEqual(read, { names: ["attributesChanged"], doubtful: false });
    const [, , late] = follow(
      [attributes("gold")],
      [attributes("silver")],
      [attributes("gold"), false, soon + 1],
    );
    assert.deepEqual(late, { names: ["attributesChanged"], doubtful: false });
  });

  it("is a secure pause that ends right after it began, until it is read", () => {
    const [, frame, read] = follow(
      [recording(true)],
      [recording(false), false, soon],
      [recording(false), true, soon],
    );
    assert.deepEqual(frame, { names: [], doubtful: true });
    assert.deepEqual(read, { names: ["secureResumed"], doubtful: false });
    const [, late] = follow([recording(true)], [recording(false), false, soon + 1]);
    assert.deepEqual(late, { names: ["secureResumed"], doubtful: false });
  });

  it("is a conference right after a consultation began, until it is read", () => {
    const began = Date.parse(at(9));
    const conference = { id: "conversation", participants: [customer(), agent(), guest()] };
    const consulting = (seconds: number) => {
      const tracker = createTracker(began - 60_000);
      const topicName = "v2.users.ada.conversations";
      const participants = [customer(LINK), agent(LINK), alerting("g", LINK)];
      tracker.frame({ topicName, eventBody: { id: "conversation", participants } }, began, []);
      const now = began + seconds * 1_000;
      return { tracker, now, ...tracker.frame({ topicName, eventBody: conference }, now, []) };
    };
    const { tracker, now, events, toRead } = consulting(4);
    const isEnd = ({ event }: { event: string }) => event === "consultEnded";
    assert.deepEqual([events.filter(isEnd), toRead], [[], "conversation"]);
    assert.equal(tracker.read(conference, now, [], false).filter(isEnd).length, 1);
    assert.equal(consulting(5).events.filter(isEnd).length, 1);
  });

  it("makes the tracker name the conversation to be read", () => {
    const tracker = createTracker(START);
    const story = storyOfCall().arrive(0).alert(1_000, "a").answer(1_000).hold(9_000).resume(1_000);
    const toRead = story.steps.map((step) => tracker.frame(frameOf(step), step.at, []).toRead);
    assert.deepEqual(toRead, [undefined, undefined, undefined, undefined, "conversation-1"]);
  });
});

describe("what is known of a conversation", () => {
  const fact = (more: Partial<Fact>): Fact => ({
    ...{ key: "connected/p", event: "connected", occurredAt: AT, participantId: "p", payload: undefined },
    ...more,
  });

  it("is the same object where a frame brings nothing new: it is kept for 10,000 conversations", () => {
    const seen = { facts: [fact({})], consulted: ["q"] };
    const before = see(undefined, seen).known;
    const after = see(before, { ...seen, consulted: [] }).known;
    for (const name of ["facts", "consulted", "holds", "attributes", "schedules", "deliveries"] as const)
      assert.equal(after[name], before[name], name);
  });

  it("suppresses only another code in a frame that is too old, and only of the same participant", () => {
    const code = (participantId: string, key: string) => fact({ key, event: "wrappedUp", participantId });
    const marks = new Set(["m"]);
    const { known } = see(undefined, { marks, facts: [code("p", "wrappedUp/p/new")] });
    const old = {
      marks: new Set<string>(),
      facts: [code("q", "wrappedUp/q/old"), fact({ key: "offered/p" })],
    };
    const keys = see(known, old).events.map(({ key }) => key);
    assert.deepEqual(keys, ["offered/p", "wrappedUp/q/old"]);
  });
});

describe("a frame that says nothing of a conversation", () => {
  it("has no events, and nothing is read for it", () => {
    const tracker = createTracker(START);
    const nothing = { events: [] };
    const of = (topicName: string, eventBody: unknown) => tracker.frame({ topicName, eventBody }, START, []);
    assert.deepEqual(of("v2.users.u.presence", { id: "x" }), nothing);
    assert.deepEqual(of("v2.conversations.c.transcription", "nothing"), nothing);
    assert.deepEqual(of("v2.detail.events.conversation.c.acw", "nothing"), nothing);
    assert.deepEqual(of("v2.users.u.conversations", { id: 5 }), nothing);
    const { topicName } = detailFrame("acw", {});
    assert.deepEqual(of(topicName, { conversationId: "conversation-1" }).toRead, "conversation-1");
    assert.equal(tracker.size(), 1);
  });

  it("is none for what was read in another shape either", () => {
    const tracker = createTracker(START);
    assert.deepEqual(tracker.read({ id: 5 } as never, START, [], false), []);
    assert.equal(tracker.size(), 0);
  });
});
