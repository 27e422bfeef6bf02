import assert from "node:assert/strict";
import { apiBench } from "../support/benches/api";
import { until } from "../support/until";

const EMAIL = {
  senderType: "Outbound",
  fromAddress: { email: "support@example.com" },
  toAddresses: [{ email: "casey@example.com" }],
  subject: "Your order",
  textBody: "It is on its way.",
};

describe("genesys-api", () => {
  const { bench, open, sent } = apiBench();
  afterEach(() => bench().close());

  for (const [what, msg, field, meant] of [
    ["a name", { operation: "getConversatoin" }, "operation", /Did you mean getConversation/],
    [
      "a parameter",
      { operation: "getConversation", parameters: { conversationID: "x" } },
      "conversationID",
      /getConversation: conversationID is not a parameter.*Did you mean conversationId/,
    ],
    [
      "a field",
      {
        operation: "postConversationsCallsUserUserId",
        parameters: { userId: "u" },
        body: { phoneNumbr: "x" },
      },
      "body.phoneNumbr",
      /body\.phoneNumbr does not exist. Did you mean phoneNumber/,
    ],
    ["no operation", {}, "operation", /msg\.operation is blank/],
    [
      "parameters that are no object",
      { operation: "getConversation", parameters: "x" },
      "parameters",
      /must be an object, but is text/,
    ],
    [
      "a file where none is taken",
      { operation: "getUser", parameters: { userId: "x" }, upload: "text" },
      "upload",
      /does not accept a file/,
    ],
  ] as const)
    it(`refuses ${what} that cannot be meant before anything is sent`, async () => {
      const { send } = await open();
      const { at, msg: caught } = await send(msg);
      assert.equal(at, "catch");
      assert.equal(caught.error?.code, "input");
      assert.equal(caught.error?.cause?.field, field);
      assert.equal(caught.error?.cause?.outcome, "notSent");
      assert.match(caught.error?.message ?? "", meant);
      assert.deepEqual(sent(), []);
    });

  it("refuses what needs a user before sending, and names the form on behalf of one", async () => {
    const { send } = await open();
    const call = { operation: "postConversationsCalls", body: { phoneNumber: "+15555550123" } };
    const { msg } = await send(call);
    assert.equal(msg.error?.code, "input");
    assert.deepEqual(msg.error?.cause?.suggestions, ["postConversationsCallsUserUserId"]);
    const { msg: other } = await send({ operation: "getUsersMe" });
    assert.match(other.error?.message ?? "", /an account in which a user has signed in/);
    assert.deepEqual(sent(), []);
  });

  for (const [verb, operation, parameters, body, times] of [
    ["repeats what reads", "getUser", { userId: "no-user" }, undefined, 2],
    ["never repeats what acts", "postConversationsEmailsAgentless", {}, EMAIL, 1],
  ] as const)
    it(`${verb} after a failure of the platform`, async () => {
      const { start, simulator, clock, arrivals } = await open();
      simulator.faults.add({ match: { operation }, fault: { status: 503 } });
      start({ operation, parameters, body });
      await until(() => simulator.log.count(operation) === 1);
      for (let passed = 0; passed < 60 && arrivals.length === 0; passed += 1) {
        await new Promise((resolve) => setTimeout(resolve, 5));
        await clock.advance(1000);
      }
      assert.equal(simulator.log.count(operation), times);
    });

  it("reports an operation that is not simulated as refused", async () => {
    const { send } = await open();
    const { msg } = await send({ operation: "getConversationsMessagesCachedmedia" });
    const { code, cause } = msg.error ?? {};
    assert.deepEqual([code, cause?.outcome, cause?.status], ["rejected", "refused", 501]);
    assert.match(String(cause?.platformMessage), /getConversationsMessagesCachedmedia/);
  });

  it("reports a method that a path does not have as refused", async () => {
    const { send, simulator } = await open();
    simulator.faults.add({
      match: { operation: "getConversationsMessagesCachedmedia" },
      fault: { status: 405 },
    });
    const { msg } = await send({ operation: "getConversationsMessagesCachedmedia" });
    assert.deepEqual([msg.error?.code, msg.error?.cause?.outcome], ["rejected", "refused"]);
  });
});
