// Only on node-red: the requests are made by the platform floor, which knows no Node-RED.
import assert from "node:assert/strict";
import { simulatedOperations } from "../../nodes/lib/simulator/routes";
import { requestOf, TOOLS } from "../support/digital-tools";
import { assertAnswer } from "../support/models";
import { callSdk, essence, sdkRequests } from "../support/sdk";
import { toolBench } from "../support/benches/tools";

describe("the 63 digital tools, from a message through genesys-api", () => {
  const { bench, open, simulator, ids, happenBefore, close } = toolBench();
  afterEach(close);

  it("are all there, and all simulated", async () => {
    await open(TOOLS[0]!);
    assert.equal(TOOLS.length, 63);
    const simulated = new Set(simulatedOperations());
    assert.deepEqual(
      TOOLS.filter(({ id }) => !simulated.has(id)).map(({ tool }) => tool),
      [],
    );
  });

  for (const operation of TOOLS) {
    const { id, tool = "" } = operation;

    it(`${tool} is sent as the SDK sends it, and the response is as its model says`, async () => {
      await open(operation);
      const { parameters, body } = requestOf(operation, { ...ids(), ...(await happenBefore(tool)) });
      const { at, msg } = await bench().send({ operation: tool, parameters, body });
      const entry = simulator().log.entries().at(-1) ?? assert.fail(JSON.stringify(msg.error));
      assert.equal(entry.operation, id, JSON.stringify(msg.error));
      assert.equal(at, "result", JSON.stringify(msg.error));
      const answer = (msg.payload as { accepted?: boolean }).accepted === true ? undefined : msg.payload;
      assertAnswer(id, entry.status ?? 0, answer);
      const theirs = await sdkRequests(simulator(), () => callSdk(operation, parameters, body));
      assert.deepEqual([essence(entry)], theirs);
    });
  }
});
