import assert from "node:assert/strict";
import {
  ASKED,
  openRequestBench,
  SECRET,
  VIP,
  yes,
  type Between,
  type RequestBench,
} from "../support/request-flow";
import { until } from "../support/until";

const never: Between = () => undefined;

describe("a request of Genesys Cloud", () => {
  let bench: RequestBench;
  const open = async (...given: Parameters<typeof openRequestBench>): Promise<RequestBench> =>
    (bench = await openRequestBench(...given));
  afterEach(() => bench.close());

  it("reaches the flow with its inputs, and gets the response of the flow", async () => {
    await open(yes);
    const { status, body, headers } = await bench.post(ASKED);
    assert.deepEqual([status, body], [200, { vip: true }]);
    assert.match(headers.get("content-type") ?? "", /^application\/json/);
    const [msg] = bench.received;
    assert.deepEqual(msg?.payload, ASKED);
    assert.equal(msg?.conversationId, "c-1");
    assert.equal(typeof msg?.requestId, "string");
  });

  it("keeps nothing of HTTP on the message, so that it can be cloned, stored and sent elsewhere", async () => {
    await open((msg) => ({ ...(JSON.parse(JSON.stringify(msg)) as typeof msg), payload: { vip: true } }));
    assert.equal((await bench.post(ASKED)).status, 200);
    assert.deepEqual(bench.received[0], JSON.parse(JSON.stringify(bench.received[0])));
  });

  it("without the secret, or with another one, gets a 401 and does not reach the flow", async () => {
    await open(yes);
    for (const headers of [{ "x-api-key": "" }, { "x-api-key": "wrong" }]) {
      const { status, body } = await bench.post(ASKED, headers);
      assert.deepEqual([status, body.code], [401, "auth"]);
    }
    assert.deepEqual(bench.received, []);
    await bench.clock.advance(1_000);
    assert.deepEqual([bench.statuses().at(-1)?.fill, bench.statuses().at(-1)?.refused], ["yellow", 2]);
  });

  it("by user and password gets the challenge of basic authentication", async () => {
    await open(yes, { config: { auth: "basic" }, credentials: { user: "gc", password: "p:w" } });
    const encoded = Buffer.from("gc:p:w").toString("base64");
    const refused = await bench.post(ASKED);
    assert.equal(refused.status, 401);
    assert.match(refused.headers.get("www-authenticate") ?? "", /^Basic /);
    assert.equal((await bench.post(ASKED, { authorization: `Basic ${encoded}` })).status, 200);
  });

  it("with a bad input gets a 400 that names the field", async () => {
    await open(yes);
    const { status, body } = await bench.post({ phone: "1" });
    assert.deepEqual([status, body.code, body.field], [400, "input", "conversationId"], JSON.stringify(body));
    assert.match(String(body.message), /"conversationId" of the request is missing/);
    assert.deepEqual(bench.received, []);
  });

  it("that is no JSON, of another type or too large is refused, and the next one is received", async () => {
    await open(yes);
    assert.equal((await bench.post("{")).status, 400);
    assert.equal((await bench.post("[]")).status, 400);
    assert.equal((await bench.post(ASKED, { "content-type": "text/plain" })).status, 415);
    assert.equal((await bench.post({ ...ASKED, phone: "x".repeat(300_000) })).status, 413);
    assert.deepEqual(bench.received, []);
    assert.equal((await bench.post(ASKED)).status, 200);
  });

  it("by GET has its inputs in the query, with the types of the contract", async () => {
    const inputContract = [...VIP.inputContract, { name: "attempts", type: "integer", required: false }];
    await open(yes, { config: { method: "GET", inputContract } });
    const query = "conversationId=c%201&phone=&attempts=3";
    const { status } = await bench.request({ headers: { "x-api-key": SECRET } }, `${VIP.path}?${query}`);
    assert.equal(status, 200);
    assert.deepEqual(bench.received[0]?.payload, { conversationId: "c 1", attempts: 3 });
  });

  it("that is not answered in time gets a 504; the late response is dropped with one warning", async () => {
    await open(never, { config: { timeLimitSeconds: 5 } });
    const returned = bench.post(ASKED);
    await until(() => bench.received.length === 1);
    await bench.clock.advance(5_000);
    const { status, body } = await returned;
    assert.deepEqual([status, body.code], [504, "timeout"]);
    await bench.clock.advance(1_500);
    const [msg] = bench.received;
    for (let n = 0; n < 2; n += 1) bench.respond({ ...msg, payload: { vip: true } });
    await until(() => bench.ended.length === 2);
    assert.deepEqual(bench.ended[0]?.payload, { sent: false, status: 200, body: { vip: true } });
    assert.equal(bench.warnings().length, 1);
    assert.match(
      bench.warnings()[0] ?? "",
      /^A response came 1\.5 s after the time limit of 5 s and was dropped/,
    );
  });

  it("that is repeated within the limit gets the same response, and does not run twice", async () => {
    await open(never);
    const both = Promise.all([bench.post(ASKED), bench.post({ ...ASKED })]);
    await until(() => bench.received.length === 1);
    await new Promise((resolve) => setTimeout(resolve, 50)); // the second one has come by then
    bench.respond({ ...bench.received[0], payload: { vip: false } });
    for (const { status, body } of await both) assert.deepEqual([status, body], [200, { vip: false }]);
    const again = await bench.post(ASKED);
    assert.deepEqual([again.status, again.body], [200, { vip: false }]);
    assert.equal(bench.received.length, 1);
  });

  it("about another conversation, with other inputs or after the limit is another request", async () => {
    await open(yes);
    await bench.post(ASKED);
    await bench.post({ ...ASKED, conversationId: "c-2" });
    await bench.post({ ...ASKED, phone: "+15555550143" });
    await bench.clock.advance(10_000);
    await bench.post(ASKED);
    assert.equal(bench.received.length, 4);
  });

  it("without a conversation is never taken for a repeat", async () => {
    const inputContract = [{ name: "phone", type: "string", required: true }];
    await open(yes, { config: { inputContract } });
    for (let n = 0; n < 2; n += 1) await bench.post({ phone: "+15555550142" });
    assert.equal(bench.received.length, 2);
  });

  it("is never written into the status or a warning", async () => {
    await open(yes);
    await bench.post(ASKED);
    await bench.post({ ...ASKED, phone: 5 });
    assert.ok(!JSON.stringify([bench.statuses(), bench.warnings()]).includes("5555550142"));
  });

  it("is counted in the status", async () => {
    await open(yes);
    assert.equal(bench.statuses().at(-1)?.code, "listening");
    await bench.post(ASKED);
    await bench.clock.advance(1_000);
    const { fill, code, received } = bench.statuses().at(-1) ?? {};
    assert.deepEqual([fill, code, received], ["green", "listening", 1]);
  });

  it("that the flow fails shows the code of its error, until the next one", async () => {
    await open((msg) => ({
      ...msg,
      ...(msg.conversationId === "c-1" ? { payload: {} } : { payload: { vip: true } }),
    }));
    await bench.post(ASKED);
    await bench.clock.advance(1_000);
    assert.deepEqual([bench.statuses().at(-1)?.fill, bench.statuses().at(-1)?.code], ["red", "answer"]);
    await bench.post({ ...ASKED, conversationId: "c-2" });
    await bench.clock.advance(1_000);
    assert.equal(bench.statuses().at(-1)?.code, "listening");
  });

  it("of this machine needs no secret where the node says so, unless a proxy or a browser is in between", async () => {
    await open(yes, { config: { auth: "local" }, credentials: {} });
    assert.equal((await bench.post(ASKED, { "x-api-key": "" })).status, 200);
    for (const name of ["x-forwarded-for", "via", "origin"])
      assert.equal((await bench.post(ASKED, { [name]: "http://a.example.com" })).status, 401, name);
  });
});
