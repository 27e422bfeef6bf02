import assert from "node:assert/strict";
import { createServer, type IncomingMessage } from "node:http";
import { text as readText } from "node:stream/consumers";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { createVirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { run, type Running } from "../../support/servers";
import { until } from "../../support/until";
import { send } from "../caller";
import { VIP_ACTION as ACTION } from "./vip-action";

interface ReceivedRequest {
  method: string | undefined;
  url: string | undefined;
  headers: IncomingMessage["headers"];
  body: string;
}

const TRICKY = 'a"b\\c\n& =%${input.phone}$!x é';

describe("a data action of the simulated org", () => {
  const clock = createVirtualClock();
  let simulator: Simulator;
  let endpoint: Running;
  let answer: { status: number; body: string } | undefined;
  const received: ReceivedRequest[] = [];

  before(async () => {
    simulator = await startSimulator({ clock });
    endpoint = await run(
      createServer((incoming, outgoing) => {
        void readText(incoming).then((body) => {
          const { method, url, headers } = incoming;
          received.push({ method, url, headers, body });
          if (answer !== undefined) outgoing.writeHead(answer.status).end(answer.body);
        });
      }),
    );
  });
  after(async () => {
    await simulator.close();
    await endpoint.close();
  });
  beforeEach(() => {
    received.length = 0;
    answer = { status: 200, body: '{"vip":true}' };
  });

  const runs = async (details: Record<string, unknown> = {}) => {
    const url = `http://127.0.0.1:${endpoint.port}`;
    const whole = {
      action: ACTION,
      input: { phone: "1" },
      credentials: { headerValue: "s" },
      url,
      ...details,
    };
    const json = { "content-type": "application/json" };
    const got = await send(`${simulator.url}/_simulator/runDataAction`, "POST", json, JSON.stringify(whole));
    return { status: got.status, ...got.body } as { status: number; result?: unknown; code?: string };
  };
  const { request, response } = ACTION.config;

  const withConfig = (config: Record<string, unknown>) => ({
    ...ACTION,
    config: { request: { ...request, ...config }, response: { ...response, ...config } },
  });

  it("sends the request as its templates say, to this machine", async () => {
    assert.deepEqual((await runs()).result, { outcome: "success", output: { vip: true } });
    const [one] = received;
    assert.deepEqual([one?.method, one?.url, one?.body], ["POST", "/genesys/vip", '{"phone":"1"}']);
    assert.equal(one?.headers["x-api-key"], "s");
  });

  it("sends user and password of its credentials as basic authentication", async () => {
    await runs({ credentials: { userName: "gc", password: "pw" } });
    const encoded = Buffer.from("gc:pw").toString("base64");
    assert.equal(received[0]?.headers.authorization, `Basic ${encoded}`);
  });

  const templates: [string, Record<string, unknown>, (one: ReceivedRequest) => unknown][] = [
    ["the whole request", {}, ({ body }) => (JSON.parse(body) as { phone: string }).phone],
    [
      "an escaped text",
      { requestTemplate: '{"phone":"$esc.jsonString(${input.phone})"}' },
      ({ body }) => (JSON.parse(body) as { phone: string }).phone,
    ],
    [
      "an escaped parameter",
      { requestType: "GET", requestUrlTemplate: "https://a.example.com/x?phone=$!esc.url(${input.phone})" },
      ({ url }) => new URL(url ?? "", "http://x").searchParams.get("phone"),
    ],
  ];
  for (const [what, config, read] of templates)
    it(`lets no text break out of ${what}`, async () => {
      await runs({ action: withConfig(config), input: { phone: TRICKY } });
      assert.equal(received[0] && read(received[0]), TRICKY);
    });

  it("writes a reference to nothing as it is, or nothing where it is quiet", async () => {
    const requestTemplate = "${input.other}|$!{input.other}|$!esc.url(${input.other})|";
    await runs({ action: withConfig({ requestTemplate }) });
    assert.equal(received[0]?.body, "${input.other}|||");
  });

  it("reads the response by its map, its defaults and its template", async () => {
    answer = { status: 200, body: '{"customer":{"level":"gold"}}' };
    const config = {
      translationMap: { level: "$.customer.level", vip: "$.vip" },
      translationMapDefaults: { vip: "false" },
      successTemplate: '{"level": ${level}, "vip": ${vip}}',
    };
    const { result } = await runs({ action: withConfig(config) });
    assert.deepEqual(result, { outcome: "success", output: { level: "gold", vip: false } });
  });

  const failures: [string, string, number, string, string][] = [
    ["an error of the endpoint", '{"code":"noTarget","message":"No agent."}', 404, "noTarget", "No agent."],
    ["a response that is no JSON", "<html>", 200, "invalid.response", "The response is not JSON."],
    [
      "a response that does not keep the contract",
      '{"vip":"yes"}',
      200,
      "invalid.response",
      "$.vip does not match the output contract.",
    ],
  ];
  for (const [what, body, status, code, message] of failures)
    it(`takes the failure output for ${what}`, async () => {
      answer = { status, body };
      assert.deepEqual((await runs()).result, { outcome: "failure", status, code, message });
    });

  it("sends nothing where the input does not keep its contract", async () => {
    const { result } = await runs({ input: { phone: 7 } });
    assert.equal((result as { code: string }).code, "bad.request");
    assert.equal(received.length, 0);
  });

  it("takes the time-out output after 60 seconds", async () => {
    answer = undefined;
    const running = runs();
    await until(() => received.length === 1);
    clock.advance(60_000);
    assert.deepEqual((await running).result, { outcome: "timeout" });
  });

  it("never calls another machine", async () => {
    for (const url of [
      "http://flows.example.com",
      "https://127.0.0.1",
      "http://127.0.0.1.example.com",
      "x",
    ]) {
      const { status, code } = await runs({ url });
      assert.deepEqual([status, code], [400, "simulator.url"], url);
    }
    assert.equal(received.length, 0);
  });

  it("names the detail that is wrong", async () => {
    for (const [field, value] of [
      ["action", {}],
      ["action", "text"],
      ["input", []],
      ["credentials", { a: 1 }],
    ] as const)
      assert.equal((await runs({ [field]: value })).code, `simulator.${field}`, JSON.stringify(value));
  });
});
