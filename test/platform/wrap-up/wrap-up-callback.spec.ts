import assert from "node:assert/strict";
import { wrapUp, type WrapUpOrder } from "../../../nodes/lib/platform/wrap-up/wrap-up";
import { readWrapup } from "../../../nodes/lib/platform/wrap-up/reading";
import { createClosing } from "../../../nodes/lib/platform/time/clock";
import type { Participant } from "../../../nodes/lib/platform/conversation/conversation";
import type { Target } from "../../../nodes/lib/platform/conversation/target";
import { ANN, at, conversation, leg, party } from "../../support/conversation";
import { ok, openScripted } from "../../support/scripted-client";
import { call, callback, caller, over, PENDING } from "../../support/callback-legs";

const CODE = "0a4d9b0c-6f1e-4a55-9e0e-3f1d6a2b7c01";

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

describe("the wrap-up of a callback that became a call", () => {
  const due = caller(callback({ ...over(40), ...PENDING }), call(over(30)), { endTime: at(40) });

  it("is given to the callback: during the call, after it, and in after-call work", async () => {
    for (const step of [caller(callback(), call()), caller(callback(), call(over(30))), due])
      assert.deepEqual(await sentFor([step]), ON_CALLBACK);
  });

  it("is given to the callback where the message names the participant, or the user", async () => {
    const TARGETS: Partial<Target>[] = [
      { target: "ids", participantId: "a" },
      { target: "user", userId: ANN },
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
    assert.deepEqual(await sentFor([party("a", "agent", { userId: ANN, calls: [work] })]), ON_CALL);
    const declined = leg("call", "disconnected", { disconnectedTime: at(9), afterCallWork: {} });
    await assert.rejects(sentFor([party("a", "agent", { userId: ANN, calls: [declined] })]), {
      code: "noTarget",
    });
  });
});
