import assert from "node:assert/strict";
import { exportOf } from "../../nodes/lib/node/export-route";
import { openRequestBench, SECRET, VIP, type Between, type RequestBench } from "../support/request-flow";
import { until } from "../support/until";

const ASKED = { conversationId: "c-1", phone: "+15555550142" };
const yes: Between = (msg) => ({ ...msg, payload: { vip: true } });
const never: Between = () => undefined;

describe("requests of Genesys Cloud, by a stranger or by a flow with a mistake", () => {
  let bench: RequestBench;
  const open = async (...given: Parameters<typeof openRequestBench>): Promise<RequestBench> =>
    (bench = await openRequestBench(...given));
  afterEach(() => bench.close());

  it("500 at once get their own responses, and those that come late a 504", async () => {
    await open(never, { config: { timeLimitSeconds: 5 } });
    const all = Array.from({ length: 500 }, (_, n) => bench.post({ conversationId: `c-${n}` }));
    await until(() => bench.received.length === 500);
    const isEven = (id: unknown): boolean => Number(String(id).slice(2)) % 2 === 0;
    for (const msg of bench.received.filter(({ conversationId }) => isEven(conversationId)))
      bench.respond({ ...msg, payload: { vip: true, id: msg.conversationId } });
    await until(() => bench.ended.length === 250);
    await bench.clock.advance(5_000);
    for (const [n, { status, body }] of (await Promise.all(all)).entries())
      assert.deepEqual([status, body.id], n % 2 === 0 ? [200, `c-${n}`] : [504, undefined]);
    for (const msg of bench.received) bench.respond({ ...msg, payload: { vip: true } });
    await until(() => bench.ended.length === 500 && bench.caught.length === 250);
    assert.equal(bench.warnings().length, 250, "one for each that was late");
    assert.doesNotMatch(JSON.stringify(bench.warnings()), /c-\d/);
  }).timeout(30_000);

  it("with names that every object has are plain properties of the payload", async () => {
    await open(yes);
    const body =
      '{ "conversationId": "c-1", "__proto__": { "vip": true }, "constructor": 1, "toString": "x" }';
    assert.equal((await bench.post(body)).status, 200);
    const payload = bench.received[0]?.payload as object;
    assert.equal(Object.getPrototypeOf(payload), Object.prototype);
    assert.deepEqual(Object.keys(payload).sort(), ["__proto__", "constructor", "conversationId", "toString"]);
    assert.equal(({} as { vip?: boolean }).vip, undefined);
  });

  it("by GET have texts where the query has the names of something else", async () => {
    const inputContract = [{ name: "isOpen", type: "boolean", required: false }];
    await open(yes, { config: { method: "GET", inputContract } });
    const { status, body } = await bench.request(
      { headers: { "x-api-key": SECRET } },
      `${VIP.path}?isOpen=constructor&__proto__=x`,
    );
    assert.deepEqual([status, body.field], [400, "isOpen"]);
    assert.match(String(body.message), /must be true or false, but is text/);
  });

  it("that are nested deeply get a 400, and the next one is received", async () => {
    await open(yes);
    const deep = `{"conversationId":"c-1","a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
    const { status, body } = await bench.post(deep);
    assert.deepEqual([status, body.code], [400, "tooDeep"]);
    assert.equal((await bench.post(ASKED)).status, 200);
    assert.deepEqual(bench.errors(), []);
  });

  it("whose response is a function get a 502 at once, and the flow an error", async () => {
    await open((msg) => ({ ...msg, payload: () => "a body" }));
    const { status, body } = await bench.post(ASKED);
    assert.deepEqual([status, body.code], [502, "answer"]);
    await until(() => bench.caught.length === 1);
    const { code, message } = bench.caught[0]?.error as { code: string; message: string };
    assert.equal(code, "input");
    assert.match(message, /cannot be written as JSON/);
  });

  it("whose response has a circle get a 504 at the limit, and the flow an error at once", async () => {
    const circle: Record<string, unknown> = { vip: true };
    circle["self"] = circle;
    await open((msg) => ({ ...msg, payload: circle }));
    const returned = bench.post(ASKED);
    await until(() => bench.caught.length === 1);
    assert.equal((bench.caught[0]?.error as { code: string }).code, "input");
    await bench.clock.advance(10_000);
    assert.equal((await returned).status, 504);
  });

  it("take a secret that was pasted with blanks around it, as HTTP removes them", async () => {
    await open(yes, { credentials: { headerValue: ` ${SECRET}\n` } });
    assert.equal((await bench.post(ASKED)).status, 200);
    assert.equal((await bench.post(ASKED, { "x-api-key": `${SECRET}, ${SECRET}` })).status, 401);
  });

  it("of this machine are refused by a name that only leads to it", async () => {
    await open(yes, { config: { auth: "local" }, credentials: {} });
    const { hostname, port } = new URL(bench.url);
    const http = await import("node:http");
    const statusOf = (host: string): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        const headers = { host, "content-type": "application/json" };
        const options = { hostname, port, path: VIP.path, method: "POST", headers };
        http
          .request(options, (answer) => resolve(answer.resume().statusCode))
          .on("error", reject)
          .end(JSON.stringify(ASKED));
      });
    assert.equal(await statusOf("rebound.example.com"), 401);
    assert.equal(await statusOf("localhost:1880"), 200);
  });
});

describe("the export, with what a name or a header could smuggle in", () => {
  const settings = { ...VIP, publicUrl: "https://flows.example.com" };

  it("has no field or header that a template would read", () => {
    for (const name of ["$x", "a}", "#set", "a.b", "", "__proto__"])
      assert.throws(
        () => exportOf({ ...settings, inputContract: [{ name, type: "string" }] }),
        /inputContract/,
      );
    for (const headerName of ["$x", "#set", "X{y}", "Content-Type", "host"])
      assert.throws(() => exportOf({ ...settings, headerName }), /headerName/, headerName);
  });

  it("writes what the name of the node has into the title only, as JSON", () => {
    const name = '#set($a="1") ${credentials.headerValue} ../../x';
    const { fileName, file } = exportOf({ ...settings, name });
    assert.doesNotMatch(fileName, /[./\\$#](?!custom\.json$|json$)/);
    assert.equal(file.name, name);
    assert.doesNotMatch(JSON.stringify(file.config), /#set|\.\./);
  });
});
