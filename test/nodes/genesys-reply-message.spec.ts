import assert from "node:assert/strict";
import sdk from "purecloud-platform-client-v2";
import replyMessage from "../../nodes/genesys-reply-message";
import { mediaIn, messagesIn } from "../../nodes/lib/simulator/store/messages";
import { openBench, type Bench } from "../support/flow";
import { essence, sdkRequests } from "../support/sdk";
import { passUntil } from "../support/until";

const names = ["conversationId", "userId", "participantId", "communicationId", "text", "media", "template"];
const inputs = Object.fromEntries(
  names.flatMap((name) => [
    [name, name],
    [`${name}Type`, "msg"],
  ]),
);

const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

interface Payload {
  id?: string;
  verdict?: string;
  reason?: string;
  accepted?: boolean;
}

describe("genesys-reply-message", () => {
  let bench: Bench;
  let conversationId: string;
  afterEach(() => bench.close());

  /** A customer has written, and an agent has answered, unless the spec says otherwise. */
  const open = async (
    config: Record<string, unknown> = {},
    channel = "sms",
    answered = true,
  ): Promise<void> => {
    bench = await openBench(replyMessage, "genesys-reply-message", { ...inputs, ...config });
    ({ conversationId } = bench.simulator.act.customerWrites({ channel }));
    if (answered) bench.simulator.act.agentAnswers(conversationId);
  };

  const play = async (msg: Record<string, unknown>) => {
    const before = bench.arrivals.length;
    bench.start({ conversationId, ...msg });
    await passUntil(bench.clock, () => bench.arrivals.length !== before);
    const arrival = bench.arrivals[before];
    assert.ok(arrival);
    return { ...arrival, payload: arrival.msg.payload as Payload };
  };

  const sent = () =>
    [...messagesIn(bench.simulator.store).values()].filter(({ direction }) => direction === "outbound");
  const agents = () =>
    (bench.simulator.store.conversations.get(conversationId)?.participants ?? []).filter(
      ({ purpose }) => purpose === "agent",
    );

  it("says a text on the agent's leg as the SDK does, and hands on the ids", async () => {
    await open();
    const { at, msg, payload } = await play({ text: "How can I help?", topic: "kept" });
    assert.equal(at, "result");
    const [agent] = agents();
    assert.equal(msg.participantId, agent?.id);
    assert.equal(msg.communicationId, agent?.communications[0]?.id);
    assert.equal(msg.userId, agent?.userId);
    assert.equal(msg.mediaType, "message");
    assert.equal(msg.messageId, payload.id);
    assert.equal(msg.topic, "kept");
    assert.deepEqual(
      sent().map(({ text }) => text),
      ["How can I help?"],
    );
    const ours = bench.simulator.log.entries().at(-1);
    assert.ok(ours);
    const theirs = await sdkRequests(bench.simulator, () =>
      new sdk.ConversationsApi().postConversationsMessageCommunicationMessages(
        conversationId,
        String(msg.communicationId),
        { textBody: "How can I help?" },
      ),
    );
    assert.deepEqual(essence(ours), theirs.at(-1));
  });

  it("Trap 5: uses the agent's newest leg after they left and came back", async () => {
    await open();
    const { act } = bench.simulator;
    act.agentCompletes(conversationId);
    act.customerWrites({ conversationId, text: "One more thing" });
    act.agentAnswers(conversationId);
    assert.equal(agents().length, 2);
    const { msg } = await play({ text: "Yes?" });
    assert.equal(msg.participantId, agents()[1]?.id);
    assert.notEqual(msg.communicationId, agents()[0]?.communications[0]?.id);
  });

  it("takes ids from the message without reading the conversation", async () => {
    await open({ target: "ids" });
    const [agent] = agents();
    const ids = { participantId: agent?.id, communicationId: agent?.communications[0]?.id };
    const { at } = await play({ ...ids, text: "Hi" });
    assert.equal(at, "result");
    assert.equal(bench.simulator.log.count("getConversation"), 0);
  });

  it("fills a template in", async () => {
    await open({ content: "template" });
    const { at } = await play({ template: "bye", text: "is not read" });
    assert.equal(at, "result");
    assert.deepEqual(bench.simulator.log.entries().at(-1)?.body, {
      messagingTemplate: { responseId: "bye" },
    });
  });

  it("shows that somebody writes, as the SDK does, and sends nothing", async () => {
    await open({ content: "typing", confirm: true });
    const { at, msg, payload } = await play({});
    assert.equal(at, "result");
    assert.equal(payload.accepted, true);
    assert.equal(payload.verdict, undefined);
    assert.equal(sent().length, 0);
    const ours = bench.simulator.log.entries().at(-1);
    assert.ok(ours);
    const theirs = await sdkRequests(bench.simulator, () =>
      new sdk.ConversationsApi().postConversationsMessageCommunicationTyping(
        conversationId,
        String(msg.communicationId),
        { typing: { type: "On" } },
      ),
    );
    assert.deepEqual(essence(ours), theirs.at(-1));
  });

  it("confirms the delivery", async () => {
    await open({ confirm: true });
    assert.equal((await play({ text: "Hi" })).payload.verdict, "delivered");
  });

  it("tells a failure that the channel reports later", async () => {
    await open({ confirm: true });
    bench.simulator.settings.receivers = { "": "silent" };
    const playing = play({ text: "Hi" });
    while (sent().length === 0) await new Promise((resolve) => setTimeout(resolve, 2));
    bench.simulator.act.messageFailed({ conversationId, code: "RecipientOptedOut", reason: "STOP was sent" });
    const { payload } = await playing;
    assert.equal(payload.verdict, "failed");
    assert.equal(payload.reason, "STOP was sent");
  });

  it("says unknown where the platform accepts without naming the message", async () => {
    await open({ confirm: true });
    bench.simulator.settings.messageAnswer = "accepted";
    const { at, payload } = await play({ text: "Hi" });
    assert.equal(at, "result");
    assert.equal(payload.accepted, true);
    assert.equal(payload.verdict, "unknown");
    assert.match(payload.reason ?? "", /did not return its id/);
  });

  describe("files", () => {
    const upload = () => bench.simulator.log.entries().find(({ operation }) => operation === "upload");

    it("a Buffer is uploaded without the token, waited for and sent", async () => {
      await open({ content: "media", confirm: true });
      const { at, payload } = await play({ media: PIXEL });
      assert.equal(at, "result");
      assert.equal(payload.verdict, "delivered");
      const [media] = [...mediaIn(bench.simulator.store).values()];
      assert.equal(media?.fileName, "file.png");
      assert.equal(media.status, "valid");
      assert.deepEqual(sent()[0]?.mediaIds, [media.id]);
      assert.equal(upload()?.headers.authorization, undefined);
      assert.equal(upload()?.contentType, "image/png");
      assert.ok(bench.statuses.some(({ text }) => text?.endsWith("status.uploading")));
    });

    it("asks for the place as the SDK does", async () => {
      await open({ content: "media" });
      const { msg } = await play({ media: { content: PIXEL, fileName: "pixel.png" } });
      const operation = "postConversationsMessageCommunicationMessagesMediaUploads";
      const ours = bench.simulator.log.entries().find((entry) => entry.operation === operation);
      assert.ok(ours);
      const theirs = await sdkRequests(bench.simulator, () =>
        new sdk.ConversationsApi().postConversationsMessageCommunicationMessagesMediaUploads(
          conversationId,
          String(msg.communicationId),
          { fileName: "pixel.png", contentLengthBytes: PIXEL.length },
        ),
      );
      assert.deepEqual(essence(ours), theirs.at(-1));
    });

    for (const [name, media, fileName] of [
      ["a data URL", `data:image/png;base64,${PIXEL.toString("base64")}`, "file.png"],
      ["base64 text with a name", { content: PIXEL.toString("base64"), fileName: "a.png" }, "a.png"],
      ["a data URL with text in it", { content: "data:text/plain,hello%20you", fileName: "a.txt" }, "a.txt"],
    ] as const)
      it(`${name} will do as well`, async () => {
        await open({ content: "media" });
        const { at } = await play({ media });
        assert.equal(at, "result");
        assert.equal([...mediaIn(bench.simulator.store).values()][0]?.fileName, fileName);
        assert.equal(sent().length, 1);
      });

    it("one that is uploaded already is only sent", async () => {
      await open({ content: "media" });
      await play({ media: PIXEL });
      const [media] = [...mediaIn(bench.simulator.store).values()];
      const { at } = await play({ media: { mediaId: media?.id } });
      assert.equal(at, "result");
      assert.equal(mediaIn(bench.simulator.store).size, 1);
      assert.equal(sent().length, 2);
    });

    it("larger than an API request may be is uploaded all the same", async () => {
      await open({ content: "media" });
      const { at } = await play({ media: { content: Buffer.alloc(2_000_000, 1), fileName: "big.pdf" } });
      assert.equal(at, "result");
    });

    it("Trap 20: one that the platform finds invalid is named, and nothing is sent", async () => {
      await open({ content: "media" });
      const { at, msg } = await play({ media: { content: PIXEL, fileName: "virus.exe" } });
      assert.equal(at, "catch");
      assert.equal(msg.error?.code, "rejected");
      assert.equal(msg.error?.cause?.stage, "upload");
      assert.equal(msg.error?.cause?.outcome, "notSent");
      assert.equal(sent().length, 0);
    });

    it("one that is never checked ends at the deadline, and nothing is sent", async () => {
      await open({ content: "media", deadlineSeconds: 10 });
      bench.simulator.settings.mediaCheckMs = 600_000;
      const { msg } = await play({ media: PIXEL });
      assert.equal(msg.error?.code, "timeout");
      assert.match(msg.error?.message ?? "", /10 s\. Nothing was sent/);
      assert.equal(msg.error?.cause?.outcome, "notSent");
    });

    it("an upload that fails on the line is tried again", async () => {
      await open({ content: "media" });
      bench.simulator.faults.add({ match: { operation: "upload" }, times: 2, fault: { status: 503 } });
      assert.equal((await play({ media: PIXEL })).at, "result");
      assert.equal(bench.simulator.log.count("upload"), 3);
    });

    it("an upload that is refused says so, and that the message was not sent", async () => {
      await open({ content: "media" });
      bench.simulator.faults.add({ match: { operation: "upload" }, fault: { status: 403 } });
      const { msg } = await play({ media: PIXEL });
      assert.equal(msg.error?.code, "denied");
      assert.match(msg.error?.message ?? "", /could not be uploaded/);
      assert.equal(msg.error?.cause?.stage, "upload");
      assert.equal(sent().length, 0);
    });

    it("go to no host that is not reached over https, nor where an answer redirects to", async () => {
      await open({ content: "media" });
      const operation = "postConversationsMessageCommunicationMessagesMediaUploads";
      const body = { id: "m", uploadUrl: "http://files.example.com/put", uploadHeaders: {} };
      bench.simulator.faults.add({ match: { operation }, fault: { status: 200, body } });
      const plain = await play({ media: PIXEL });
      assert.equal(plain.msg.error?.code, "answer");
      assert.equal(bench.simulator.log.count("upload"), 0);
      const headers = { Location: `${bench.simulator.url}/elsewhere` };
      bench.simulator.faults.add({ match: { operation: "upload" }, fault: { status: 307, headers } });
      const moved = await play({ media: PIXEL });
      assert.equal(moved.msg.error?.code, "answer");
      assert.ok(!bench.simulator.log.entries().some(({ path }) => path === "/elsewhere"));
      assert.equal(sent().length, 0);
    });
  });

  describe("names what is wrong before anything is sent", () => {
    const bad: [
      name: string,
      config: Record<string, unknown>,
      msg: Record<string, unknown>,
      field: string,
    ][] = [
      ["no text", {}, {}, "text"],
      ["a text that no channel takes", {}, { text: "x".repeat(2001) }, "text"],
      ["no file", { content: "media" }, {}, "media"],
      ["an empty file", { content: "media" }, { media: Buffer.alloc(0) }, "media"],
      ["text that is no file", { content: "media" }, { media: "just words!" }, "media"],
      ["a file of a kind that cannot be told", { content: "media" }, { media: Buffer.from("??") }, "media"],
      ["a list of files", { content: "media" }, { media: [PIXEL] }, "media"],
      ["no template", { content: "template" }, {}, "template"],
      ["no conversation", {}, { conversationId: "", text: "Hi" }, "conversationId"],
      [
        "ids without the communication",
        { target: "ids" },
        { participantId: "p", text: "Hi" },
        "communicationId",
      ],
    ];
    for (const [name, config, msg, field] of bad)
      it(name, async () => {
        await open(config);
        const { at, msg: out } = await bench.send({ conversationId, ...msg });
        assert.equal(at, "catch");
        assert.equal(out.error?.code, "input");
        assert.equal(out.error?.cause?.field, field);
        assert.equal(bench.simulator.log.entries().length, 0);
      });

    it("a text that is too long for the channel of the conversation", async () => {
      await open();
      const { msg } = await play({ text: "x".repeat(766) });
      assert.equal(msg.error?.code, "input");
      assert.equal(msg.error?.cause?.limit, 765);
      assert.equal(sent().length, 0);
      await bench.close();
      await open({}, "open");
      assert.equal((await play({ text: "x".repeat(766) })).at, "result");
    });
  });

  it("says that nobody has answered yet", async () => {
    await open({}, "sms", false);
    await bench.clock.advance(1000);
    assert.equal(agents()[0]?.communications[0]?.state, "alerting");
    const { msg } = await play({ text: "Hi" });
    assert.equal(msg.error?.code, "noTarget");
    assert.match(msg.error?.message ?? "", /still alerting/);
  });

  it("says that the agent's message leg has ended", async () => {
    await open();
    bench.simulator.act.agentCompletes(conversationId);
    const { msg } = await play({ text: "Hi" });
    assert.equal(msg.error?.code, "noTarget");
    assert.match(msg.error?.message ?? "", /ended/);
  });
});
