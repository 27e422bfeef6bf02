import assert from "node:assert/strict";
import { openOnOrg, type ExampleOnOrg } from "../support/example-on-org";
import type { FlowNode } from "../support/example-files";

type Body = Record<string, unknown>;

const TYPING = "postConversationsMessageInboundOpenEvent";
const MESSAGE = "postConversationsMessageInboundOpenMessage";
const RECEIPT = "postConversationsMessageInboundOpenReceipt";
const REPLY = "It left our warehouse today.";
const OVER = ["The agent has left.", "The conversation has ended."];

describe("the examples that connect a chat", function () {
  this.timeout(60_000);
  let example: ExampleOnOrg;
  afterEach(() => example.close());

  /** What the chat has received, after a press of the button. */
  const play = async (number: string, change?: (node: FlowNode) => FlowNode): Promise<Body[]> => {
    example = await openOnOrg(number, change);
    const { flow, press, run, seen } = example.running;
    press(flow.find(({ type }) => type === "inject") ?? assert.fail());
    await run(() => seen.length >= 4, 60_000);
    await example.pass(20);
    assert.deepEqual(
      seen.flatMap(({ msg: { error } }) => error ?? []),
      [],
    );
    return seen.map(({ msg }) => msg.payload as Body);
  };
  const bodies = (operation: string): Body[] =>
    example.org.log
      .entries()
      .filter((entry) => entry.operation === operation)
      .map(({ body }) => body as Body);
  const receipts = () =>
    bodies(RECEIPT).map(({ status, channel }) => [status, (channel as { to: Body }).to["id"]]);
  /** No topic is left on a connected channel. */
  const isLeft = (): boolean =>
    example.org.act.channels().every(({ connected, topics }) => !connected || topics.length === 0);
  /** The chat refuses what it receives. */
  const refusing = (node: FlowNode): FlowNode =>
    node.type === "http response" && node["statusCode"] === "200" ? { ...node, statusCode: "503" } : node;

  it("70 shows what an agent writes, that they type, that they have left and that it is over", async () => {
    const shown = await play("70");
    assert.deepEqual(
      shown.map(({ kind, text }) => [kind, text]),
      [
        ["typing", "The agent is typing."],
        ["text", REPLY],
        ["agentLeft", OVER[0]],
        ["ended", OVER[1]],
      ],
    );
    const customers = [...new Set(shown.map(({ to }) => to))];
    assert.equal(customers.length, 1);
    assert.match(String(customers[0]), /^customer-\d+$/);
    assert.deepEqual(receipts(), [["Delivered", customers[0]]], "with the ids of open message in");
    const [typing] = bodies(TYPING) as { channel: { from: Body } }[];
    assert.equal(typing?.channel.from["id"], customers[0]);
    assert.ok(isLeft());
  });

  it("70 brings what the customer writes to an agent, with the id and the name of the chat", async () => {
    const [{ to }] = (await play("70")) as [Body];
    const [{ text, channel }] = bodies(MESSAGE) as [{ text: string; channel: Body }];
    const from = { id: to, idType: "Opaque", nickname: "Ada Example" };
    assert.deepEqual(
      [text, channel["from"], channel["messageId"]],
      ["Where is my parcel?", from, `message of ${String(to)}`],
    );
  });

  for (const number of ["70", "71"])
    it(`${number} reports a message that the chat refuses as failed, to its agent`, async () => {
      await play(number, refusing);
      assert.deepEqual(
        receipts().map(([status]) => status),
        ["Failed"],
      );
    });

  it("71 sends to Telegram's methods what its bot needs, and names each message once for all retries", async () => {
    const shown = await play("71");
    const [{ chat_id: chat }] = shown as [Body];
    assert.match(String(chat), /^\d+$/);
    assert.deepEqual(
      shown,
      [{ action: "typing" }, { text: REPLY }, { text: OVER[0] }, { text: OVER[1] }].map((one) => ({
        ...{ chat_id: chat },
        ...one,
      })),
    );
    assert.deepEqual(receipts(), [["Delivered", chat]]);
    const [{ channel }] = bodies(MESSAGE) as [{ channel: Body }];
    assert.equal(channel["messageId"], `${String(chat)}-1`);
  });

  it("71 refuses an update without the secret, and accepts one without a text", async () => {
    const { TELEGRAM_SECRET: before } = process.env;
    process.env.TELEGRAM_SECRET = "of the spec";
    try {
      await play("71");
      const url = `http://127.0.0.1:${process.env.PORT}/telegram/updates`;
      const update = (secret: string, message: Body) =>
        fetch(url, {
          method: "POST",
          headers: { "content-type": "application/json", "x-telegram-bot-api-secret-token": secret },
          body: JSON.stringify({ update_id: 1, message }),
        });
      const sent = bodies(MESSAGE).length;
      assert.equal((await update("another", { text: "Hello" })).status, 401);
      assert.equal((await update("of the spec", { sticker: {} })).status, 200);
      assert.equal(bodies(MESSAGE).length, sent);
    } finally {
      if (before === undefined) delete process.env.TELEGRAM_SECRET;
      else process.env.TELEGRAM_SECRET = before;
    }
  });
});
