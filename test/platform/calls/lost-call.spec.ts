import assert from "node:assert/strict";
import { isThatCall } from "../../../nodes/lib/platform/calls/lost-call";

describe("the lost call among the active ones", () => {
  const at = Date.parse("2026-03-02T09:00:00.000Z");
  const active = (far: object, startTime = "2026-03-02T09:00:01.000Z") => ({
    id: "c",
    participants: [{ purpose: "user", direction: "outbound", startTime, user: { id: "u" } }, far],
  });
  const number = { phoneNumber: "+15555550142" };
  const since = { from: at, to: at + 10_000 };
  it("is the one to that number, with those attributes, begun since, to the two seconds that are not known", () => {
    const far = { address: "tel:+15555550142", attributes: { order: "7", more: "x" } };
    assert.equal(isThatCall(active(far), number, since), true);
    assert.equal(isThatCall(active(far), { ...number, attributes: { order: "7" } }, since), true);
    assert.equal(isThatCall(active(far), { ...number, attributes: { order: "8" } }, since), false);
    assert.equal(isThatCall(active(far), { phoneNumber: "+15555550143" }, since), false);
    for (const [begun, isThat] of [
      ["2026-03-02T08:59:57.900Z", false],
      ["2026-03-02T08:59:58.100Z", true],
      ["2026-03-02T09:00:11.900Z", true],
      ["2026-03-02T09:00:12.100Z", false],
    ] as const)
      assert.equal(isThatCall(active(far, begun), number, since), isThat, begun);
    assert.equal(isThatCall({ id: "c" }, number, since), false);
  });
  it("is the one to that user or queue", () => {
    assert.equal(isThatCall(active({ user: { id: "v" } }), { callUserId: "v" }, since), true);
    assert.equal(isThatCall(active({ user: { id: "w" } }), { callUserId: "v" }, since), false);
    assert.equal(isThatCall(active({ queue: { id: "q" } }), { callQueueId: "q" }, since), true);
  });
});
