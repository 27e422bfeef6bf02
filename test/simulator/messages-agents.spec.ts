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

  const { call, read, legOf } = messageCalls(() => ({ simulator, clock }));

  describe("agents", () => {
    it("each alert and each coming back is a new participant with a new communication", async () => {
      const { conversationId } = simulator.act.customerWrites();
      simulator.act.agentDeclines(conversationId);
      clock.advance(10_000);
      simulator.act.agentAnswers(conversationId);
      simulator.act.agentCompletes(conversationId);
      assert.ok((await call("GET", `/api/v2/conversations/${conversationId}`)).body["endTime"]);
      simulator.act.customerWrites({ conversationId });
      simulator.act.agentAnswers(conversationId);
      const agents = (await read(conversationId)).filter(({ purpose }) => purpose === "agent");
      const ids = new Set(agents.flatMap(({ id, messages }) => [id, messages[0]?.id]));
      assert.equal(ids.size, agents.length * 2);
      assert.equal(agents.at(-1)?.messages[0]?.state, "connected");
      assert.equal((await call("GET", `/api/v2/conversations/${conversationId}`)).body["endTime"], undefined);
    });

    it("an agent who answers before the queue has alerted one is the only one who is alerted", async () => {
      const { conversationId } = simulator.act.customerWrites();
      clock.advance(simulator.settings.alertAfterMs - 1);
      simulator.act.agentAnswers(conversationId);
      clock.advance(1_000);
      const agents = (await read(conversationId)).filter(({ purpose }) => purpose === "agent");
      assert.deepEqual(
        agents.map(({ messages }) => messages[0]?.state),
        ["connected"],
      );
    });

    it("an alert that is not answered ends as system, and no agent owes a wrap-up for it", async () => {
      const { conversationId } = simulator.act.customerWrites();
      clock.advance(9_000);
      const agent = (await read(conversationId)).find(({ purpose }) => purpose === "agent");
      assert.equal(agent?.messages[0]?.disconnectType, "system");
      assert.equal(agent.wrapupRequired, false);
    });

    it("answer, write and leave over the API; the customer's leg ends with theirs", async () => {
      const { conversationId } = simulator.act.customerWrites();
      clock.advance(1000);
      const { participantId, id } = await legOf(conversationId, "agent");
      const patch = (body: object) =>
        call("PATCH", `${MESSAGES}/${conversationId}/participants/${participantId}`, body);
      assert.equal((await patch({ state: "connected" })).status, 202);
      clock.advance(200);
      assert.equal((await legOf(conversationId, "agent")).state, "connected");
      const typing = `${MESSAGES}/${conversationId}/communications/${id}/typing`;
      assert.equal((await call("POST", typing, { typing: { type: "On" } })).status, 204);
      assert.equal((await patch({ state: "disconnected" })).status, 202);
      clock.advance(200);
      const customer = await legOf(conversationId, "customer");
      assert.equal(customer.disconnectType, "peer");
      assert.equal(customer.state, "disconnected", "a message leg is never shown as terminated");
      const flat = await call("GET", `${MESSAGES}/${conversationId}`);
      assert.equal((flat.body["participants"] as { state: string }[])[0]?.state, "terminated");
    });

    it("cannot write before they have answered or after they have left", async () => {
      const { conversationId } = simulator.act.customerWrites();
      clock.advance(1000);
      const { id } = await legOf(conversationId, "agent");
      const path = `${MESSAGES}/${conversationId}/communications/${id}/messages`;
      assert.equal((await call("POST", path, { textBody: "x" })).status, 400);
      simulator.act.agentAnswers(conversationId);
      assert.equal((await call("POST", path, { textBody: "x" })).status, 200);
      simulator.act.agentCompletes(conversationId);
      assert.equal((await call("POST", path, { textBody: "x" })).status, 400);
    });
  });
});
