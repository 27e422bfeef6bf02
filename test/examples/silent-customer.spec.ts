import assert from "node:assert/strict";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { openOnOrg, type ExampleOnOrg } from "../support/example-on-org";

const NUDGE = "Are you still there?";
const GOODBYE = "We close this chat now. Write again at any time.";

describe("46 - Nudge a silent customer, then close the conversation, in detail", function () {
  this.timeout(60_000);
  let example: ExampleOnOrg;
  beforeEach(async () => (example = await openOnOrg("46")));
  afterEach(() => example.close());

  const press = (name: string): void => {
    const { flow, running } = example;
    running.press(flow.find((node) => node.type === "inject" && node.name === name) ?? assert.fail(name));
  };
  /** What the flow has written to customers: the agent's own text is not among it. */
  const written = (): unknown[] =>
    example.org.log
      .entries()
      .filter(({ operation }) => operation === "postConversationsMessageCommunicationMessages")
      .map(({ body }) => (body as { textBody: string }).textBody)
      .filter((text) => text === NUDGE || text === GOODBYE);
  const reached = (): string[] => example.running.seen.map(({ node }) => node);
  const conversation = () => [...example.org.store.conversations.values()].at(-1) ?? assert.fail();

  it("nudges once, closes the conversation after the second silence, and wraps up the agent of the event", async () => {
    press("stays silent");
    await example.pass(20);
    assert.deepEqual(written(), [NUDGE, GOODBYE]);
    assert.deepEqual(reached(), ["nudged", "closed"]);
    const { endAt, participants } = conversation();
    assert.ok(endAt !== undefined, "the conversation has ended");
    const agent = participants.findLast(({ purpose }) => purpose === "agent");
    assert.equal(agent?.wrapup?.code, idOf("wrapup code Resolved"));
  });

  it("does not close a conversation whose customer answers the nudge", async () => {
    press("answers");
    await example.pass(30);
    assert.deepEqual(written(), [NUDGE]);
    assert.deepEqual(reached(), ["nudged", "an answer"]);
  });

  it("neither nudges a customer who waits for the agent, nor one whose agent has left", async () => {
    const { org, pass } = example;
    const open = (from: string): string => {
      const { conversationId } = org.act.customerWrites({ queue: "Chat", from, text: "Hello" });
      org.act.agentAnswers(conversationId);
      return conversationId;
    };
    open("+15555550183");
    const left = open("+15555550184");
    await pass(3);
    org.act.agentCompletes(left);
    await pass(15);
    assert.deepEqual([written(), reached()], [[], []]);
  });
});
