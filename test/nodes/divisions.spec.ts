import assert from "node:assert/strict";
import getConversation from "../../nodes/genesys-get-conversation";
import { openBench, type Bench } from "../support/flow";
import { CALL, TARGET_INPUTS } from "../support/seed";

describe("an account whose role is for another division", () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await openBench(getConversation, "genesys-get-conversation", TARGET_INPUTS);
    bench.simulator.act.divisionChanges({ queue: "Hotline", division: "Insurance" });
  });
  afterEach(() => bench.close());

  it("is denied, and shows which permission it needs, and for which division", async () => {
    bench.simulator.act.accessChanges({ client: "simulator", divisions: "Insurance" });
    const { at, msg } = await bench.send({ conversationId: CALL.conversationId });
    assert.deepEqual([at, msg.error?.code], ["catch", "denied"]);
    assert.match(
      msg.error?.message ?? "",
      /lacks a permission: conversation:communication:view\. Add it to a role .*, for the division of the object\./,
    );
    assert.deepEqual((msg.error?.cause as Record<string, unknown>)["missingPermissions"], [
      "conversation:communication:view",
    ]);
  });

  it("works as soon as the role is for that division, too", async () => {
    const { act } = bench.simulator;
    act.accessChanges({ client: "simulator", divisions: "Insurance, Home" });
    assert.equal((await bench.send({ conversationId: CALL.conversationId })).at, "result");
  });
});
