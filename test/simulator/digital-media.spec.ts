import assert from "node:assert/strict";
import { createVirtualClock, type VirtualClock } from "../../nodes/lib/simulator/store/clock";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { startSimulator, type Simulator } from "../../nodes/lib/simulator/index";
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

  const { call, read, agentOf, talk } = digitalCalls(() => ({ simulator, clock }));

  describe("what all media share", () => {
    for (const [mediaType, media] of [
      ["email", "emails"],
      ["message", "messages"],
      ["callback", "callbacks"],
      ["cobrowsesession", "cobrowsesessions"],
    ] as const) {
      it(`${media}: a user's own are listed while they take part`, async () => {
        const id = talk(mediaType);
        const own = async (user: string) =>
          ((await call("GET", `/${media}`, undefined, user)).body["entities"] as { id: string }[]).map(
            (each) => each.id,
          );
        assert.deepEqual(await own("Ben Agent"), [id]);
        assert.deepEqual(await own("Sam Supervisor"), []);
        assert.equal((await call("GET", `/${media}`)).body["code"], "not.a.user");
      });

      it(`${media}: attributes, the end of one leg, and after-call work for the agent`, async () => {
        const id = talk(mediaType);
        const { id: participantId, ...agent } = await agentOf(id);
        const attributes = `/${media}/${id}/participants/${participantId}/attributes`;
        assert.equal((await call("PATCH", attributes, { attributes: { order: "7" } })).status, 202);
        clock.advance(200);
        assert.deepEqual((await agentOf(id)).attributes, { order: "7" });
        const legs = agent[media as "emails"];
        const end = `/${media}/${id}/participants/${participantId}/communications/${legs[0]?.id}`;
        assert.equal((await call("PATCH", end, { state: "disconnected" })).status, 200);
        assert.equal(
          (await call("PATCH", end, { state: "connected" })).body["code"],
          "communication.state.required",
        );
        clock.advance(200);
        const ended = await agentOf(id);
        assert.equal(ended[media as "emails"][0]?.disconnectType, "client");
        assert.equal(ended[media as "emails"][0]?.afterCallWork?.state, "pending");
        assert.ok((await call("GET", `/${id}`)).body["endTime"]);
      });

      it(`${media}: the whole conversation ends on request`, async () => {
        const id = talk(mediaType);
        const seen = (await call("GET", `/${id}`)).body;
        const body = { startTime: seen["startTime"], participants: [], state: "disconnected" };
        assert.equal((await call("PATCH", `/${media}/${id}`, body)).status, 200);
        clock.advance(200);
        assert.ok((await call("GET", `/${id}`)).body["endTime"]);
      });

      it(`${media}: goes to another agent, who has to answer, or to another queue, which rings`, async () => {
        const id = talk(mediaType);
        const replace = async (body: object) =>
          call("POST", `/${media}/${id}/participants/${(await agentOf(id)).id}/replace`, body);
        const self = await replace({ userId: idOf("user Ben Agent") });
        assert.equal(self.body["code"], "conversations.error.transfer.same.party");
        assert.equal((await replace({ userId: idOf("user Lee Limited") })).status, 202);
        clock.advance(200);
        const lee = await agentOf(id);
        assert.equal(lee.userId, idOf("user Lee Limited"));
        assert.equal(lee[media as "emails"][0]?.state, "alerting");
        simulator.act.agentAnswers(id);
        assert.equal((await replace({ queueId: idOf("queue Sales") })).status, 202);
        clock.advance(2000);
        const queue = (await read(id)).findLast(({ purpose }) => purpose === "acd");
        assert.equal(queue?.queueId, idOf("queue Sales"));
        assert.equal(queue[media as "emails"][0]?.state, "connected");
        assert.equal((await call("GET", `/${id}`)).body["endTime"], undefined);
      });
    }

    for (const media of ["emails", "messages"] as const)
      it(`${media}: are parked and taken up again`, async () => {
        const id = talk(media.slice(0, -1));
        const park = async (state: string) =>
          call("PATCH", `/${media}/${id}/participants/${(await agentOf(id)).id}/parkingstate`, { state });
        assert.equal((await park("parked")).status, 204);
        clock.advance(200);
        assert.equal((await agentOf(id))[media][0]?.state, "parked");
        assert.equal((await park("connected")).status, 204);
        clock.advance(200);
        assert.equal((await agentOf(id))[media][0]?.state, "connected");
        assert.equal((await park("alerting")).status, 400);
      });
  });
});
