import assert from "node:assert/strict";
import type { Participant } from "../../nodes/lib/simulator/entities/conversation";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { openOnOrg, type ExampleOnOrg } from "../support/example-on-org";

const MONITOR = "postConversationsCallParticipantMonitor";
const CONSULT = "postConversationsCallParticipantConsultAgent";

describe("the examples of a signed-in user", function () {
  this.timeout(60_000);
  let example: ExampleOnOrg;
  afterEach(() => example.close());

  const people = (conversationId: string): Participant[] =>
    example.org.store.conversations.get(conversationId)?.participants ?? assert.fail();
  const seenAt = (name: string): number => example.running.seen.filter(({ node }) => node === name).length;
  const press = (): void =>
    example.running.press(example.flow.find(({ type }) => type === "inject") ?? assert.fail());
  const until = async (holds: () => boolean): Promise<void> => {
    for (let turn = 0; turn < 80 && !holds(); turn += 1) await example.pass(0.5);
    assert.ok(holds(), JSON.stringify(example.running.seen.map(({ node, msg }) => [node, msg.error])));
  };

  describe("66, after what is said in a call", () => {
    let conversationId: string;
    beforeEach(async () => {
      example = await openOnOrg("66");
      ({ conversationId } = example.org.act.customerCalls({ queue: "VIP" }));
      await example.pass(2);
      example.org.act.agentAnswers(conversationId);
      await example.pass(4);
    });
    const say = async (text: string, speaker = "customer"): Promise<void> => {
      example.org.act.speechTranscribed(conversationId, { text, speaker });
      await example.pass(4);
    };

    it("lets the supervisor listen to the agent once, however often the caller is angry", async () => {
      await say("I want to cancel.");
      const [supervisor] = people(conversationId).filter(
        ({ userId }) => userId === idOf("user Sam Supervisor"),
      );
      const agent = people(conversationId).find(({ id }) => id === supervisor?.monitoredParticipantId);
      assert.deepEqual([agent?.purpose, seenAt("the supervisor")], ["agent", 1]);
      await say("This is ridiculous.");
      assert.deepEqual([example.org.log.count(MONITOR), seenAt("the supervisor")], [1, 2]);
      assert.equal(seenAt("error"), 0);
    });

    it("leaves a calm caller alone, and an agent who repeats the words", async () => {
      await say("Thank you for your help.");
      await say("So you want to cancel?", "agent");
      assert.equal(example.org.log.count(MONITOR), 0);
    });
  });

  describe("23, a consultation", () => {
    it("is held once, and hands the caller over to the colleague", async () => {
      example = await openOnOrg("23");
      press();
      await until(() => seenAt("the call") === 1);
      await example.pass(5);
      const [last] = [...example.org.store.conversations.values()].slice(-1);
      const ended = people(last?.id ?? "").map(({ purpose, userId }) => [purpose, userId]);
      assert.ok(ended.some(([, userId]) => userId === idOf("user Kim Agent")));
      assert.deepEqual([example.org.log.count(CONSULT), seenAt("error")], [1, 0]);
    });

    it("goes on where the colleague does not answer, and says so", async () => {
      example = await openOnOrg("23");
      example.org.settings.calleeActsMs = 120_000;
      press();
      await until(() => seenAt("no answer") === 1);
      assert.equal(seenAt("the call"), 0);
    });
  });
});
