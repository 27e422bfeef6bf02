import assert from "node:assert/strict";
import helper from "node-red-node-test-helper";
import { closingBench, lines, other, POSTFLOW } from "../support/benches/closing";
import { deployAccount, deployedFlows, deployNode, setFlows } from "../support/redeploy";
import { CALL } from "../support/seed";
import { until } from "../support/until";

/** A message that was in progress when its node was closed leaves one line in the log. */

const running = helper as unknown as { _redNodes: { stopFlows(): Promise<void> } };

const CLOSINGS: [name: string, close: () => Promise<void>][] = [
  ["a full deploy", () => setFlows(deployedFlows(), "full")],
  ["a deploy of the node, which has changed", () => deployNode("the-node", { name: "another" })],
  ["a deploy of its account, which has changed", () => deployAccount({ name: "another" })],
  ["the end of Node-RED", () => running._redNodes.stopFlows()],
  [
    "its deletion",
    () =>
      setFlows(
        deployedFlows().filter(({ id }) => id !== "the-node"),
        "nodes",
      ),
  ],
];

describe("a node that is closed while messages are in progress", () => {
  const { bench, count, openPostflow, closeWith } = closingBench();
  afterEach(() => bench().close());

  for (const [name, close] of CLOSINGS)
    describe(`by ${name}`, () => {
      it("says how many, and of how many the outcome is unknown, in one line without what they are about", async () => {
        await openPostflow();
        bench().simulator.faults.add({ match: { operation: POSTFLOW }, times: 9, fault: { silence: true } });
        bench().start({ ...CALL, destination: "+15555550101" }); // sent, not answered
        bench().start({ ...CALL, destination: "+15555550102" }); // behind it
        bench().start({ ...other(1), destination: "+15555550103" }); // sent, not answered
        await until(() => count(POSTFLOW) === 2);
        await close();
        const [line, ...more] = lines("genesys-set-postflow");
        assert.deepEqual(more, []);
        assert.match(line ?? "", /^3 messages were in progress when this node was closed/);
        assert.match(line ?? "", /Outcome unknown: 2, not sent: 1, done: 0\./);
        assert.match(line ?? "", /check the conversation before you send again/);
        assert.doesNotMatch(line ?? "", /555|[0-9a-f]{8}-/);
        assert.equal(bench().arrivals.length, 1);
      });

      it("says nothing where nothing is in progress", async () => {
        await openPostflow();
        await close();
        assert.deepEqual(lines("genesys-set-postflow"), []);
      });
    });

  it("says nothing of messages that had come out before", async () => {
    await openPostflow();
    for (let nth = 1; nth <= 5; nth += 1) await bench().send({ ...CALL, destination: `+1555555010${nth}` });
    assert.equal(await closeWith("genesys-set-postflow"), "");
  });
});
