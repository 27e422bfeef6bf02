import assert from "node:assert/strict";
import { foundIn, other, ours } from "../support/flow-check";

type Values = Record<string, unknown>;

const source = (events: string[], to: string, more: Values = {}) =>
  ours("events", "genesys-events", { ids: ["Sales"], events, wires: [[to]], ...more });
const what = (...nodes: Parameters<typeof foundIn>[0]): string[] => foundIn(nodes).map((one) => one.what);

const hold = (more: Values = {}) =>
  ours("act", "genesys-update-participant", { action: "hold", target: "agent", which: "named", ...more });
const postFlow = (more: Values = {}) =>
  ours("act", "genesys-delete-postflow", { target: "customer", which: "named", ...more });
const wrapUp = (more: Values = {}) =>
  ours("act", "genesys-wrap-up", { target: "agent", which: "named", ...more });

describe("genesys-flow-check follows the wires behind an event", () => {
  it("to an act that needs a connected party, after the conversation has ended", () => {
    for (const act of [hold(), postFlow(), ours("act", "genesys-reply-message", { which: "named" })])
      assert.deepEqual(what(source(["ended"], "act"), act), ["error act.target"]);
    assert.deepEqual(what(source(["ended"], "act"), wrapUp()), []);
    assert.deepEqual(what(source(["ended"], "act"), hold({ action: "setAttributes" })), []);
  });

  it("to the ids of a leg that has ended, and to those of an agent for a post-flow action", () => {
    assert.deepEqual(what(source(["agentLeft"], "act"), hold({ target: "ids" })), ["error act.target"]);
    assert.deepEqual(what(source(["customerLeft"], "act"), hold({ target: "ids" })), ["error act.target"]);
    assert.deepEqual(what(source(["offered"], "act"), postFlow({ target: "ids" })), ["error act.target"]);
    assert.deepEqual(what(source(["connected"], "act"), hold({ target: "ids" })), []);
    assert.deepEqual(
      what(
        source(["agentLeft"], "act"),
        hold({
          target: "ids",
          participantId: "other",
          participantIdType: "msg",
          communicationId: "one",
          communicationIdType: "msg",
        }),
      ),
      [],
    );
  });

  it("to a party who may have left, or another one than that of the event", () => {
    assert.deepEqual(what(source(["acwStarted"], "act"), postFlow()), ["warning act.target"]);
    assert.deepEqual(what(source(["acwStarted"], "act"), hold()), ["warning act.target"]);
    assert.deepEqual(what(source(["acwStarted"], "act"), wrapUp({ which: "newest" })), ["warning act.which"]);
    assert.deepEqual(what(source(["acwStarted"], "act"), wrapUp({ target: "customer" })), [
      "warning act.target",
    ]);
    assert.deepEqual(what(source(["acwStarted"], "act"), wrapUp()), []);
    assert.deepEqual(what(source(["conferenced"], "act"), postFlow({ which: "newest" })), [
      "warning act.which",
    ]);
    assert.deepEqual(what(source(["offered"], "act"), postFlow({ which: "newest" })), ["note act.which"]);
  });

  it("and is certain only where all messages fail and no node on the way may change them", () => {
    const change = other("change", "function", ["act"]);
    assert.deepEqual(what(source(["ended"], "change"), change, hold()), ["warning act.target"]);
    assert.deepEqual(what(source(["ended", "connected"], "act"), hold()), ["warning act.target"]);
    assert.deepEqual(what(source(["ended", "connected"], "change"), change, hold()), []);
  });

  it("through a switch on the event, links, groups of our nodes and a wait", () => {
    const rules = [{ t: "eq", v: "ended", vt: "str" }, { t: "else" }];
    const by = (wires: string[][]) =>
      other("by", "switch", [], { property: "event", propertyType: "msg", rules, wires });
    assert.deepEqual(what(source(["ended", "connected"], "by"), by([["act"], []]), hold()), [
      "error act.target",
    ]);
    assert.deepEqual(what(source(["ended", "connected"], "by"), by([[], ["act"]]), hold()), []);
    const out = other("out", "link out", [], { mode: "link", links: ["in"] });
    const link = other("in", "link in", ["act"], { links: ["out"] });
    assert.deepEqual(what(source(["ended"], "out"), out, link, hold()), ["error act.target"]);
    const read = ours("read", "genesys-get-conversation", {
      target: "agent",
      which: "named",
      wires: [["act"]],
    });
    assert.deepEqual(what(source(["ended"], "read"), read, hold()), ["error act.target"]);
    assert.deepEqual(what(source(["agentLeft"], "read"), read, hold({ target: "ids" })), []);
    const wait = ours("wait", "genesys-wait", { for: ["ended"], wires: [["act"], []] });
    assert.deepEqual(what(wait, hold()), ["error act.target"]);
    assert.deepEqual(
      what(
        source(["ended"], "call"),
        ours("call", "genesys-place-call", {
          destination: "+4930",
          destinationType: "phone",
          destinationValueType: "str",
          wires: [["act"]],
        }),
        hold(),
      ),
      [],
    );
  });

  it("round a circle once, and not into what is disabled or about another conversation", () => {
    const one = other("one", "delay", ["two"]);
    const two = other("two", "switch", ["one", "act"], { property: "payload", rules: [{ t: "else" }] });
    assert.deepEqual(what(source(["ended"], "one"), one, two, hold()), ["error act.target"]);
    assert.deepEqual(what(source(["ended"], "act"), hold({ d: true })), []);
    assert.deepEqual(
      what(source(["ended"], "act"), hold({ conversationId: "other", conversationIdType: "msg" })),
      [],
    );
    assert.deepEqual(
      what(source(["ended"], "act", { scope: "topic", ids: ["v2.users.1a.presence"] }), hold()),
      [],
    );
  });
});
