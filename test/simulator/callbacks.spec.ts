import assert from "node:assert/strict";
import { createVirtualClock, type VirtualClock } from "../../nodes/lib/simulator/store/clock";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { startSimulator, type Simulator } from "../../nodes/lib/simulator/index";
import type { Got } from "./caller";
import { digitalCalls, SUPPORT } from "./digital-calls";

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

  const { call, read } = digitalCalls(() => ({ simulator, clock }));

  describe("callbacks", () => {
    const order = (more: object = {}) =>
      call("POST", "/callbacks", {
        queueId: SUPPORT,
        callbackNumbers: ["+15555550100"],
        callbackUserName: "Ada",
        data: { order: "42" },
        ...more,
      });
    const idIn = ({ body }: Got): string => (body["conversation"] as { id: string }).id;
    const inMs = (ms: number): string => new Date(clock.now() + ms).toISOString();

    it("wait for their time, then ring", async () => {
      const ordered = await order({ callbackScheduledTime: inMs(60_000) });
      const id = idIn(ordered);
      const states = async () =>
        (await read(id)).map(({ purpose, callbacks }) => [purpose, callbacks[0]?.state]);
      assert.deepEqual(await states(), [
        ["customer", "scheduled"],
        ["acd", "scheduled"],
      ]);
      const [identifier] = ordered.body["callbackIdentifiers"] as { id: string }[];
      assert.equal((await read(id))[1]?.callbacks[0]?.id, identifier?.id);
      assert.deepEqual((await read(id))[0]?.attributes, { order: "42" });
      clock.advance(61_000);
      assert.deepEqual((await states()).slice(0, 3), [
        ["customer", "connected"],
        ["acd", "connected"],
        ["agent", "alerting"],
      ]);
      assert.equal((await call("GET", `/callbacks/${id}`)).status, 200);
    });

    it("are moved to another time, and given up", async () => {
      const ordered = await order({ callbackScheduledTime: inMs(60_000) });
      const conversationId = idIn(ordered);
      const legId = (ordered.body["callbackIdentifiers"] as { id: string }[])[0]?.id;
      const agentId = idOf("user Ben Agent");
      const moved = { conversationId, agentId, callbackScheduledTime: inMs(120_000) };
      assert.equal((await call("PATCH", "/callbacks", moved)).status, 200);
      clock.advance(90_000);
      assert.equal((await read(conversationId))[0]?.callbacks[0]?.state, "scheduled");
      clock.advance(31_000);
      assert.equal((await read(conversationId))[0]?.callbacks[0]?.state, "connected");
      const named = { callbackDisconnectIdentifiers: [{ conversationId, callbackId: legId }] };
      assert.equal((await call("POST", "/callbacks/bulk/disconnect", named)).status, 202);
      clock.advance(200);
      assert.ok((await call("GET", `/${conversationId}`)).body["endTime"]);
    });

    it("want numbers, a queue and a time that is not too far away", async () => {
      const code = async (more: object) => (await order(more)).body["code"];
      assert.equal(await code({ callbackNumbers: undefined }), "callback.error.missing.callback.numbers");
      assert.equal(await code({ queueId: undefined }), "callback.error.missing.queue.id");
      const late = { callbackScheduledTime: inMs(90 * 86_400_000) };
      assert.equal(await code(late), "callback.error.scheduled.time.too.far.in.future");
    });
  });
});
