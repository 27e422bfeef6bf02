import assert from "node:assert/strict";
import { ACT_FACTS, type ActField } from "../../../nodes/lib/facts/acts";
import { actByName, PARAMETERS } from "../../../nodes/lib/simulator/act/index";
import { ActError } from "../../../nodes/lib/simulator/act/details";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { createVirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { START } from "../caller";
import { VIP_ACTION } from "./vip-action";

/** Acts for the specs of this package rather than for flows. */
const NOT_OFFERED = ["revokeToken", "forgetSignIns", "issueToken", "channels"];
/** Of the control, which has the clock and the store. */
const OF_CONTROL = ["timePasses", "reset"];
/** Read with the first notification that the fault is for. */
const READ_LATER: Readonly<Record<string, string[]>> = { frameFault: ["ms", "topic"] };
const OFFERED = Object.keys(ACT_FACTS).filter((name) => !OF_CONTROL.includes(name));

const GOOD: Readonly<Record<ActField["type"], unknown>> = {
  string: "x",
  number: 1,
  boolean: true,
  object: { order: "7" },
  json: { order: 7 },
};
const WRONG: Readonly<Record<ActField["type"], unknown>> = {
  string: 7,
  number: "7",
  boolean: "yes",
  object: "order",
  json: ["order"],
};
/** What an act needs to come as far as its last detail. */
const WELL: Readonly<Record<string, unknown>> = {
  queue: "Support",
  user: "Ada Agent",
  code: "Resolved",
  kind: "lose",
  mode: "monitor",
  speaker: "agent",
  mediaType: "call",
  channel: "sms",
  integration: undefined,
  action: VIP_ACTION,
  url: "http://127.0.0.1:1",
};

describe("the table of the simulated org's acts", () => {
  let simulator: Simulator;
  before(async () => {
    simulator = await startSimulator({ clock: createVirtualClock() });
  });
  beforeEach(() => simulator.reset());
  after(() => simulator.close());

  const mistake = (name: string, input: Record<string, unknown>): unknown => {
    try {
      actByName(simulator.act, name, input);
    } catch (error) {
      return error;
    }
    return undefined;
  };
  const fieldOf = (name: string, input: Record<string, unknown>): string | undefined => {
    const error = mistake(name, input);
    return error instanceof ActError ? error.field : undefined;
  };
  const filled = (fields: readonly ActField[]): Record<string, unknown> =>
    Object.fromEntries(fields.map(({ name, type }) => [name, name in WELL ? WELL[name] : GOOD[type]]));

  it("has every act that is for flows", () => {
    const acts = Object.keys(PARAMETERS).filter((name) => !NOT_OFFERED.includes(name));
    assert.deepEqual(acts.sort(), [...OFFERED].sort());
  });

  it("takes what the acts of earlier versions took without a check", () => {
    const on = { conversationId: START.conversationId };
    const EARLIER: [name: string, input: Record<string, unknown>][] = [
      ["conferenceFormed", { ...on, queue: "Support", label: "of another node", number: 15555550107 }],
      ["conferenceFormed", { ...on, name: 7 }],
      ["limitRate", { ...on, allowed: "5", windowMs: "1000", note: "slow" }],
      ["throttleTokens", { times: "2" }],
      ["useByOthers", { count: "3" }],
      ["frameFault", { kind: "delay", ms: "50", times: "2" }],
    ];
    for (const [name, input] of EARLIER)
      assert.equal(mistake(name, input), undefined, `${name} ${JSON.stringify(input)}`);
    assert.equal(simulator.settings.requestsPerMinute, 5);
    const conference = simulator.store.conversations.get(on.conversationId);
    assert.ok(conference?.participants.some(({ address }) => address?.includes("15555550107")));
    for (const wrong of ["many", " ", [], true])
      assert.equal(fieldOf("limitRate", { allowed: wrong }), "allowed", String(wrong));
  });

  it("ignores other details as time passes", async () => {
    const body = JSON.stringify({ seconds: 1, queue: "Support" });
    const headers = { "content-type": "application/json" };
    const url = `${simulator.url}/_simulator/timePasses`;
    assert.equal((await fetch(url, { method: "POST", headers, body })).status, 200);
  });

  for (const name of OFFERED) {
    const facts = ACT_FACTS[name] ?? assert.fail();
    const parameters: readonly string[] = PARAMETERS[name as keyof typeof PARAMETERS];

    it(`names the conversation of ${name} where it needs one`, () => {
      assert.equal(parameters[0] === "conversationId", facts.conversation === "required");
      if (facts.conversation === "required") assert.equal(fieldOf(name, {}), "conversationId");
    });

    it(`names the details that ${name} reads, and no others`, () => {
      const read = new Set<string>(READ_LATER[name]);
      for (const each of parameters) if (each !== "*") read.add(each);
      const details = new Proxy(filled(facts.fields), {
        get: (values, key) => {
          read.add(String(key));
          return values[String(key)];
        },
      });
      const args = parameters.map((each) => (each === "*" ? details : START.conversationId));
      if (parameters.includes("*"))
        try {
          (simulator.act[name as keyof typeof PARAMETERS] as (...args: unknown[]) => unknown)(...args);
        } catch {
          // Not possible in this state; what it reads counts.
        }
      read.delete("conversationId");
      assert.deepEqual([...read].sort(), facts.fields.map((field) => field.name).sort());
    });

    it(`refuses another detail, a wrong one or none where ${name} needs it, by its name`, () => {
      const begun = facts.conversation === "required" ? { conversationId: START.conversationId } : {};
      const all = { ...begun, ...filled(facts.fields) };
      const isStray = facts.ignoresOthers !== true;
      assert.equal(fieldOf(name, { ...all, nonsense: 1 }), isStray ? "nonsense" : undefined);
      for (const { name: field, type, required, isLenient, enum: values } of facts.fields) {
        assert.equal(fieldOf(name, { ...all, [field]: isLenient ? {} : WRONG[type] }), field);
        if (required) assert.equal(fieldOf(name, { ...all, [field]: "" }), field);
        if (values) assert.equal(fieldOf(name, { ...all, [field]: "nonsense" }), field);
      }
    });
  }
});
