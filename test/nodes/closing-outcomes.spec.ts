import assert from "node:assert/strict";
import placeCall from "../../nodes/genesys-place-call";
import replyMessage from "../../nodes/genesys-reply-message";
import setPostflow from "../../nodes/genesys-set-postflow";
import simulate from "../../nodes/genesys-simulate";
import wrapUp from "../../nodes/genesys-wrap-up";
import { closingBench, other, POSTFLOW } from "../support/benches/closing";
import { CALL, fromMessage, TARGET_INPUTS } from "../support/seed";
import { passUntil, until } from "../support/until";

type Stored = Record<string, unknown>;

describe("a node that is closed while messages are in progress", () => {
  const { bench, openNode, count, openPostflow, closeWith } = closingBench();
  afterEach(() => bench().close());

  it("one that waits for the rate limit was not sent, also where a 429 refused it before", async () => {
    await openPostflow();
    bench().simulator.faults.add({ match: { operation: POSTFLOW }, fault: { retryAfter: 30 } });
    bench().start({ ...CALL, destination: "+15555550101" });
    await until(() => count(POSTFLOW) === 1 && bench().clock.pending() > 0);
    await bench().clock.advance(300);
    await until(() => bench().statuses.some(({ text }) => text?.endsWith("status.heldBack") === true));
    bench().start({ ...other(1), destination: "+15555550102" });
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(count(POSTFLOW), 1);
    assert.equal(await closeWith("genesys-set-postflow"), "Outcome unknown: 0, not sent: 2, done: 0.");
  });

  it("one whose response was lost, and that waits to be tried again, is of unknown outcome", async () => {
    await openPostflow();
    const lost = { match: { operation: POSTFLOW }, times: 9, fault: { lostAnswer: true } } as const;
    bench().simulator.faults.add(lost);
    bench().start({ ...CALL, destination: "+15555550101" });
    await until(() => count(POSTFLOW) === 2); // the first may have been for the kept connection alone
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.match(await closeWith("genesys-set-postflow"), /^Outcome unknown: 1, not sent: 0/);
  });

  it("one that has only read was not sent", async () => {
    await openNode(setPostflow, "genesys-set-postflow", {
      ...TARGET_INPUTS,
      ...fromMessage("destination"),
    });
    bench().simulator.faults.add({ match: { operation: "getConversation" }, fault: { silence: true } });
    bench().start({ ...CALL, destination: "+15555550101" });
    await until(() => count("getConversation") === 1);
    assert.equal(await closeWith("genesys-set-postflow"), "Outcome unknown: 0, not sent: 1, done: 0.");
  });

  it("one whose user is looked up by a search was not sent: a search reads", async () => {
    await openNode(wrapUp, "genesys-wrap-up", {
      ...TARGET_INPUTS,
      ...fromMessage("code"),
      target: "user",
    });
    bench().simulator.faults.add({ match: { operation: "postUsersSearch" }, fault: { silence: true } });
    bench().start({ ...CALL, userId: "ada@example.com", code: "Resolved" });
    await until(() => count("postUsersSearch") === 1);
    assert.equal(await closeWith("genesys-wrap-up"), "Outcome unknown: 0, not sent: 1, done: 0.");
  });

  it("a wrap-up that waits for the end of the leg was not sent", async () => {
    await openNode(wrapUp, "genesys-wrap-up", {
      ...TARGET_INPUTS,
      ...fromMessage("code"),
      when: "ended",
    });
    bench().start({ ...CALL, code: "Resolved" });
    await until(() => count("getConversation") === 1 && bench().clock.pending() > 0);
    assert.equal(await closeWith("genesys-wrap-up"), "Outcome unknown: 0, not sent: 1, done: 0.");
  });

  it("a call that was placed, and is not answered yet, is done", async () => {
    await openNode(placeCall, "genesys-place-call", {
      ...fromMessage("userId"),
      destination: "destination",
      destinationValueType: "msg",
      destinationType: "phone",
      waitFor: "connected",
    });
    const ada = [...bench().simulator.org.users.values()].find((user) => user.name === "Ben Agent");
    bench().start({ destination: "+15555550142", userId: ada?.id });
    await until(() => count("postConversationsCallsUserUserId") === 1);
    await passUntil(bench().clock, () => count("getConversation") > 0, 50);
    assert.equal(await closeWith("genesys-place-call"), "Outcome unknown: 0, not sent: 0, done: 1.");
  });

  const openReply = async (config: Stored): Promise<Stored> => {
    await openNode(replyMessage, "genesys-reply-message", {
      ...TARGET_INPUTS,
      ...fromMessage("text", "media"),
      ...config,
    });
    const { conversationId } = bench().simulator.act.customerWrites({ channel: "sms" });
    bench().simulator.act.agentAnswers(conversationId);
    return { conversationId };
  };

  it("a text that was sent, and whose delivery is still to be confirmed, is done", async () => {
    const msg = await openReply({ confirm: true });
    bench().start({ ...msg, text: "a text" });
    await until(() => count("getConversationsMessageMessage") === 1);
    assert.equal(await closeWith("genesys-reply-message"), "Outcome unknown: 0, not sent: 0, done: 1.");
  });

  it("a file that is being uploaded was not sent to the customer yet", async () => {
    const msg = await openReply({ content: "media" });
    bench().simulator.faults.add({ match: { method: "PUT" }, fault: { silence: true } });
    bench().start({ ...msg, media: { content: Buffer.from("a"), fileName: "a.txt" } });
    await until(() =>
      bench()
        .simulator.log.entries()
        .some(({ method }) => method === "PUT"),
    );
    assert.equal(await closeWith("genesys-reply-message"), "Outcome unknown: 0, not sent: 1, done: 0.");
  });

  it("what was to happen in the simulated org is of unknown outcome", async () => {
    await openNode(simulate, "genesys-simulate", {
      ...fromMessage("details"),
      action: "customerCalls",
    });
    bench().start({ details: { queue: "Support" } });
    assert.match(await closeWith("genesys-simulate"), /^Outcome unknown: 0, not sent: 1/);
    await bench().close();
    await openNode(simulate, "genesys-simulate", {
      ...fromMessage("details"),
      action: "customerCalls",
    });
    bench().start({ details: { queue: "Support" } });
    await Promise.resolve().then(() => new Promise((resolve) => setImmediate(resolve)));
    assert.match(await closeWith("genesys-simulate"), /^Outcome unknown: 1, not sent: 0/);
  });
});
