import assert from "node:assert/strict";
import { createCalls, type Calls } from "../../../nodes/lib/platform/data-actions/calls";
import { callKey, createLedger } from "../../../nodes/lib/platform/data-actions/ledger";
import type { ActionResponse } from "../../../nodes/lib/platform/data-actions/responses";
import { createClock, type VirtualClock } from "../../support/clock";

const OK: ActionResponse = { status: 200, body: { vip: true } };
const LIMIT = 10_000;

describe("a request that waits for the flow", () => {
  let clock: VirtualClock;
  let calls: Calls;
  let late: number[];
  const begin = () => calls.begin({ limitMs: LIMIT, output: [], onLate: (by) => late.push(by) });

  beforeEach(() => {
    let ids = 0;
    clock = createClock();
    calls = createCalls(clock, () => `call-${(ids += 1)}`);
    late = [];
  });

  it("gets the response of the flow, and leaves no timer", async () => {
    const call = begin();
    assert.equal(calls.answer(call.id, OK), "sent");
    assert.deepEqual(await call.response, OK);
    assert.equal(clock.pending(), 0);
  });

  it("gets a 504 at the time limit", async () => {
    const call = begin();
    await clock.advance(LIMIT);
    const { status, body } = await call.response;
    assert.equal(status, 504);
    assert.equal((body as { code: string }).code, "timeout");
  });

  it("drops a late response, with one warning", async () => {
    const call = begin();
    await clock.advance(LIMIT + 2_500);
    assert.deepEqual([calls.answer(call.id, OK), calls.answer(call.id, OK)], ["late", "late"]);
    assert.deepEqual(late, [2_500]);
    assert.equal((await call.response).status, 504);
  });

  it("takes the first of two responses", async () => {
    const call = begin();
    calls.answer(call.id, OK);
    assert.equal(calls.answer(call.id, { status: 500, body: {} }), "answered");
    assert.deepEqual(await call.response, OK);
    assert.deepEqual(late, []);
  });

  it("does not exist for an id that was never given", () =>
    assert.equal(calls.answer("other", OK), "unknown"));

  it("gets a 503 when its node is closed, and a response after that is dropped without a warning", async () => {
    const call = begin();
    calls.close(call.id);
    const { status, headers } = await call.response;
    assert.deepEqual([status, headers], [503, { "Retry-After": "1" }]);
    assert.equal(calls.answer(call.id, OK), "late");
    assert.deepEqual([late, clock.pending()], [[], 0]);
  });

  it("is forgotten some time after its end, oldest first", () => {
    const first = begin();
    calls.answer(first.id, OK);
    for (let n = 0; n < 10_000; n += 1) calls.answer(begin().id, OK);
    assert.equal(calls.answer(first.id, OK), "unknown");
    assert.equal(calls.answer("call-2", OK), "answered");
  });
});

describe("the ledger of calls", () => {
  it("begins once for one key within the time limit, and again after it", async () => {
    const clock = createClock();
    const ledger = createLedger<number>(clock, LIMIT);
    let runs = 0;
    const once = (key: string | undefined) => ledger.once(key, () => (runs += 1));
    assert.deepEqual([once("a"), once("a"), once("b")], [1, 1, 2]);
    await clock.advance(LIMIT - 1);
    assert.equal(once("a"), 1);
    await clock.advance(1);
    assert.equal(once("a"), 3);
    assert.deepEqual([once(undefined), once(undefined)], [4, 5]);
  });

  it("forgets what is over, and never holds more than ten thousand", async () => {
    const clock = createClock();
    const ledger = createLedger<number>(clock, LIMIT);
    for (let n = 0; n < 10_050; n += 1) ledger.once(String(n), () => n);
    assert.equal(ledger.size(), 10_000);
    await clock.advance(LIMIT);
    ledger.once("next", () => 0);
    assert.equal(ledger.size(), 1);
  });

  it("takes two calls for the same by their conversation and all inputs, in any order", () => {
    const key = callKey({ conversationId: "c", a: 1, b: { x: 1, y: [2] } });
    assert.equal(callKey({ b: { y: [2], x: 1 }, a: 1, conversationId: "c" }), key);
    assert.notEqual(callKey({ conversationId: "c", a: 2, b: { x: 1, y: [2] } }), key);
    assert.notEqual(callKey({ conversationId: "d", a: 1, b: { x: 1, y: [2] } }), key);
    assert.ok(!String(key).includes("c-secret"));
  });

  it("takes no two calls for the same without a conversation", () => {
    assert.equal(callKey({ phone: "+15555550142" }), undefined);
    assert.equal(callKey({ conversationId: "" }), undefined);
  });
});
