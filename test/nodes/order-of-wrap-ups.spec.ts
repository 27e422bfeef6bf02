import assert from "node:assert/strict";
import wrapUp from "../../nodes/genesys-wrap-up";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { said } from "../support/cases";
import { nodeBench } from "../support/benches/node-bench";
import { READ } from "../support/benches/order";
import { fromMessage, TARGET_INPUTS } from "../support/seed";
import { passUntil, until } from "../support/until";

describe("in order", () => {
  const { bench, open } = nodeBench(wrapUp, "genesys-wrap-up", {
    ...TARGET_INPUTS,
    ...fromMessage("code", "notes"),
    target: "ids",
  });
  afterEach(() => bench().close());

  describe("wrap up", () => {
    const outcomes = (count: number) => () => bench().arrivals.length === count;
    const posts = () =>
      bench()
        .simulator.log.entries()
        .filter(({ operation }) => operation === "postConversationsCallParticipantCommunicationWrapup");

    /** Lee has handed a call over to Ben: the one is to wrap up, the other talks. */
    const handOver = async () => {
      const { act, url } = bench().simulator;
      const { conversationId } = act.interactionArrives({ queue: "Support", mediaType: "call" });
      const lee = act.agentAnswers(conversationId, { user: "Lee Limited" });
      await fetch(
        `${url}/api/v2/conversations/${conversationId}/participants/${lee.participantId}/replace/agent`,
        {
          method: "POST",
          headers: { authorization: `Bearer ${act.issueToken()}`, "content-type": "application/json" },
          body: JSON.stringify({ userId: idOf("user Ben Agent") }),
        },
      );
      await bench().clock.advance(1_000);
      const ben = act.agentAnswers(conversationId, { user: "Ben Agent" });
      bench().simulator.log.clear();
      return { lee, ben };
    };
    const reads = () => bench().simulator.log.count("getConversation");

    for (const when of ["ended", "beforeTimeout"])
      it(`${when}: one that waits for the end of a leg does not hold up that of another agent`, async () => {
        await open({ when, deadlineSeconds: 600 });
        const { lee, ben } = await handOver();
        bench().start({ ...ben, code: "Resolved", nth: "ben" });
        await until(() => reads() === 1);
        bench().start({ ...lee, code: "Resolved", nth: "lee" });
        await passUntil(bench().clock, outcomes(1), 5_000);
        assert.deepEqual([bench().arrivals[0]?.at, bench().arrivals[0]?.msg.nth], ["result", "lee"]);
      });

    it("ended: of two for one leg, the first to come in acts first, although its read after the end is late", async () => {
      await open({ when: "ended", deadlineSeconds: 600, provisional: true });
      const { ben } = await handOver();
      for (const nth of [1, 2]) bench().start({ ...ben, notes: `note ${nth}` });
      await until(() => reads() === 2);
      bench().simulator.faults.add({ match: READ, fault: { delayMs: 400 } });
      bench().simulator.act.agentHangsUp(ben.conversationId, ben.participantId);
      await passUntil(bench().clock, outcomes(2), 50);
      assert.deepEqual(
        posts().map((entry) => said("notes")(entry)),
        ["note 1", "note 2"],
      );
    });

    it("now: a race with the platform keeps its place while it is tried again", async () => {
      await open({});
      const { lee } = await handOver();
      const operation = "postConversationsCallParticipantCommunicationWrapup";
      bench().simulator.faults.add({ match: { operation }, fault: { status: 409 } });
      bench().start({ ...lee, code: "Resolved" });
      bench().start({ ...lee, code: "Callback needed" });
      await passUntil(bench().clock, outcomes(2), 50);
      assert.deepEqual(
        bench().arrivals.map(({ at }) => at),
        ["result", "catch"],
      );
      assert.equal(new Set(posts().map((entry) => said("code")(entry))).size, 1);
    });
  });
});
