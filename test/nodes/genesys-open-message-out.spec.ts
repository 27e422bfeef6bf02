import assert from "node:assert/strict";
import { messagesIn } from "../../nodes/lib/simulator/store/messages";
import { customer, openMessageOutBench, SHOP } from "../support/benches/open-message-out";

const FIXED = { messageId: "chat-1", time: "2026-03-02T10:00:00+01:00" };

type Values = Record<string, unknown>;

describe("open message out", () => {
  const { bench, open, play, sent } = openMessageOutBench();
  afterEach(() => bench().close());

  const MESSAGE = "postConversationsMessageInboundOpenMessage";

  it("opens a conversation with the customer's text, and passes its id on", async () => {
    await open();
    const { at, msg } = await play({ ...customer, text: "Hello", attributes: { vip: true }, ...FIXED });
    assert.equal(at, "result", JSON.stringify(msg));
    assert.deepEqual(sent(MESSAGE), [
      {
        channel: {
          messageId: "chat-1",
          from: { id: "chat-user-1", idType: "Opaque", nickname: "Ada" },
          time: "2026-03-02T09:00:00.000Z",
          metadata: { customAttributes: { vip: "true" } },
        },
        text: "Hello",
      },
    ]);
    const conversation = bench().simulator.store.conversations.get(String(msg["conversationId"]));
    const [party] = conversation?.participants ?? [];
    assert.deepEqual([party?.name, party?.attributes], ["Ada", { vip: "true" }]);
    assert.deepEqual(
      [msg["messageId"], msg["time"], msg["integrationId"], msg["mediaType"]],
      ["chat-1", "2026-03-02T09:00:00.000Z", SHOP, "message"],
    );
  });

  it("finds the integration by its name, in one request for many messages", async () => {
    await open();
    for (const messageId of ["1", "2", "3"])
      await play({ ...customer, integrationId: "web SHOP", text: "Hello", messageId });
    assert.equal(sent(MESSAGE).length, 3);
    assert.equal(bench().simulator.log.count("getConversationsMessagingIntegrationsOpen"), 1);
  });

  it("names the integrations that there are where none has this name, and sends nothing", async () => {
    await open();
    const { at, msg } = await play({ ...customer, integrationId: "Web shoop", text: "Hello" });
    assert.deepEqual([at, msg.error?.code, msg.error?.cause?.["outcome"]], ["catch", "missing", "notSent"]);
    assert.match(String(msg.error?.message), /There are: Web shop\.$/);
    assert.deepEqual(sent(MESSAGE), []);
  });

  it("sends files by their URL, with or without a text", async () => {
    await open();
    const media = [
      "https://chat.example/a/cat.jpg?size=2",
      { url: "https://chat.example/f", mime: "application/pdf" },
    ];
    const { at, msg } = await play({ ...customer, media });
    assert.equal(at, "result", JSON.stringify(msg.error));
    const [{ content } = {}] = sent(MESSAGE) as [{ content?: { attachment: Values }[] }?];
    assert.deepEqual(
      content?.map(({ attachment }) => attachment),
      [
        {
          mediaType: "Image",
          url: "https://chat.example/a/cat.jpg?size=2",
          mime: "image/jpeg",
          filename: "cat.jpg",
        },
        { mediaType: "File", url: "https://chat.example/f", mime: "application/pdf", filename: "f" },
      ],
    );
  });

  it("shows that the customer is typing", async () => {
    await open({ send: "typing" });
    assert.equal((await play(customer)).at, "result");
    const [body] = sent("postConversationsMessageInboundOpenEvent");
    assert.deepEqual(body?.["events"], [{ eventType: "Typing" }]);
  });

  it("sends a message again whose response was lost, and the conversation has it once", async () => {
    await open();
    const { simulator } = bench();
    simulator.faults.add({ match: { operation: MESSAGE }, fault: { lostAnswer: true } });
    const { at, msg } = await play({ ...customer, text: "Hello", ...FIXED });
    assert.equal(at, "result", JSON.stringify(msg.error));
    const [first, second, ...others] = sent(MESSAGE);
    assert.deepEqual([second, others], [first, []]);
    assert.deepEqual(msg.payload, { accepted: true, repeated: true });
    assert.equal(messagesIn(simulator.store).size, 1);
  });

  it("does not take another refusal for a message that was received", async () => {
    await open();
    const refused = { status: 400, body: { status: 400, code: "bad.request", message: "No." } };
    bench().simulator.faults.add({ match: { operation: MESSAGE }, fault: { retryAfter: 1 } });
    bench().simulator.faults.add({ match: { operation: MESSAGE }, fault: refused });
    const { msg } = await play({ ...customer, text: "Hello", ...FIXED });
    assert.deepEqual([msg.error?.code, msg.error?.cause?.["outcome"]], ["rejected", "refused"]);
    assert.deepEqual(msg.error?.cause?.["messageId"], "chat-1", "for a flow that sends it again");
  });

  it("sends which button the customer chose, and for which message", async () => {
    await open({ send: "structured" });
    const { at } = await play({ ...customer, text: "Yes", originatingMessageId: "m-1", messageId: "chat-2" });
    assert.equal(at, "result");
    const [body] = sent("postConversationsMessageInboundOpenStructuredResponse");
    assert.deepEqual(body?.["buttonResponse"], { type: "QuickReply", text: "Yes", payload: "Yes" });
    assert.equal(body?.["originatingMessageId"], "m-1");
  });

  for (const [what, config, msg, field] of [
    ["neither text nor file", {}, {}, "text"],
    ["a file that is a Buffer", {}, { media: Buffer.from("secret") }, "media"],
    ["a file with a URL of another kind", {}, { media: "ftp://secret" }, "media"],
    ["a time that is none", {}, { text: "a", time: "secret" }, "time"],
    ["attributes that are no object", {}, { text: "a", attributes: "secret" }, "attributes"],
    ["a receipt without its message", { send: "receipt" }, {}, "messageId"],
    ["a button without its message", { send: "structured" }, { text: "Yes" }, "originatingMessageId"],
  ] as const)
    it(`names the input that cannot be sent, without its value: ${what}`, async () => {
      await open(config);
      const { at, msg: caught } = await play({ ...customer, ...msg });
      const { code, message, cause } = caught.error ?? {};
      assert.deepEqual(
        [at, code, cause?.["field"], cause?.["outcome"]],
        ["catch", "input", field, "notSent"],
      );
      assert.doesNotMatch(String(message), /secret/);
      assert.equal(bench().simulator.log.count(), 0, "nothing was sent, not even for a token");
    });

  it("says before anything is sent that a signed-in user cannot do this", async () => {
    await open({}, { account: { grant: "authorization-code" } });
    const { msg } = await play({ ...customer, text: "Hello" });
    assert.deepEqual([msg.error?.code, msg.error?.cause?.["outcome"]], ["config", "notSent"]);
    assert.match(String(msg.error?.message), /client credentials/);
    assert.equal(bench().simulator.log.count(), 0);
  });
});
