import assert from "node:assert/strict";
import { openOnOrg, type ExampleOnOrg } from "../support/example-on-org";

const QUEUE = "Weekend";
const OUR_NUMBER = "+15555550199";
const ANSWER = "We are open on working days from 9 to 17.";

describe("the example that answers a text message by itself", function () {
  this.timeout(60_000);
  let example: ExampleOnOrg;
  const open = async (channel = "sms"): Promise<void> => {
    example = await openOnOrg("43", (node) =>
      node.type === "genesys-send-message" ? { ...node, channel } : node,
    );
  };
  afterEach(() => example.close());

  const write = (from: string, text: string): void =>
    void example.org.act.customerWrites({ queue: QUEUE, from, text });
  /** What was sent: the recipient, the sender and the text. */
  const sent = (): unknown[] =>
    example.org.log
      .entries()
      .filter(({ operation }) => operation === "postConversationsMessagesAgentless")
      .map(({ body }) => body as Record<string, unknown>)
      .map(({ toAddress, fromAddress, textBody }) => [toAddress, fromAddress, textBody]);
  const reached = (): string[] => example.running.seen.map(({ node }) => node);

  it("answers each question once, to its customer, from the number that the customer wrote to", async () => {
    await open();
    write("+15555550143", "When are you open?");
    await example.pass(5);
    assert.deepEqual(sent(), [["+15555550143", OUR_NUMBER, ANSWER]]);
    write("+15555550143", "And what are your HOURS in summer?");
    write("+15555550144", "Are you open?");
    await example.pass(60);
    const toEach = ["+15555550143", "+15555550143", "+15555550144"];
    assert.deepEqual(
      sent(),
      toEach.map((to) => [to, OUR_NUMBER, ANSWER]),
    );
    assert.deepEqual(reached(), ["answered", "answered", "answered"]);
  });

  it("answers in the conversation that the customer opened, where an agent reads it later", async () => {
    await open();
    const before = example.org.store.conversations.size;
    write("+15555550143", "When are you open?");
    await example.pass(5);
    assert.equal(example.org.store.conversations.size, before + 1);
  });

  it("leaves every other text to an agent", async () => {
    await open();
    write("+15555550143", "My parcel is broken.");
    await example.pass(30);
    assert.deepEqual(sent(), []);
    assert.deepEqual(reached(), ["left to an agent"]);
  });

  it("answers once what was written while there was no connection", async () => {
    await open();
    example.org.act.dropSockets();
    write("+15555550143", "When are you open?");
    await example.pass(60);
    assert.equal(sent().length, 1, JSON.stringify(sent()));
  });

  for (const channel of ["whatsapp", "open"])
    it(`answers with the same two addresses on the channel ${channel}`, async () => {
      await open(channel);
      example.org.act.customerWrites({ queue: QUEUE, channel, text: "When are you open?" });
      await example.pass(10);
      assert.equal(sent().length, 1);
      assert.deepEqual(reached(), ["answered"]);
    });
});
