import assert from "node:assert/strict";
import { findLeg, reportSearches, type LegQuery } from "../../../nodes/lib/platform/conversation/target";
import { connected, conversation } from "../../support/conversation";

describe("a search in a conversation that is shown in the sidebar", () => {
  const AGENT: LegQuery = { of: { party: "agent" }, which: "newest", phase: "live" };
  const openReported = () => {
    const among = conversation(connected("ann", "agent", 1));
    const seen: unknown[] = [];
    reportSearches(among, (query, found) => seen.push([query, found?.communication.id]));
    return { among, seen };
  };

  it("is reported with the leg that was found, which is returned as without a report", () => {
    const { among, seen } = openReported();
    assert.equal(findLeg(among, AGENT).communication.id, "ann-c");
    assert.deepEqual(seen, [[AGENT, "ann-c"]]);
  });

  it("is reported without a leg where none was found, and the error stays as it is", () => {
    const { among, seen } = openReported();
    const wanted: LegQuery = { ...AGENT, of: { party: "customer" } };
    assert.throws(() => findLeg(among, wanted), { code: "noTarget" });
    assert.deepEqual(seen, [[wanted, undefined]]);
  });

  it("is reported to the listener that came last", () => {
    const { among, seen } = openReported();
    let count = 0;
    reportSearches(among, () => (count += 1));
    findLeg(among, AGENT);
    assert.deepEqual([seen.length, count], [0, 1]);
  });

  it("has a listener that is neither copied nor written as JSON", () => {
    const { among, seen } = openReported();
    findLeg({ ...among }, AGENT);
    assert.deepEqual(seen, []);
    assert.deepEqual(Object.keys(among), ["id", "participants"]);
  });
});
