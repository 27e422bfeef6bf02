import assert from "node:assert/strict";
import {
  hasWork,
  isSkippedAtOnce,
  workLegOf,
  workOfLeg,
} from "../../../nodes/lib/platform/conversation/after-call-work";
import { wrapUp, type WrapUpOrder } from "../../../nodes/lib/platform/wrap-up/wrap-up";
import { readWrapup } from "../../../nodes/lib/platform/wrap-up/reading";
import { createClosing } from "../../../nodes/lib/platform/time/clock";
import {
  everConnected,
  legsOf,
  type Communication,
  type Leg,
  type Participant,
} from "../../../nodes/lib/platform/conversation/conversation";
import type { Target } from "../../../nodes/lib/platform/conversation/target";
import { wrapupState } from "../../../nodes/lib/platform/wrap-up/state";
import { at, conversation, leg, party } from "../../support/conversation";
import { ok, openScripted } from "../../support/scripted-client";

const CODE = "0a4d9b0c-6f1e-4a55-9e0e-3f1d6a2b7c01";
const PENDING = { afterCallWork: { state: "pending", startTime: at(40) } };
const callback = (more: Partial<Communication> = {}) =>
  leg("callback", "connected", { connectedTime: at(5), initialState: "alerting", ...more });
const call = (more: Partial<Communication> = {}) =>
  leg("call", "connected", { connectedTime: at(10), initialState: "contacting", ...more });
const over = (second: number) => ({ state: "disconnected", disconnectedTime: at(second) });
/** An agent who took a callback and placed the call from it. */
const caller = (theCallback: Communication, theCall: Communication, more: Partial<Participant> = {}) =>
  party("a", "agent", {
    ...{ userId: "ann", queueId: "q", connectedTime: at(5), callbacks: [theCallback], calls: [theCall] },
    ...more,
  });
const stateOf = (participant: Participant, id: string) => {
  const found = legsOf(conversation(participant)).find(({ communication }) => communication.id === id);
  assert.ok(found);
  return wrapupState(found).is;
};

/** The paths to which a wrap-up is sent while the conversation reads so, step by step. */
const sentFor = async (
  steps: readonly Participant[],
  { order = {}, target = {} }: { order?: Partial<WrapUpOrder>; target?: Partial<Target> } = {},
): Promise<string[]> => {
  let reads = 0;
  const { clock, client, sent } = openScripted(({ method, url }) => {
    if (url.endsWith("/wrapupcodes")) return ok([{ id: CODE, name: "Resolved" }]);
    if (method !== "GET") return ok();
    const step = steps[Math.min(reads++, steps.length - 1)];
    assert.ok(step);
    return ok(conversation(party("c", "customer", { calls: [leg("far", "connected")] }), step));
  });
  await clock.runUntil(
    wrapUp(
      client,
      { conversationId: "conversation", target: "agent", which: "newest", ...target },
      {
        action: "apply",
        when: "now",
        code: CODE,
        provisional: false,
        verify: false,
        deadlineSeconds: 60,
        ...order,
      },
      { signal: createClosing().signal, waiting: () => undefined },
    ),
  );
  return sent
    .filter(({ method }) => method !== "GET")
    .map(({ url }) => url.split("/conversations/").at(-1) ?? "");
};
const ON_CALLBACK = ["callbacks/conversation/participants/a/communications/callback/wrapup"];
const ON_CALL = ["calls/conversation/participants/a/communications/call/wrapup"];

describe("the leg that after-call work belongs to", () => {
  const CASES: [string, Participant, string | undefined][] = [
    [
      "the callback, where it shows there",
      caller(callback({ ...over(40), ...PENDING }), call(over(30))),
      "callback",
    ],
    ["the callback, before any shows", caller(callback(over(40)), call(over(30))), "callback"],
    ["the callback, while both are live", caller(callback(), call()), "callback"],
    [
      "the callback, beside an empty object on the call",
      caller(callback(over(40)), call({ ...over(30), afterCallWork: {} })),
      "callback",
    ],
    ["the call, where it shows there", caller(callback(over(40)), call({ ...over(30), ...PENDING })), "call"],
    [
      "where it is pending, of two",
      caller(
        callback({ ...over(40), ...PENDING }),
        call({ ...over(30), afterCallWork: { state: "skipped", startTime: at(30), endTime: at(30) } }),
      ),
      "callback",
    ],
    [
      "nowhere in particular, of two calls",
      party("a", "agent", { calls: [call(over(9)), { ...call(), id: "other" }] }),
      undefined,
    ],
    [
      "not a callback that nobody answered",
      caller(leg("callback", "disconnected", { disconnectedTime: at(9) }), call(), { connectedTime: at(10) }),
      undefined,
    ],
  ];
  for (const [what, participant, id] of CASES)
    it(`is ${what}`, () => {
      assert.equal(workLegOf(legsOf(conversation(participant)))?.communication.id, id);
    });

  it("is none where the platform says nothing of it", () => {
    const nothing: Partial<Communication>[] = [
      {},
      { afterCallWork: {} },
      { afterCallWork: null as never },
      { afterCallWork: { state: "notApplicable" } },
      { afterCallWork: { state: "unknown" } },
      { wrapup: null as never },
      { wrapup: { code: "" } },
      { wrapup: { code: "x", provisional: true } },
    ];
    for (const more of nothing)
      assert.equal(hasWork(leg("k", "disconnected", more)), false, JSON.stringify(more));
  });
});

describe("after-call work that was skipped at once", () => {
  const skipped = (afterCallWork: object, participant: Partial<Participant> = {}): boolean => {
    const own = { ...leg("k", "disconnected"), afterCallWork } as Communication;
    const theirs = party("p", "agent", { calls: [own], ...participant });
    return isSkippedAtOnce(workOfLeg(own, theirs, true), theirs);
  };
  it("ended when it began", () => {
    const never = { wrapupRequired: false };
    assert.equal(skipped({ state: "skipped", startTime: at(9), endTime: at(9) }, never), true);
    assert.equal(skipped({ state: "skipped", startTime: at(9), endTime: at(9) }), true);
    assert.equal(skipped({ state: "skipped" }), true);
    assert.equal(skipped({ state: "notApplicable" }), true);
    assert.equal(skipped({ startTime: at(9), endTime: at(9) }, never), true);
    assert.equal(skipped({}, { ...never, startAcwTime: at(9), endAcwTime: at(9) }), true);
  });

  it("did not last, nor get a code", () => {
    assert.equal(skipped({ state: "skipped", startTime: at(9), endTime: at(12) }), false);
    assert.equal(skipped({ state: "pending", startTime: at(9) }, { wrapupRequired: false }), false);
    assert.equal(skipped({ startTime: at(9), endTime: at(9) }, { wrapupRequired: true }), false);
    const done = { wrapupRequired: false, wrapup: { code: "resolved" } };
    assert.equal(skipped({ state: "complete", startTime: at(9), endTime: at(9) }, done), false);
    assert.equal(skipped({}), false);
  });
});

describe("how a leg stands with its wrap-up, by the facts of real conversations", () => {
  it("is told by the callback of a callback that became a call", () => {
    const live = caller(callback(), call(over(30)));
    assert.deepEqual([stateOf(live, "callback"), stateOf(live, "call")], ["talking", "settling"]);
    const due = caller(callback({ ...over(40), ...PENDING }), call(over(30)), { startAcwTime: at(40) });
    assert.deepEqual([stateOf(due, "callback"), stateOf(due, "call")], ["due", "settling"]);
    const done = caller(callback(over(40)), call(over(30)), { wrapup: { code: "resolved" } });
    assert.deepEqual([stateOf(done, "callback"), stateOf(done, "call")], ["wrapped", "settling"]);
  });

  it("has ended beside a state of connected, and works beside errorInfo", () => {
    const error = { errorInfo: { code: "error.ininedgecontrol.session.inactive" } };
    const lagging = party("a", "agent", {
      calls: [call({ disconnectedTime: at(40), ...PENDING, ...error })],
    });
    assert.equal(stateOf(lagging, "call"), "due");
    assert.equal(stateOf(party("a", "agent", { ...error, calls: [call(error)] }), "call"), "talking");
  });

  it("is due where only the participant says since when", () => {
    const told = (more: Partial<Participant>) => party("a", "agent", { calls: [call(over(40))], ...more });
    assert.equal(stateOf(told({ startAcwTime: at(40) }), "call"), "due");
    assert.equal(stateOf(told({ startAcwTime: at(40), endAcwTime: at(50) }), "call"), "settling");
    assert.equal(stateOf(told({ startAcwTime: null as never, wrapup: null as never }), "call"), "settling");
  });

  it("was skipped where it ended when it began and nobody wanted a code", () => {
    const more = { wrapupRequired: false, startAcwTime: at(40), endAcwTime: at(40) };
    assert.equal(stateOf(party("a", "agent", { calls: [call(over(40))], ...more }), "call"), "wrapped");
  });

  it("rings on a call that a callback's agent has only begun to place", () => {
    const dialing = caller(callback(), leg("call", "contacting", { initialState: "contacting" }));
    assert.equal(stateOf(dialing, "call"), "ringing");
    const legs = new Map(
      legsOf(conversation(dialing)).map((one): [string, Leg] => [one.communication.id, one]),
    );
    assert.equal(everConnected(legs.get("call") as Leg), false);
    assert.equal(everConnected(legs.get("callback") as Leg), true);
  });
});

describe("the wrap-up of a callback that became a call", () => {
  const due = caller(callback({ ...over(40), ...PENDING }), call(over(30)), { endTime: at(40) });

  it("is given to the callback: during the call, after it, and in after-call work", async () => {
    for (const step of [caller(callback(), call()), caller(callback(), call(over(30))), due])
      assert.deepEqual(await sentFor([step]), ON_CALLBACK);
  });

  it("is given to the callback for whoever names the participant, or the user", async () => {
    const TARGETS: Partial<Target>[] = [
      { target: "ids", participantId: "a" },
      { target: "user", userId: "ann" },
    ];
    for (const target of TARGETS) assert.deepEqual(await sentFor([due], { target }), ON_CALLBACK);
  });

  it("waits for the end of the callback, not of the call", async () => {
    const steps = [
      caller(callback(), call()),
      caller(callback(), call(over(30))),
      caller(callback(), call(over(30))),
      due,
    ];
    assert.deepEqual(await sentFor(steps, { order: { when: "ended" } }), ON_CALLBACK);
  });

  it("is given to the call where the flow names it, or its medium", async () => {
    const target = { target: "ids", participantId: "a", communicationId: "call" } as const;
    assert.deepEqual(await sentFor([due], { target }), ON_CALL);
    assert.deepEqual(await sentFor([due], { order: { mediaType: "call" } }), ON_CALL);
  });

  it("is given to the call where the after-call work shows there", async () => {
    const step = caller(callback(over(40)), call({ ...over(40), ...PENDING }));
    assert.deepEqual(await sentFor([step]), ON_CALL);
  });

  it("is read from the callback", async () => {
    const wrapup = { code: CODE, name: "Resolved" };
    const { clock, client } = openScripted(() =>
      ok(conversation(caller(callback({ ...over(40), wrapup }), call(over(30))))),
    );
    const target: Target = { conversationId: "conversation", target: "agent", which: "newest" };
    const how = { mediaType: undefined, provisional: false };
    const { ids, wrapup: found } = await clock.runUntil(readWrapup(client, target, how, {}));
    assert.deepEqual([ids.communicationId, ids.mediaType, found], ["callback", "callback", wrapup]);
  });
});

describe("the wrap-up of an agent who never answered", () => {
  it("is given where the platform wants it, and not to a declined alert", async () => {
    const work = leg("call", "disconnected", { disconnectedTime: at(9), ...PENDING });
    assert.deepEqual(await sentFor([party("a", "agent", { userId: "ann", calls: [work] })]), ON_CALL);
    const declined = leg("call", "disconnected", { disconnectedTime: at(9), afterCallWork: {} });
    await assert.rejects(sentFor([party("a", "agent", { userId: "ann", calls: [declined] })]), {
      code: "noTarget",
    });
  });
});
