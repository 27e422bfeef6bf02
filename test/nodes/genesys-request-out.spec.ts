import assert from "node:assert/strict";
import { openRequestBench, type Between, type FlowMessage, type RequestBench } from "../support/request-flow";
import { until } from "../support/until";

const ASKED = { conversationId: "c-1", phone: "+15555550142" };

/** The flow sends on the message with these properties. */
const sends =
  (properties: Record<string, unknown>): Between =>
  (msg) => ({ ...msg, ...properties });

describe("a response to Genesys Cloud", () => {
  let bench: RequestBench;
  afterEach(() => bench.close());
  const returned = async (between: Between) => {
    bench = await openRequestBench(between);
    return bench.post(ASKED);
  };

  it("is the payload, and the message goes on with what was returned", async () => {
    const { status, body } = await returned(sends({ payload: { vip: true, level: "gold" }, kept: 1 }));
    assert.deepEqual([status, body], [200, { vip: true, level: "gold" }]);
    await until(() => bench.ended.length === 1);
    const [msg] = bench.ended;
    assert.deepEqual(msg?.payload, { sent: true, status: 200, body: { vip: true, level: "gold" } });
    assert.equal(msg.kept, 1);
  });

  it("has the status of the message, as a number or text", async () => {
    assert.equal((await returned(sends({ payload: { vip: true }, status: "202" }))).status, 202);
  });

  it("with the status of an error has no contract to keep", async () => {
    const { status, body } = await returned(sends({ payload: { why: "not found" }, status: 404 }));
    assert.deepEqual([status, body], [404, { why: "not found" }]);
  });

  const broken: [string, unknown, RegExp][] = [
    ["lacks a required output", { level: "gold" }, /"vip" of the request is missing/],
    [
      "has an output of another type",
      { vip: "yes" },
      /"vip" of the request must be true or false, but is text/,
    ],
    ["is no object", "yes", /"body" \(?.*is not an object/],
    ["is a list", [1], /is not an object/],
  ];
  for (const [how, payload, reason] of broken)
    it(`that ${how} is an error in the flow, and a 502 at once for the platform`, async () => {
      const { status, body } = await returned(sends({ payload }));
      assert.deepEqual([status, body.code], [502, "answer"]);
      assert.match(String(body.message), reason);
      await until(() => bench.caught.length === 1);
      const error = bench.caught[0]?.error as { code: string; cause: { field: string } };
      assert.deepEqual([error.code, error.cause.field], ["input", "body"]);
    });

  const errors: [Record<string, unknown>, number, Record<string, unknown>][] = [
    [
      { code: "input", message: "The input is wrong.", cause: { field: "phone", outcome: "notSent" } },
      400,
      { code: "input", message: "The input is wrong.", field: "phone" },
    ],
    [
      { code: "noTarget", message: "No agent is there." },
      404,
      { code: "noTarget", message: "No agent is there." },
    ],
    [{ code: "denied", message: "No permission." }, 502, { code: "denied", message: "No permission." }],
    [{ code: "timeout", message: "Too slow." }, 504, { code: "timeout", message: "Too slow." }],
    [{ message: "boom" }, 500, { code: "flowError", message: "boom" }],
  ];
  for (const [error, status, body] of errors)
    it(`is the error of the flow where the message has one: ${JSON.stringify(error)}`, async () => {
      const got = await returned(sends({ error }));
      assert.deepEqual([got.status, got.body], [status, body]);
    });

  it("may have a status of its own for an error, but not one of success that is left over", async () => {
    const error = { code: "missing", message: "Gone." };
    assert.equal((await returned(sends({ error, status: 410 }))).status, 410);
    await bench.close();
    assert.equal((await returned(sends({ error, status: 200 }))).status, 404);
  });

  it("reports to the platform when to retry after a rate limit", async () => {
    const error = { code: "limited", message: "Later.", cause: { retryAfterMs: 7_000 } };
    const { status, headers } = await returned(sends({ error }));
    assert.deepEqual([status, headers.get("retry-after")], [429, "7"]);
  });

  it("is sent once: a second one of the same request is an error", async () => {
    await returned(sends({ payload: { vip: true } }));
    bench.respond({ ...bench.received[0], payload: { vip: false } });
    await until(() => bench.caught.length === 1);
    assert.equal((bench.caught[0]?.error as { code: string }).code, "conflict");
  });

  it("that is an error after a response is dropped, so that a Catch node in front causes no loop", async () => {
    await returned(sends({ payload: {} }));
    await until(() => bench.caught.length === 1);
    bench.respond(bench.caught[0] as FlowMessage);
    await until(() => bench.ended.length === 1);
    assert.equal((bench.ended[0]?.payload as { sent: boolean }).sent, false);
    assert.equal(bench.caught.length, 1);
  });

  it("to no request is an error that says what to wire", async () => {
    await returned(sends({ payload: { vip: true } }));
    bench.respond({ _msgid: "1", payload: {} });
    bench.respond({ _msgid: "2", payload: {}, requestId: "other" });
    await until(() => bench.caught.length === 2);
    for (const { error } of bench.caught as { error: { code: string; message: string } }[]) {
      assert.equal(error.code, "input");
      assert.match(error.message, /genesys request/);
    }
  });
});

describe("requests that are open when the flow is deployed again", () => {
  it("get a 503, which a caller repeats, and no request stays open", async () => {
    const bench = await openRequestBench(() => undefined);
    const returned = bench.post(ASKED);
    await until(() => bench.received.length === 1);
    await bench.stopFlows();
    const { status, headers } = await returned;
    assert.deepEqual([status, headers.get("retry-after")], [503, "1"]);
    await bench.close();
  });
});
