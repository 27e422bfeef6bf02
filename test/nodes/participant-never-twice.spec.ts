import assert from "node:assert/strict";
import updateParticipant from "../../nodes/genesys-update-participant";
import type { Fault } from "../../nodes/lib/simulator/http/faults";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { openBench, type Bench } from "../support/flow";
import { CALL, fromMessage, TARGET_INPUTS } from "../support/seed";
import { passUntil, until } from "../support/until";

/** Transfers and supervision call a party: whatever goes wrong, no party is called a second time. */

const SAM = idOf("user Sam Supervisor");
const FAULTS: [name: string, fault: Fault, outcome: "unknown" | "refused" | "done"][] = [
  ["a lost answer", { lostAnswer: true }, "unknown"],
  ["a reset socket", { reset: true }, "unknown"],
  ["silence", { silence: true }, "unknown"],
  ["a 500", { status: 500 }, "unknown"],
  ["a page with 502", { html: true }, "unknown"],
  ["a 503", { status: 503 }, "unknown"],
  ["a 504", { status: 504 }, "unknown"],
  ["a 409", { status: 409 }, "refused"],
  ["a broken body", { brokenBody: true }, "done"],
];
const ACTS: [action: string, config: Record<string, unknown>, destination: string, operation: string][] = [
  ["monitor", {}, "", "postConversationsCallParticipantMonitor"],
  ["coach", {}, "", "postConversationsCallParticipantCoach"],
  ["barge", {}, "", "postConversationsCallParticipantBarge"],
  ["transfer", { transferTo: "user" }, idOf("user Ben Agent"), "postConversationParticipantReplaceAgent"],
  ["transfer", { transferTo: "queue" }, idOf("queue Sales"), "postConversationParticipantReplaceQueue"],
  ["transfer", { transferTo: "address" }, "+15555550142", "postConversationParticipantTransfer"],
];

describe("no party is called in twice", () => {
  for (const [action, config, destination, operation] of ACTS)
    describe([action, ...Object.values(config)].join(" to "), () => {
      let bench: Bench;
      beforeEach(async () => {
        const inputs = { ...TARGET_INPUTS, ...fromMessage("destination", "attributes") };
        bench = await openBench(
          updateParticipant,
          "genesys-update-participant",
          { ...inputs, action, ...config },
          {
            account: { grant: "access-token" },
            credentials: ({ act }) => ({ accessToken: act.issueToken("sign-in", SAM) }),
          },
        );
        bench.simulator.settings.alertAfterMs = 120_000; // to which agent the queue routes it does not matter here
      });
      afterEach(() => bench.close());

      const asked = () => bench.simulator.log.count(operation);
      /** Who came into the call: the participants beyond those of the start. */
      const added = () => {
        const { participants } =
          bench.simulator.store.conversations.get(CALL.conversationId) ?? assert.fail();
        return participants.length - start;
      };
      let start = 0;
      const begin = () => {
        start = 0;
        start = added();
        bench.start({ conversationId: CALL.conversationId, destination });
      };
      const settle = async () => {
        await passUntil(bench.clock, () => bench.arrivals.length !== 0, 500);
        await bench.clock.advance(1_000);
        return bench.arrivals[0] ?? assert.fail();
      };

      for (const [name, fault, outcome] of FAULTS)
        it(`after ${name}`, async () => {
          bench.simulator.faults.add({ match: { operation }, fault });
          begin();
          const { at, msg } = await settle();
          assert.deepEqual([at, msg.error?.cause?.outcome], ["catch", outcome], msg.error?.message);
          assert.equal(asked(), 1);
          assert.ok(added() <= 1, `${added()} came in`);
        });

      it("after a 429, which did nothing, it is done once", async () => {
        bench.simulator.faults.add({ match: { operation }, fault: { retryAfter: 3 } });
        begin();
        const { at, msg } = await settle();
        assert.equal(at, "result", msg.error?.message);
        assert.equal(asked(), 2);
        assert.equal(added(), 1);
      });

      it("when the node is closed in mid-flight", async () => {
        bench.simulator.faults.add({ match: { operation }, fault: { delayMs: 30_000 } });
        begin();
        await until(() => asked() === 1);
        await bench.node.close(false);
        await bench.clock.advance(60_000);
        assert.equal(asked(), 1);
        assert.deepEqual(bench.arrivals, []);
      });
    });
});
