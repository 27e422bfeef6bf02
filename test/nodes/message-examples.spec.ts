import assert from "node:assert/strict";
import { casesOf } from "../support/cases";
import { NODES } from "../support/docs";
import { eventsBench } from "../support/benches/events";
import { openBench, type Bench } from "../support/flow";
import { openMessageBench } from "../support/benches/open-message";
import { eventBody, webhookBody } from "../support/open-messages";
import { until } from "../support/until";
import { CONFIGS, moduleOf, nodeTypes, RESPONDERS, SOURCES } from "../support/nodes";
import { openRequestBench, type RequestBench } from "../support/request-flow";
import { fromMessage } from "../support/seed";

type Values = Record<string, unknown>;

/** A new node reads all that its message brings, but for this one. */
const CONFIG: Record<string, Values> = { "genesys-api": fromMessage("operation", "parameters") };

/** The messages that docs/nodes.md shows for a node, in their order. */
const examplesOf = (type: string): Values[] => {
  const section = NODES.split(/^## /m).find((one) => one.startsWith(`${type}\n`)) ?? "";
  return [...section.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json = ""]) => JSON.parse(json) as Values);
};

/** Has this value all that the documented one has? A text that ends with … is only the beginning. */
const matches = (documented: unknown, actual: unknown): boolean => {
  if (typeof documented === "string" && documented.endsWith("…"))
    return typeof actual === "string" && actual.startsWith(documented.slice(0, -1));
  if (typeof documented !== "object" || documented === null) return documented === actual;
  if (typeof actual !== "object" || actual === null) return false;
  return Object.entries(documented).every(([name, value]) => matches(value, (actual as Values)[name]));
};
const assertMatches = (documented: unknown, actual: unknown): void => {
  assert.ok(
    matches(documented, actual),
    `${JSON.stringify(documented)}\nis not in\n${JSON.stringify(actual)}`,
  );
};

describe("an example message in docs/nodes.md", () => {
  let bench: Bench | undefined;
  afterEach(() => bench?.close());

  const acting = nodeTypes().filter((type) => ![...CONFIGS, ...SOURCES, ...RESPONDERS].includes(type));
  for (const type of acting)
    it(`is what goes into the node, and another what comes out: ${type}`, async () => {
      const [given, expected, ...more] = examplesOf(type);
      assert.ok(given !== undefined && expected !== undefined && more.length === 0, "one in, one out");
      bench = await openBench(moduleOf(type), type, CONFIG[type] ?? {});
      const { msg } = casesOf("byDefault").find((one) => one.type === type) ?? assert.fail(type);
      // Ids that only this start of the org has are shortened: the case has the same message with its ids.
      const isShort = JSON.stringify(given).includes("…");
      const sent = isShort ? (typeof msg === "function" ? msg(bench.simulator) : msg) : given;
      assertMatches(given, sent);
      const out = await bench.send({ ...sent });
      assert.equal(out.at, "result", out.msg.error?.message);
      assertMatches(expected, out.msg);
    });
});

describe("the two example messages of open message in in docs/nodes.md", () => {
  const { open, send, messages, close } = openMessageBench();
  afterEach(close);

  it("are what the node emits for a text and for a typing indicator of an agent", async () => {
    const examples = examplesOf("genesys-open-message-in");
    assert.equal(examples.length, 2);
    const [text, typing] = examples as { conversationId: string; messageId: string; text: string }[];
    await open();
    const channel = { to: { id: "customer-1" }, from: { nickName: "Ada Agent" } };
    const { conversationId, messageId: id, text: written } = text ?? assert.fail();
    await send(webhookBody({ id, conversationId, text: written, channel }));
    await send(eventBody("Typing", { type: "On", duration: 5_000 }, { conversationId, channel }));
    await until(() => messages().length === 2);
    assertMatches(text, messages()[0]);
    assertMatches(typing, messages()[1]);
  });
});

describe("the example messages of the request nodes in docs/nodes.md", () => {
  let bench: RequestBench;
  afterEach(() => bench.close());
  const withoutId = ({ requestId: _ofThisRun, ...rest }: Values): Values => rest;

  it("are what genesys request emits, and what goes into and comes out of genesys response", async () => {
    const emitted = examplesOf("genesys-request-in");
    const [given = {}, expected = {}] = examplesOf("genesys-request-out");
    bench = await openRequestBench((msg) => ({ ...msg, payload: given.payload }), {
      config: { inputContract: [] },
    });
    for (const { payload } of emitted) await bench.post(payload);
    await until(() => bench.ended.length === 2);
    for (const [nth, example] of emitted.entries()) assertMatches(withoutId(example), bench.received[nth]);
    assertMatches(withoutId(expected), bench.ended[0]);
  });
});

describe("the two example messages of conversation events in docs/nodes.md", () => {
  const { bench, run, connect, has, first } = eventsBench();
  afterEach(() => bench().close());

  it("are what the node emits for a call that an agent answers", async () => {
    const [offered, connected, ...more] = examplesOf("genesys-events");
    assert.equal(more.length, 0);
    await connect();
    const { act } = bench().simulator;
    const { conversationId } = act.customerCalls({ queue: "Support" });
    await run(has("offered"));
    act.agentAnswers(conversationId, { user: "Ben Agent" });
    await run(has("connected"));
    assertMatches(offered, first("offered"));
    assertMatches(connected, first("connected"));
  });
});
