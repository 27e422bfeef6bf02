import assert from "node:assert/strict";
import { createVirtualClock, type VirtualClock } from "../../nodes/lib/simulator/store/clock";
import { startSimulator, type Simulator } from "../../nodes/lib/simulator/index";
import { messageCalls, MESSAGES } from "./message-calls";

/** All of this is seen over HTTP, and every answer is held against the platform's model. */
describe("simulator messages", () => {
  let clock: VirtualClock;
  let simulator: Simulator;
  before(async () => {
    clock = createVirtualClock();
    simulator = await startSimulator({ clock });
  });
  beforeEach(() => simulator.reset());
  after(() => simulator.close());

  const { call, talk } = messageCalls(() => ({ simulator, clock }));

  describe("files", () => {
    const put = (url: string, bytes: Buffer, headers: Record<string, string>) =>
      fetch(url, { method: "PUT", body: new Uint8Array(bytes), headers }).then(({ status }) => status);

    it("have to be uploaded and found valid before they are sent", async () => {
      const { conversationId, communicationId, say } = await talk();
      const media = `${MESSAGES}/${conversationId}/communications/${communicationId}/messages/media`;
      const { body } = await call("POST", `${media}/uploads`, { fileName: "a.png", contentLengthBytes: 4 });
      const id = String(body["id"]);
      const status = async () => (await call("GET", `${media}/${id}`)).body["status"];
      assert.equal((await say({ mediaIds: [id] })).status, 400);
      assert.equal(await status(), "uploading");
      const url = String(body["uploadUrl"]);
      const headers = body["uploadHeaders"] as Record<string, string>;
      assert.equal(await put(url, Buffer.alloc(4), { ...headers, Authorization: "Bearer x" }), 400);
      assert.equal(await put(url, Buffer.alloc(4), headers), 200);
      assert.equal(await status(), "uploading");
      clock.advance(1000);
      assert.equal(await status(), "valid");
      assert.equal((await say({ mediaIds: [id] })).status, 200);
      const listed = await call("GET", `${media}?status=valid`);
      assert.equal((listed.body["entities"] as unknown[]).length, 1);
    });

    it("turn out to be invalid where they are not as long as was said, too large or of no known kind", async () => {
      const { conversationId, communicationId } = await talk();
      const media = `${MESSAGES}/${conversationId}/communications/${communicationId}/messages/media`;
      for (const [fileName, said, length] of [
        ["a.png", 4, 5],
        ["a.png", 6_000_000, 6_000_000],
        ["a.exe", 4, 4],
      ] as const) {
        const { body } = await call("POST", `${media}/uploads`, { fileName, contentLengthBytes: said });
        const headers = body["uploadHeaders"] as Record<string, string>;
        assert.equal(await put(String(body["uploadUrl"]), Buffer.alloc(length), headers), 200);
        clock.advance(1000);
        assert.equal((await call("GET", `${media}/${String(body["id"])}`)).body["status"], "invalid");
      }
    });
  });
});
