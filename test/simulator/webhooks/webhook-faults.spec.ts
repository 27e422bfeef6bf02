import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { createVirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { shopWebhook, type Receiver } from "./shop-webhook";

describe("the webhook of an open-messaging integration", () => {
  const clock = createVirtualClock();
  let simulator: Simulator;
  let receiver: Receiver;
  before(async () => (simulator = await startSimulator({ clock })));
  beforeEach(() => simulator.reset());
  afterEach(() => receiver.close());
  after(() => simulator.close());
  const { receiveAt, settled } = shopWebhook(() => simulator);
  const receive = async (...given: Parameters<typeof receiveAt>): Promise<void> =>
    void (receiver = await receiveAt(...given));
  const texts = () => receiver.posted.map(({ body }) => body["text"]);

  describe("with a fault", () => {
    const say = (text: string): void =>
      void simulator.webhooks.send({ type: "Text", text, conversationId: "c-1" });

    it("comes twice, in another order, or late", async () => {
      await receive();
      simulator.webhooks.fault({ kind: "duplicate" });
      say("a");
      simulator.webhooks.fault({ kind: "reorder" });
      say("b");
      say("c");
      simulator.webhooks.fault({ kind: "delay", ms: 3_000 });
      say("d");
      say("e");
      await settled(5);
      clock.advance(3_000);
      await settled(6);
      assert.deepEqual(texts(), ["a", "a", "c", "b", "e", "d"]);
    });

    it("comes behind a forged one with its id and a wrong signature, which is not sent again", async () => {
      await receive((nth) => (nth === 1 ? 503 : 200));
      simulator.webhooks.fault({ kind: "forge", type: "Text" });
      say("real");
      await settled(2);
      clock.advance(60_000);
      const [forged, real] = receiver.posted;
      assert.deepEqual(texts(), ["Forged.", "real"]);
      assert.equal(forged?.body["id"], real?.body["id"]);
      const hmac = createHmac("sha256", "the secret")
        .update(forged?.raw ?? "")
        .digest("base64");
      assert.notEqual(forged?.headers["x-hub-signature-256"], `sha256=${hmac}`);
      assert.deepEqual(
        simulator.webhooks.calls().map(({ forged }) => forged),
        [true, false],
      );
    });

    it("of a kind that there is not is refused", async () => {
      await receive();
      assert.throws(
        () => simulator.webhooks.fault({ kind: "eat" } as never),
        /no webhook fault eat.*duplicate/,
      );
    });
  });
});
