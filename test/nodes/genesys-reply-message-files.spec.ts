import assert from "node:assert/strict";
import sdk from "purecloud-platform-client-v2";
import { mediaIn } from "../../nodes/lib/simulator/store/messages";
import { PIXEL, replyBench } from "../support/benches/reply-message";
import { essence, sdkRequests } from "../support/sdk";

describe("genesys-reply-message", () => {
  const { bench, open, play, conversation, sent } = replyBench();
  afterEach(() => bench().close());

  describe("files", () => {
    const upload = () =>
      bench()
        .simulator.log.entries()
        .find(({ operation }) => operation === "upload");

    it("a Buffer is uploaded without the token, waited for and sent", async () => {
      await open({ content: "media", confirm: true });
      const { at, payload } = await play({ media: PIXEL });
      assert.equal(at, "result");
      assert.equal(payload.verdict, "delivered");
      const [media] = [...mediaIn(bench().simulator.store).values()];
      assert.equal(media?.fileName, "file.png");
      assert.equal(media.status, "valid");
      assert.deepEqual(sent()[0]?.mediaIds, [media.id]);
      assert.equal(upload()?.headers.authorization, undefined);
      assert.equal(upload()?.contentType, "image/png");
      assert.ok(bench().statuses.some(({ text }) => text?.endsWith("status.uploading")));
    });

    it("asks for the place as the SDK does", async () => {
      await open({ content: "media" });
      const { msg } = await play({ media: { content: PIXEL, fileName: "pixel.png" } });
      const operation = "postConversationsMessageCommunicationMessagesMediaUploads";
      const ours = bench()
        .simulator.log.entries()
        .find((entry) => entry.operation === operation);
      assert.ok(ours);
      const theirs = await sdkRequests(bench().simulator, () =>
        new sdk.ConversationsApi().postConversationsMessageCommunicationMessagesMediaUploads(
          conversation(),
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
        assert.equal([...mediaIn(bench().simulator.store).values()][0]?.fileName, fileName);
        assert.equal(sent().length, 1);
      });

    it("one that is uploaded already is only sent", async () => {
      await open({ content: "media" });
      await play({ media: PIXEL });
      const [media] = [...mediaIn(bench().simulator.store).values()];
      const { at } = await play({ media: { mediaId: media?.id } });
      assert.equal(at, "result");
      assert.equal(mediaIn(bench().simulator.store).size, 1);
      assert.equal(sent().length, 2);
    });

    it("larger than an API request may be is uploaded all the same", async () => {
      await open({ content: "media" });
      const { at } = await play({ media: { content: Buffer.alloc(2_000_000, 1), fileName: "big.pdf" } });
      assert.equal(at, "result");
    });

    it("one that the platform finds invalid is named, and nothing is sent", async () => {
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
      bench().simulator.settings.mediaCheckMs = 600_000;
      const { msg } = await play({ media: PIXEL });
      assert.equal(msg.error?.code, "timeout");
      assert.match(msg.error?.message ?? "", /10 s\. Nothing was sent/);
      assert.equal(msg.error?.cause?.outcome, "notSent");
    });

    it("an upload that fails with a network error is tried again", async () => {
      await open({ content: "media" });
      bench().simulator.faults.add({ match: { operation: "upload" }, times: 2, fault: { status: 503 } });
      assert.equal((await play({ media: PIXEL })).at, "result");
      assert.equal(bench().simulator.log.count("upload"), 3);
    });

    it("an upload that is refused says so, and that the message was not sent", async () => {
      await open({ content: "media" });
      bench().simulator.faults.add({ match: { operation: "upload" }, fault: { status: 403 } });
      const { msg } = await play({ media: PIXEL });
      assert.equal(msg.error?.code, "denied");
      assert.match(msg.error?.message ?? "", /could not be uploaded/);
      assert.equal(msg.error?.cause?.stage, "upload");
      assert.equal(sent().length, 0);
    });

    it("go to no host that is not reached over https, nor where a response redirects to", async () => {
      await open({ content: "media" });
      const operation = "postConversationsMessageCommunicationMessagesMediaUploads";
      const body = { id: "m", uploadUrl: "http://files.example.com/put", uploadHeaders: {} };
      bench().simulator.faults.add({ match: { operation }, fault: { status: 200, body } });
      const plain = await play({ media: PIXEL });
      assert.equal(plain.msg.error?.code, "answer");
      assert.equal(bench().simulator.log.count("upload"), 0);
      const headers = { Location: `${bench().simulator.url}/elsewhere` };
      bench().simulator.faults.add({ match: { operation: "upload" }, fault: { status: 307, headers } });
      const moved = await play({ media: PIXEL });
      assert.equal(moved.msg.error?.code, "answer");
      assert.ok(
        !bench()
          .simulator.log.entries()
          .some(({ path }) => path === "/elsewhere"),
      );
      assert.equal(sent().length, 0);
    });
  });
});
