import assert from "node:assert/strict";
import getConversation from "../../nodes/genesys-get-conversation";
import events from "../../nodes/genesys-events";
import { openBench, type Bench } from "../support/flow";
import { CALL } from "../support/seed";
import { passUntil } from "../support/until";

interface Status {
  text?: string;
  code?: string;
}

describe("what a Status node receives", () => {
  let bench: Bench;
  afterEach(() => bench.close());
  const statuses = (): Status[] => bench.statuses;
  const last = (): Status | undefined => statuses().at(-1);
  /** Each text is a key of the catalogue, or begins with its text; the code is its last word. */
  const checked = (): (string | undefined)[] =>
    statuses().map(({ text, code }) => {
      assert.equal(text === undefined, code === undefined);
      if (text?.includes(":status.") === true && !text.includes(": "))
        assert.equal(text, `@genesys-flows/node-red-genesys-cloud/genesys-account:status.${code}`);
      return code;
    });

  it("is the code of an error, and none after success", async () => {
    bench = await openBench(getConversation, "genesys-get-conversation");
    await bench.send({});
    await bench.clock.advance(300);
    assert.equal(last()?.code, "input");
    await bench.send({ conversationId: CALL.conversationId });
    await bench.clock.advance(300);
    assert.equal(last()?.code, undefined);
    checked();
  });

  it("has a code for what is in progress, and for the rate limit", async () => {
    bench = await openBench(getConversation, "genesys-get-conversation");
    bench.simulator.faults.add({ match: { operation: "getConversation" }, fault: { retryAfter: 7 } });
    bench.start({ conversationId: CALL.conversationId });
    await passUntil(bench.clock, () => last()?.code === "heldBack", 50);
    checked();
  });

  it("has a code for the state of the events, also where the text names what is not received", async () => {
    bench = await openBench(events, "genesys-events", {
      scope: "queue",
      ids: "Support, No such queue",
    });
    await passUntil(bench.clock, () => last()?.code === "unknown");
    assert.match(last()?.text ?? "", /No such queue/);
    checked();
  });
});
