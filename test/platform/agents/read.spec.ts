import assert from "node:assert/strict";
import type { Agent } from "../../../nodes/lib/platform/agents/read";
import { idOf } from "../../../nodes/lib/simulator/store/ids";
import { BEN, openAgents, type Agents } from "./agents-org";

const ADA = idOf("user Ada Agent");
const TOKENS = "deleteToken";

describe("an agent", () => {
  let agents: Agents;
  beforeEach(async () => (agents = await openAgents()));
  afterEach(() => agents.close());

  const read = async (user: string) =>
    (await agents.update({ action: "read", user })).facts as unknown as Agent;

  it("is read with presence, routing status, queues and conversations", async () => {
    await agents.update({ action: "deactivateQueues", user: ADA, queues: ["VIP"] });
    await agents.org.clock.advance(1_000);
    const { name, email, presence, routingStatus, queues, conversations, withheld } =
      await read("ada.agent@example.com");
    assert.deepEqual([name, email, withheld], ["Ada Agent", "ada.agent@example.com", undefined]);
    assert.deepEqual(presence, {
      id: idOf("presence On Queue"),
      name: "On Queue",
      systemPresence: "On Queue",
    });
    assert.equal(routingStatus?.status, "INTERACTING");
    assert.deepEqual(
      queues?.filter(({ active }) => !active).map((queue) => queue.name),
      ["VIP"],
    );
    assert.equal(queues?.length, 8);
    assert.equal(conversations?.length, 1);
    const [call] = conversations;
    assert.deepEqual(
      [call?.conversationId, call?.mediaType, call?.state],
      ["fe00260d-2b3b-44ff-bc25-6008f321c168", "call", "connected"],
    );
    assert.ok(call?.participantId && call.communicationId);
  });

  it("has no conversation that others have, or that is over", async () => {
    assert.deepEqual((await read(BEN)).conversations, []);
  });

  it("shows what the account may not read, and reads the rest", async () => {
    agents.simulator.faults.add({
      match: { operation: "postAnalyticsConversationsDetailsQuery" },
      fault: {
        status: 403,
        body: {
          code: "missing.any.permissions",
          message:
            "Unable to perform the requested action. You must have at least one of the following permissions assigned: [analytics:conversationDetail:view]",
          status: 403,
        },
      },
    });
    const { conversations, queues, withheld } = await read(BEN);
    assert.deepEqual([conversations, queues?.length], [undefined, 8]);
    assert.equal(withheld?.[0]?.part, "conversations");
    assert.deepEqual(withheld?.[0]?.missingPermissions, ["analytics:conversationDetail:view"]);
  });

  it("is found by a name, and ambiguous by one that several have", async () => {
    const { users } = agents.simulator.org;
    const ben = users.get(BEN) ?? assert.fail();
    users.set("other", { ...ben, id: "other", email: "other@example.com" });
    const { code, cause } = await agents.refused({ user: "Ben Agent" });
    assert.deepEqual([code, cause["emails"]], ["ambiguous", ["ben.agent@example.com", "other@example.com"]]);
  });

  it("is signed out by the end of their tokens", async () => {
    agents.simulator.act.issueToken("sign-in", BEN);
    await agents.update({ action: "signOut" });
    assert.equal(agents.requests(TOKENS).length, 1);
    assert.ok(![...agents.simulator.store.tokens.values()].some(({ userId }) => userId === BEN));
  });

  it("is never the account itself: `me` is not the name of a user", async () => {
    const { code } = await agents.refused({ action: "signOut", user: "me" });
    assert.deepEqual([code, agents.requests(TOKENS).length], ["input", 0]);
  });
});

describe("the routing status of an agent", () => {
  let agents: Agents;
  beforeEach(async () => (agents = await openAgents()));
  afterEach(() => agents.close());

  const SET = "putUserRoutingstatus";
  const user = () => agents.simulator.org.users.get(BEN) ?? assert.fail();
  const setIdle = () => agents.update({ action: "setRoutingStatus" });

  it("is set to idle after the agent has not responded", async () => {
    user().routingStatus = "NOT_RESPONDING";
    const { already, facts } = await setIdle();
    assert.deepEqual([already, facts["routingStatus"], user().routingStatus], [false, "IDLE", "IDLE"]);
    assert.deepEqual(agents.requests(SET)[0]?.body, { status: "IDLE" });
  });

  it("is not set where it is so already", async () => {
    const { already } = await setIdle();
    assert.deepEqual([already, agents.requests(SET).length], [true, 0]);
  });

  it("is not set off the queue, which is said before anything is sent", async () => {
    user().routingStatus = "OFF_QUEUE";
    const { code, cause, message } = await agents.refused({ action: "setRoutingStatus" });
    assert.deepEqual([code, cause.outcome, agents.requests(SET).length], ["conflict", "notSent", 0]);
    assert.match(message, /Set the presence "On Queue" first/);
  });

  for (const [name, fault] of [
    ["a lost answer", { lostAnswer: true }],
    ["a 503", { status: 503 }],
    ["a 429", { retryAfter: 2 }],
  ] as const)
    it(`is set after ${name}`, async () => {
      user().routingStatus = "NOT_RESPONDING";
      agents.simulator.faults.add({ match: { operation: SET }, fault });
      const { already } = await setIdle();
      assert.deepEqual([already, user().routingStatus], [false, "IDLE"]);
    });
});
