import assert from "node:assert/strict";
import { createCallback } from "../../../nodes/lib/platform/callbacks/create";
import { endCallback } from "../../../nodes/lib/platform/callbacks/end";
import { rescheduleCallback } from "../../../nodes/lib/platform/callbacks/reschedule";
import { startCallback } from "../../../nodes/lib/platform/callbacks/start";
import type { Target } from "../../../nodes/lib/platform/conversation/target";
import { idOf } from "../../../nodes/lib/simulator/store/ids";
import { START } from "../../simulator/caller";
import { BEN, NUMBERS, openCallbacks, SUPPORT, type Callbacks } from "./callbacks-org";

const UPDATE = "patchConversationsCallbacks";
const CALL = "postConversationsCall";
const WEEKEND = idOf("queue Weekend");

describe("a callback that exists", () => {
  let org: Callbacks;
  let id: string;
  beforeEach(async () => {
    org = await openCallbacks();
    id = await scheduled(60_000, BEN);
  });
  afterEach(() => org.close());

  const scheduled = async (ms: number, userId?: string): Promise<string> => {
    const inputs = { queueId: SUPPORT, numbers: NUMBERS, scheduledTime: org.inMs(ms), userId };
    return (await org.org.play(createCallback(org.client, inputs))).conversationId ?? "";
  };
  const legs = () =>
    org
      .callbacks()
      .flatMap(({ participants }) => participants.flatMap(({ communications }) => communications));
  const callbackLegs = () => legs().flatMap((leg) => (leg.media === "callbacks" ? [leg] : []));
  /** Ben has answered it. */
  const answered = async (): Promise<void> => {
    await org.org.clock.advance(62_000);
    org.simulator.act.agentAnswers(id);
    await org.org.clock.advance(1_000);
  };

  describe("is moved", () => {
    const move = (more: object) => rescheduleCallback(org.client, id, more);

    it("to another time, with the agent that it has", async () => {
      const scheduledTime = org.inMs(120_000);
      const { userId, already } = await org.org.play(move({ scheduledTime }));
      assert.deepEqual([userId, already], [BEN, false]);
      assert.deepEqual(org.bodiesOf(UPDATE), [
        { conversationId: id, agentId: BEN, callbackScheduledTime: scheduledTime },
      ]);
    });

    it("to other numbers, another queue and another agent", async () => {
      const more = { numbers: ["+15555550143"], queueId: "Weekend", userId: "Cleo Agent" };
      await org.org.play(move({ scheduledTime: org.inMs(60_000), ...more }));
      const [body] = org.bodiesOf(UPDATE) as Record<string, unknown>[];
      assert.deepEqual(
        [body?.["callbackNumbers"], body?.["queueId"], body?.["agentId"]],
        [["+15555550143"], WEEKEND, idOf("user Cleo Agent")],
      );
    });

    it("without a request where it is due at that time already", async () => {
      const scheduledAt = callbackLegs()[0]?.scheduledAt;
      const { already } = await org.org.play(move({ scheduledTime: scheduledAt }));
      assert.deepEqual([already, org.count(UPDATE)], [true, 0]);
    });

    it("once more after a lost response, which changes nothing", async () => {
      org.fail(UPDATE, { lostAnswer: true });
      await org.org.play(move({ scheduledTime: org.inMs(120_000) }));
      assert.equal(org.count(UPDATE), 2);
    });

    it("only where the agent is known, because the platform requires one", async () => {
      id = await scheduled(60_000);
      const { cause } = await org.refused(move({ scheduledTime: org.inMs(120_000) }));
      assert.deepEqual([cause["field"], cause.outcome, org.count(UPDATE)], ["userId", "notSent", 0]);
    });

    for (const [why, other] of [
      ["a conversation without a callback", START.conversationId],
      ["one that has ended", undefined],
    ] as const)
      it(`but not in ${why}`, async () => {
        if (other === undefined) await org.org.play(endCallback(org.client, target()));
        id = other ?? id;
        await org.org.clock.advance(1_000);
        const { code, cause } = await org.refused(move({ scheduledTime: org.inMs(120_000), userId: BEN }));
        assert.deepEqual([code, cause.outcome], ["noTarget", "notSent"]);
      });
  });

  describe("is called", () => {
    const calls = () => legs().filter(({ media }) => media === "calls");

    it("by its agent, once: a running call is not placed again", async () => {
      await answered();
      const { number, already } = await org.org.play(startCallback(org.ben, id, {}));
      assert.deepEqual([number, already], ["+15555550142", false]);
      await org.org.clock.advance(5_000);
      const again = await org.org.play(startCallback(org.ben, id, {}));
      assert.deepEqual([again.already, calls().length, org.count(CALL)], [true, 2, 1]);
    });

    it("at another number", async () => {
      await answered();
      await org.org.play(startCallback(org.ben, id, { numbers: ["555-555-0143"], country: "US" }));
      assert.deepEqual(org.bodiesOf(CALL), [{ callNumber: "+15555550143" }]);
    });

    it("once after a lost response", async () => {
      await answered();
      org.fail(CALL, { lostAnswer: true });
      const { recovered } = await org.org.play(startCallback(org.ben, id, {}));
      assert.deepEqual([recovered, calls().length, org.count(CALL)], [true, 2, 1]);
    });

    it("or the outcome is unknown, and it is not called again", async () => {
      await answered();
      org.fail(CALL, { reset: true });
      const { cause, message } = await org.refused(startCallback(org.ben, id, {}));
      assert.deepEqual([cause.outcome, org.count(CALL), calls().length], ["unknown", 1, 0]);
      assert.match(message, /may have been placed/);
    });

    for (const status of [400, 500])
      it(`not by an agent without a phone, where the platform says so with a ${status}`, async () => {
        await answered();
        const code =
          status === 400 ? "conversation.error.no.user.station" : "providerapi.error.station.no.active.edge";
        org.fail(CALL, { status, body: { code, status, message: "No phone." } });
        const { code: ours, cause } = await org.refused(startCallback(org.ben, id, {}));
        assert.deepEqual([ours, cause.outcome, cause["reason"]], ["rejected", "refused", "noStation"]);
        assert.equal(org.count(CALL), 1);
      });

    it("not by a client, which has no phone", async () => {
      const { code, cause } = await org.refused(startCallback(org.client, id, {}));
      assert.deepEqual([code, cause["field"], cause.outcome], ["config", "account", "notSent"]);
    });

    it("not before its agent has it, with what to do", async () => {
      const { code, cause, message } = await org.refused(startCallback(org.ben, id, {}));
      assert.deepEqual([code, cause.outcome], ["rejected", "refused"]);
      assert.match(message, /must be connected to the callback/);
    });
  });

  const target = (of: Target["target"] = "customer"): Target => ({
    conversationId: id,
    target: of,
    which: "newest",
  });

  describe("is ended", () => {
    for (const [who, operation] of [
      ["client", "patchConversationParticipant"],
      ["ben", "patchConversationsCallbackParticipant"],
    ] as const)
      it(`by ${who}, before it begins, and once`, async () => {
        const { already } = await org.org.play(endCallback(org[who], target()));
        await org.org.clock.advance(1_000);
        assert.deepEqual([already, org.count(operation)], [false, 1]);
        assert.ok(org.callbacks()[0]?.endAt);
        const again = await org.org.play(endCallback(org[who], target()));
        assert.deepEqual([again.already, org.count(operation)], [true, 1]);
      });

    it("for its agent, whose call goes on", async () => {
      await answered();
      await org.org.play(startCallback(org.ben, id, {}));
      await org.org.clock.advance(5_000);
      const { userId } = await org.org.play(endCallback(org.ben, target("agent")));
      await org.org.clock.advance(1_000);
      assert.equal(userId, BEN);
      const states = legs().flatMap(({ media, state }) => (media === "calls" ? [state] : []));
      assert.deepEqual(states, ["connected", "connected"]);
    });

    it("also where the response is lost and the retry is refused", async () => {
      org.fail("patchConversationParticipant", { lostAnswer: true });
      await org.org.play(endCallback(org.client, target()));
      await org.org.clock.advance(1_000);
      assert.ok(org.callbacks()[0]?.endAt);
    });
  });
});
