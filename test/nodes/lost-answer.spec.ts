import assert from "node:assert/strict";
import setPostflow from "../../nodes/genesys-set-postflow";
import { nodeBench } from "../support/benches/node-bench";
import { CALL, fromMessage, TARGET_INPUTS } from "../support/seed";
import { passUntil } from "../support/until";

describe("every node", () => {
  const { bench, open } = nodeBench(setPostflow, "genesys-set-postflow", {
    ...TARGET_INPUTS,
    ...fromMessage("destination", "invocationData"),
    target: "ids",
  });
  afterEach(() => bench().close());

  it("never places what a mutating call did under a second request when the response is lost and it may not be repeated", async () => {
    await open();
    bench().simulator.faults.add({ match: { method: "PATCH" }, fault: { lostAnswer: true } });
    bench().start({ ...CALL, destination: "+15550142" });
    await passUntil(bench().clock, () => bench().arrivals.length !== 0, 20_000);
    // setting the same values again changes nothing, so this one is repeated
    assert.equal(bench().arrivals[0]?.at, "result");
    assert.equal(
      bench()
        .simulator.log.entries()
        .filter(({ method }) => method === "PATCH").length,
      2,
    );
  });
});
