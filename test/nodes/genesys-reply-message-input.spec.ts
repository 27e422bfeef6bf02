import assert from "node:assert/strict";
import { PIXEL, replyBench } from "../support/benches/reply-message";

describe("genesys-reply-message", () => {
  const { bench, open, play, conversation, sent } = replyBench();
  afterEach(() => bench().close());

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
      ["a file of an unknown type", { content: "media" }, { media: Buffer.from("??") }, "media"],
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
        const { at, msg: out } = await bench().send({ conversationId: conversation(), ...msg });
        assert.equal(at, "catch");
        assert.equal(out.error?.code, "input");
        assert.equal(out.error?.cause?.field, field);
        assert.equal(bench().simulator.log.entries().length, 0);
      });

    it("a text that is too long for the channel of the conversation", async () => {
      await open();
      const { msg } = await play({ text: "x".repeat(766) });
      assert.equal(msg.error?.code, "input");
      assert.equal(msg.error?.cause?.limit, 765);
      assert.equal(sent().length, 0);
      await bench().close();
      await open({}, "open");
      assert.equal((await play({ text: "x".repeat(766) })).at, "result");
    });
  });
});
