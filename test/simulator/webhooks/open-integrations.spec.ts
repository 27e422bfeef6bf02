import assert from "node:assert/strict";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { idOf } from "../../../nodes/lib/simulator/store/ids";
import { checkedCaller } from "../../support/models";

const PATH = "/api/v2/conversations/messaging/integrations/open";
const WANTED = {
  name: "Chat",
  outboundNotificationWebhookUrl: "https://chat.example/hook",
  outboundNotificationWebhookSignatureSecretToken: "a secret of it",
};

describe("open-messaging integrations", () => {
  let simulator: Simulator;
  before(async () => (simulator = await startSimulator()));
  beforeEach(() => simulator.reset());
  after(() => simulator.close());
  const call = (method: string, path: string, body?: unknown) =>
    checkedCaller(simulator).call(method, path, body);

  it("can be created with a webhook and a secret, which is not shown again", async () => {
    const { status, body, text } = await call("POST", PATH, WANTED);
    assert.equal(status, 200);
    assert.equal(body["outboundNotificationWebhookUrl"], WANTED.outboundNotificationWebhookUrl);
    assert.equal(body["createStatus"], "Completed");
    assert.doesNotMatch(text, /a secret of it/);
    const { body: again } = await call("GET", `${PATH}/${String(body["id"])}`);
    assert.equal(again["name"], "Chat");
  });

  it("can be changed and deleted", async () => {
    const { body } = await call("POST", PATH, WANTED);
    const path = `${PATH}/${String(body["id"])}`;
    const { body: changed } = await call("PATCH", path, { name: "Chat 2" });
    assert.deepEqual(
      [changed["name"], changed["outboundNotificationWebhookUrl"]],
      ["Chat 2", WANTED.outboundNotificationWebhookUrl],
    );
    assert.equal((await call("DELETE", path)).status, 204);
    assert.equal((await call("GET", path)).status, 404);
  });

  it("are refused without a URL, with a broken one, and with a name that is taken", async () => {
    const bodies = [
      { ...WANTED, outboundNotificationWebhookUrl: undefined },
      { ...WANTED, outboundNotificationWebhookUrl: "chat" },
      { ...WANTED, name: "Web shop" },
    ];
    for (const body of bodies)
      assert.equal((await call("POST", PATH, body)).status, 400, JSON.stringify(body));
    const shop = `${PATH}/${idOf("integration Web shop")}`;
    assert.equal((await call("PATCH", shop, { name: "Web shop" })).status, 200);
    assert.equal(
      (await call("PATCH", `${PATH}/${idOf("integration Text line")}`, { name: "x" })).status,
      404,
    );
  });
});
