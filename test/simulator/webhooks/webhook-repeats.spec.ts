import assert from "node:assert/strict";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { createVirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { until } from "../../support/until";
import { shopWebhook, type Receiver } from "./shop-webhook";

describe("the webhook of an open-messaging integration", () => {
  const clock = createVirtualClock();
  let simulator: Simulator;
  let receiver: Receiver;
  before(async () => (simulator = await startSimulator({ clock })));
  beforeEach(() => simulator.reset());
  afterEach(() => receiver.close());
  after(() => simulator.close());
  const { receiveAt, outcomes, settled } = shopWebhook(() => simulator);
  const receive = async (...given: Parameters<typeof receiveAt>): Promise<void> =>
    void (receiver = await receiveAt(...given));

  describe("is called again", () => {
    it("after a time-out of 10 s, a 429 and a 5xx, 5 s later, and not after another status", async () => {
      const answers = ["nothing", 429, 503, 400] as const;
      await receive((nth) => answers[nth - 1] ?? 200);
      simulator.webhooks.send({ type: "Text", text: "Hi" });
      await until(() => receiver.posted.length === 1);
      clock.advance(9_999);
      assert.deepEqual(outcomes(), [[1, "open"]]);
      clock.advance(1);
      for (let count = 1; count < 4; count += 1) {
        await settled(count);
        clock.advance(4_999);
        assert.equal(outcomes().length, count);
        clock.advance(1);
        await settled(count + 1);
      }
      clock.advance(60_000);
      assert.deepEqual(outcomes(), [
        [1, "timeout"],
        [2, 429],
        [3, 503],
        [4, 400],
      ]);
    });

    it("five times at most", async () => {
      await receive(() => 500);
      simulator.webhooks.send({ type: "Text", text: "Hi" });
      for (let count = 1; count <= 6; count += 1) {
        await settled(count);
        clock.advance(5_000);
      }
      assert.deepEqual(
        outcomes().map(([attempt]) => attempt),
        [1, 2, 3, 4, 5, 6],
      );
    });

    it("not after a reset", async () => {
      await receive(() => 500);
      simulator.webhooks.send({ type: "Text", text: "Hi" });
      await settled(1);
      simulator.reset();
      clock.advance(60_000);
      assert.deepEqual([receiver.posted.length, outcomes()], [1, []]);
    });
  });
});
