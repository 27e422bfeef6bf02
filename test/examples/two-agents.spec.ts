import assert from "node:assert/strict";
import type { Participant } from "../../nodes/lib/simulator/entities/conversation";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { openOnOrg, type ExampleOnOrg } from "../support/example-on-org";
import { exampleNames, readExample } from "../support/example-files";
import type { Seen } from "../support/examples";

/** What acts behind the events of each example, and so is played with two agents here. */
const PLAYED = ["61", "62"];
/** What other files play: 00 in editor/start-here.spec.ts, 43 in auto-reply.spec.ts, 46 in silent-customer.spec.ts, 66 in signed-in.spec.ts. */
const ELSEWHERE = ["00", "43", "46", "66"];

describe("the examples that act behind an event, with two agents", () => {
  let example: ExampleOnOrg | undefined;
  afterEach(async () => {
    await example?.close();
    example = undefined;
  });

  it("are all played here", () => {
    const acting = exampleNames().filter((name) => {
      const flow = readExample(name);
      const behind = new Set(flow.filter(({ type }) => type === "genesys-events").map(({ id }) => id));
      for (let size = 0; size < behind.size;) {
        size = behind.size;
        for (const { id, wires } of flow)
          if (behind.has(id)) for (const next of ((wires ?? []) as string[][]).flat()) behind.add(next);
      }
      const acts = ({ id, type }: { id: string; type: string }): boolean =>
        behind.has(id) && type.startsWith("genesys-") && type !== "genesys-events";
      return flow.some(acts);
    });
    assert.deepEqual(
      acting.map((name) => name.slice(0, 2)),
      [...ELSEWHERE, ...PLAYED].sort(),
    );
  });

  /** The example on a separate org, with a caller in its queue who is connected to an agent. */
  const open = async (name: string) => {
    example = await openOnOrg(name);
    const { org, clock, flow, running, pass } = example;
    const queue = flow.find(({ type }) => type === "genesys-events")?.ids as string;
    const { conversationId } = org.act.customerCalls({ queue });
    const people = (): Participant[] =>
      org.store.conversations.get(conversationId)?.participants ?? assert.fail();
    const agent = (): Participant => people().findLast(({ purpose }) => purpose === "agent") ?? assert.fail();
    await pass(3);
    org.act.agentAnswers(conversationId);
    await pass(5);
    const first = agent();
    /** A colleague of the same queue joins them: both talk to the caller. */
    const join = (): Participant => {
      const now = clock.now();
      const second: Participant = {
        ...structuredClone(first),
        id: "second",
        startAt: now - 900,
        connectedAt: now,
      };
      second.userId = idOf("user Ben Agent");
      for (const leg of second.communications)
        Object.assign(leg, { id: "second-call", startAlertingAt: now - 900, connectedAt: now });
      people().push(second);
      return second;
    };
    return { org, conversationId, first, join, pass, seen: running.seen };
  };
  const at = (seen: readonly Seen[], name: string) =>
    seen.filter(({ node }) => node === name).map(({ msg }) => msg);
  const notes = (seen: readonly Seen[]) =>
    at(seen, "in the CRM")
      .map(({ payload }) => payload as { code: string; by: string })
      .map(({ code, by }) => `${code} by ${by}`);
  const idsAt = (seen: readonly Seen[], name: string) =>
    at(seen, name).map(({ participantId }) => participantId);

  it("62 wraps up each agent once: the first one while the second talks on", async function () {
    this.timeout(60_000);
    const { org, conversationId, first, join, pass, seen } = await open("62");
    const second = join();
    await pass(5);
    org.act.agentHangsUp(conversationId, first.id);
    await pass(150);
    assert.deepEqual(idsAt(seen, "wrapped up"), [first.id]);
    const codes = () => [first, second].map(({ wrapup }) => wrapup?.code);
    const resolved = idOf("wrapup code Resolved");
    assert.deepEqual(codes(), [resolved, undefined]);
    org.act.customerHangsUp(conversationId);
    await pass(150);
    assert.deepEqual(idsAt(seen, "wrapped up"), [first.id, second.id]);
    assert.deepEqual(idsAt(seen, "the code"), [first.id, second.id]);
    assert.deepEqual(codes(), [resolved, resolved], "none was left to the platform's time-out");
    assert.deepEqual(notes(seen), ["Resolved by flow", "Resolved by flow"]);
    assert.deepEqual(at(seen, "error"), []);
  });

  it("62 leaves one note in the CRM also where the agent has chosen the code", async function () {
    this.timeout(60_000);
    const { org, conversationId, pass, seen } = await open("62");
    org.act.customerHangsUp(conversationId);
    await pass(5);
    org.act.agentWrapsUp(conversationId, { code: "Wrong number" });
    await pass(10);
    assert.deepEqual(notes(seen), ["Wrong number by agent"]);
    assert.deepEqual(at(seen, "error"), []);
  });

  it("61 sets the survey for the caller, and not again for the second agent of a call that was supervised", async function () {
    this.timeout(60_000);
    const { org, conversationId, first, join, pass, seen } = await open("61");
    org.act.supervisorJoins(conversationId, { mode: "monitor" });
    await pass(5);
    join();
    org.act.agentHangsUp(conversationId, first.id);
    await pass(5);
    assert.deepEqual(
      seen.map(({ node }) => node),
      ["survey set", "survey removed"],
    );
    const caller = org.store.conversations.get(conversationId)?.participants[0]?.id;
    assert.deepEqual([...idsAt(seen, "survey set"), ...idsAt(seen, "survey removed")], [caller, caller]);
  });
});
