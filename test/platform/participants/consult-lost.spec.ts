import assert from "node:assert/strict";
import { asE164 } from "../../../nodes/lib/platform/conversation/phone";
import type { ConsultAction } from "../../../nodes/lib/platform/participants/ways";
import { CALLS, openCall, type CallName } from "../../support/consult";
import { connected, conversation } from "../../support/conversation";
import { broken, ok, refused } from "../../support/scripted-client";

describe("a consultation", () => {
  describe("whose response is lost", () => {
    const LOST = [broken("unknown"), refused(500), refused(504)] as const;

    for (const error of LOST) {
      it(`is found in the conversation, and not requested again (${error.message.slice(0, 30)})`, async () => {
        let now = conversation(...CALLS.talking);
        const answer = () => {
          now = conversation(...CALLS.ringing);
          return error;
        };
        const call = openCall(CALLS.talking, { now: () => now, answer });
        const { already, destinationParticipantId } = await call.run({ action: "consult" });
        assert.deepEqual([already, destinationParticipantId, call.sent.length], [false, "g", 1]);
      });

      it(`and which does not show is an error (${error.message.slice(0, 30)})`, async () => {
        const call = openCall(CALLS.talking, { answer: () => error });
        const failure = call.run({ action: "consult" });
        await assert.rejects(
          failure,
          ({ message, cause }: { message: string; cause: { outcome: string } }) => {
            assert.match(message, /The party may have been called\. Read the conversation/);
            return cause.outcome === "unknown";
          },
        );
        assert.equal(call.sent.length, 1);
      });
    }

    const AFTER: [ConsultAction, CallName][] = [
      ["completeConsult", "handed over"],
      ["cancelConsult", "talking"],
    ];
    for (const [action, after] of AFTER) {
      it(`${action} is found to be done`, async () => {
        let now = conversation(...CALLS.consulting);
        const answer = () => {
          now = conversation(...CALLS[after]);
          return broken("unknown");
        };
        const call = openCall(CALLS.consulting, { now: () => now, answer });
        assert.equal(await call.verdict({ action }), "send");
        assert.equal(call.sent.length, 1);
      });

      it(`${action} is not requested a second time where it is not`, async () => {
        const call = openCall(CALLS.consulting, { answer: () => broken("unknown") });
        assert.equal(await call.verdict({ action }), "sent, network");
        assert.equal(call.sent.length, 1);
      });
    }
  });

  it("with a response that names no participant is found, too", async () => {
    let now = conversation(...CALLS.talking);
    const answer = () => {
      now = conversation(...CALLS.ringing);
      return ok({});
    };
    const call = openCall(CALLS.talking, { now: () => now, answer });
    assert.equal((await call.run({ action: "consult" })).destinationParticipantId, "g");
  });

  it("with a number finds the party by its address", async () => {
    await asE164("destination", "+15555550142"); // loads what knows numbers: no clock of a spec waits for a file
    let now = conversation(...CALLS.talking);
    const guest = connected("x", "external", 9, { address: "tel:+15555550142" });
    const answer = () => {
      now = conversation(...CALLS.talking, guest);
      return broken("unknown");
    };
    const call = openCall(CALLS.talking, { now: () => now, answer });
    const to = { action: "consult", transferTo: "address", destination: "+15555550142" } as const;
    assert.equal((await call.run(to)).destinationParticipantId, "x");
  });
});
