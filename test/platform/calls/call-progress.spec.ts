import assert from "node:assert/strict";
import { callProgress, failureOf } from "../../../nodes/lib/platform/calls/call-progress";
import type {
  Communication,
  Conversation,
  Participant,
} from "../../../nodes/lib/platform/conversation/conversation";

const party = (
  purpose: string,
  call: Partial<Communication>,
  more: Partial<Participant> = {},
): Participant => ({
  id: `p-${purpose}`,
  purpose,
  calls: [{ id: `c-${purpose}`, ...call }],
  ...more,
});
const talk = (...participants: Participant[]): Conversation => ({ id: "c", participants });
const AT = "2026-03-02T09:00:00.000Z";

describe("the progress of a call that a user placed", () => {
  it("has failed where the far leg ended for a reason that no table has, whatever it is called", () => {
    for (const disconnectType of ["constructor", "toString"])
      assert.equal(failureOf({ id: "c", disconnectType }), "failed");
  });

  it("is not connected because the caller's own leg is", () => {
    const conversation = talk(
      party("user", { state: "connected", connectedTime: AT }),
      party("external", { state: "dialing" }),
    );
    assert.deepEqual(callProgress(conversation), { state: "dialing" });
  });

  it("is connected once the far side was, even if it has hung up since", () => {
    const far = party("external", { state: "terminated", connectedTime: AT, disconnectedTime: AT });
    const progress = callProgress({ ...talk(party("user", { state: "terminated" }), far), endTime: AT });
    assert.equal(progress.state === "connected" && progress.leg.participant, far);
  });

  it("is not connected because a queue has taken the call, but because an agent has", () => {
    const own = party("user", { state: "connected" });
    const acd = party("acd", { state: "connected", connectedTime: AT });
    assert.equal(callProgress(talk(own, acd)).state, "dialing");
    assert.equal(callProgress(talk(own, acd, party("agent", { state: "connected" }))).state, "connected");
  });

  it("is cancelled where the caller hangs up, whatever the far leg says", () => {
    const own = party("user", { state: "disconnected", disconnectType: "client" });
    const far = party("external", { state: "disconnected", disconnectType: "peer" });
    for (const conversation of [talk(own, far), talk(own)]) {
      const progress = callProgress(conversation);
      assert.equal(progress.state === "ended" && progress.reason, "cancelled");
    }
  });

  const REASONS = [
    ["q850", 17, "busy"],
    ["sip", 486, "busy"],
    ["sip", 600, "busy"],
    ["q850", 19, "noAnswer"],
    ["sip", 480, "noAnswer"],
    ["q850", 21, "declined"],
    ["sip", 603, "declined"],
    ["q850", 1, "unreachable"],
    ["sip", 404, "unreachable"],
    ["sip", 503, "failed"],
    ["q850", 41, "failed"],
  ] as const;
  for (const [type, code, reason] of REASONS)
    it(`${type} ${code} means ${reason}, as number and as text`, () => {
      for (const written of [code, String(code)])
        assert.equal(
          failureOf({
            id: "c",
            disconnectType: "endpoint",
            disconnectReasons: [{ type, code: written as string }],
          }),
          reason,
        );
    });

  it("reads the disconnect type where no reason is numbered", () => {
    const types = ["timeout", "uncallable", "client", "error", "endpoint.donotdisturb"];
    assert.deepEqual(
      types.map((disconnectType) => failureOf({ id: "c", disconnectType })),
      ["noAnswer", "unreachable", "declined", "failed", "declined"],
    );
  });
});
