import assert from "node:assert/strict";
import { createVirtualClock, type VirtualClock } from "../../nodes/lib/simulator/store/clock";
import { startSimulator, type Simulator } from "../../nodes/lib/simulator/index";
import { CALL } from "../support/seed";
import { digitalCalls } from "./digital-calls";

/** Media other than calls, seen over HTTP; every answer is held against the platform's model. */
describe("simulator: e-mails, callbacks and their like", () => {
  let clock: VirtualClock;
  let simulator: Simulator;
  before(async () => {
    clock = createVirtualClock();
    simulator = await startSimulator({ clock });
  });
  beforeEach(() => simulator.reset());
  after(() => simulator.close());

  const { call, talk } = digitalCalls(() => ({ simulator, clock }));

  describe("the rest of the digital tools", () => {
    it("meetings are made, read and expire", async () => {
      const made = await call("POST", "/videos/meetings", { ephemeral: true, expireTimeDays: 1 });
      const path = `/videos/meetings/${String(made.body["id"])}`;
      assert.deepEqual((await call("GET", path)).body, made.body);
      const details = await call("GET", `/videos/${String(made.body["conferenceId"])}/details`);
      assert.equal(details.status, 200);
      clock.advance(86_400_000);
      simulator.act.issueToken();
      assert.equal((await call("GET", path)).status, 404);
    });

    it("a fax says where its document goes", async () => {
      const { body } = await call("POST", "/faxes", { addresses: ["+15555550100"] });
      assert.equal(body["uploadMethodType"], "SINGLE_PUT");
      assert.equal((await call("POST", "/faxes", { addresses: [] })).status, 400);
    });

    it("integrations come in pages, with what is expanded", async () => {
      const list = async (query: string) => (await call("GET", `/messaging/integrations${query}`)).body;
      const first = await list("?pageSize=2");
      assert.equal((first["entities"] as unknown[]).length, 2);
      assert.equal(first["pageCount"], 2);
      const next = await call("GET", String(first["nextUri"]));
      assert.equal((next.body["entities"] as unknown[]).length, 1);
      const expanded = (await list("?expand=supportedContent,messagingSetting"))["entities"] as {
        supportedContent: object;
        messagingSetting: object;
      }[];
      assert.ok(expanded.every(({ supportedContent }) => "mediaTypes" in supportedContent));
      assert.ok(expanded.every(({ messagingSetting }) => "event" in messagingSetting));
      assert.deepEqual((await list("?messagingSetting.id=other"))["entities"], []);
      assert.equal((await call("GET", "/messaging/integrations?pageSize=0")).status, 400);
      for (const type of ["open", "whatsapp"]) {
        const own = (await call("GET", `/messaging/integrations/${type}`)).body["entities"] as {
          id: string;
        }[];
        assert.equal((await call("GET", `/messaging/integrations/${type}/${own[0]?.id}`)).status, 200);
      }
    });

    it("external contacts are found by their number and by a part of their name", async () => {
      const contacts = "/api/v2/externalcontacts";
      const byNumber = await call("GET", `${contacts}/reversewhitepageslookup?lookupVal=%2B15555550123`);
      assert.equal((byNumber.body["contacts"] as unknown[]).length, 1);
      const byName = await call("GET", `${contacts}/contacts?q=casey`);
      assert.equal((byName.body["entities"] as unknown[]).length, 1);
      const none = await call("GET", `${contacts}/reversewhitepageslookup?lookupVal=unknown`);
      assert.deepEqual(none.body["contacts"], []);
    });

    it("internal messages are written by a user, read one by one, and listed, on their own leg only", async () => {
      const id = talk("internalMessage");
      const shown = (await call("GET", `/${id}`)).body["participants"] as {
        userId?: string;
        internalMessages: { id: string; messages: { messageId: string }[] }[];
      }[];
      const leg = shown.findLast(({ userId }) => userId !== undefined)?.internalMessages[0];
      const path = `/${id}/communications/${leg?.id}/internalmessages`;
      const entities = async () => (await call("GET", path)).body["entities"];
      assert.deepEqual(await entities(), []);
      const sent = await call("POST", path, { text: "Do you know the answer?" });
      assert.equal(sent.status, 202);
      const one = await call("GET", `${path}/${String(sent.body["id"])}`);
      assert.deepEqual(one.body, sent.body);
      assert.deepEqual(await entities(), [sent.body]);
      assert.equal((await call("GET", `${path}/unknown`)).status, 404);

      const other = CALL.conversationId;
      const foreign = CALL.communicationId;
      for (const [conversationId, communicationId] of [
        [id, "unknown"],
        [id, foreign],
        [other, foreign],
        ["unknown", leg?.id],
      ])
        assert.equal(
          (await call("GET", `/${conversationId}/communications/${communicationId}/internalmessages`)).status,
          404,
        );
    });
  });
});
