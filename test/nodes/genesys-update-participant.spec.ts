import assert from "node:assert/strict";
import updateParticipant from "../../nodes/genesys-update-participant";
import type { Call } from "../../nodes/lib/simulator/entities/communication";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { openBench, type Bench } from "../support/flow";
import { passUntil } from "../support/until";

const CONVERSATION = "fe00260d-2b3b-44ff-bc25-6008f321c168";
const CUSTOMER = "568aeef9-663b-40f3-8eed-ba0298733191";
const AGENT = idOf("start participant agent");
const ADA = idOf("user Ada Agent");
const BEN = idOf("user Ben Agent");
const SAM = idOf("user Sam Supervisor");
const SALES = idOf("queue Sales");

const NAMES = ["conversationId", "userId", "participantId", "communicationId", "attributes", "destination"];
const inputs = Object.fromEntries(
  NAMES.flatMap((name) => [
    [name, name],
    [`${name}Type`, "msg"],
  ]),
);

describe("genesys-update-participant", () => {
  let bench: Bench;
  const open = async (config: Record<string, unknown>, more: Parameters<typeof openBench>[3] = {}) =>
    (bench = await openBench(
      updateParticipant,
      "genesys-update-participant",
      { ...inputs, ...config },
      more,
    ));
  const openAs = (userId: string, config: Record<string, unknown>) =>
    open(config, {
      account: { grant: "access-token" },
      credentials: ({ act }) => ({ accessToken: act.issueToken("sign-in", userId) }),
    });
  afterEach(() => bench.close());

  const conversation = () => {
    const found = bench.simulator.store.conversations.get(CONVERSATION);
    assert.ok(found);
    return found;
  };
  const partOf = (id: string) => {
    const found = conversation().participants.find((each) => each.id === id);
    assert.ok(found);
    return found;
  };
  const callOf = (id: string) => partOf(id).communications[0] as Call;
  const done = async (msg: Record<string, unknown> = {}) => {
    const arrival = await bench.send({ conversationId: CONVERSATION, ...msg });
    assert.equal(arrival.at, "result", arrival.msg.error?.message);
    await bench.clock.advance(1000);
    return arrival.msg;
  };
  const failed = async (msg: Record<string, unknown> = {}) => {
    const arrival = await bench.send({ conversationId: CONVERSATION, ...msg });
    assert.equal(arrival.at, "catch");
    assert.ok(arrival.msg.error?.cause);
    return {
      code: arrival.msg.error.code,
      message: arrival.msg.error.message,
      cause: arrival.msg.error.cause,
    };
  };
  const changes = () =>
    bench.simulator.log
      .entries()
      .filter(({ method, operation }) => method !== "GET" && !/oauth|Search/.test(operation ?? ""));
  const sent = () => changes().map(({ operation, body }) => [operation, body]);

  const SWITCHES = [
    ["hold", "held", true],
    ["resume", "held", false],
    ["mute", "muted", true],
    ["unmute", "muted", false],
    ["record", "recording", true],
    ["stopRecording", "recording", false],
  ] as const;
  for (const [action, flag, value] of SWITCHES) {
    it(`trap 4: ${action}: on behalf of the agent with client credentials, that property only`, async () => {
      await open({ action });
      callOf(AGENT)[flag] = !value;
      const msg = await done();
      assert.equal(callOf(AGENT)[flag], value);
      assert.deepEqual(sent(), [["patchConversationsCallParticipantUserUserId", { [flag]: value }]]);
      assert.deepEqual(msg.payload, {
        accepted: true,
        conversationId: CONVERSATION,
        participantId: AGENT,
        communicationId: callOf(AGENT).id,
        mediaType: "call",
        userId: ADA,
        action,
      });
    });

    it(`${action}: through the medium's own path for a signed-in user`, async () => {
      await openAs(ADA, { action });
      callOf(AGENT)[flag] = !value;
      await done();
      assert.equal(callOf(AGENT)[flag], value);
      assert.deepEqual(sent(), [["patchConversationsCallParticipant", { [flag]: value }]]);
    });

    it(`${action}: already so is success without a request`, async () => {
      await open({ action });
      callOf(AGENT)[flag] = value;
      const msg = await done();
      assert.equal((msg.payload as { already?: boolean }).already, true);
      assert.deepEqual(sent(), []);
    });
  }

  describe("disconnect", () => {
    it("lets one party go, here the agent, and takes it for done a second time", async () => {
      await open({ action: "disconnect" });
      await done();
      assert.equal(callOf(AGENT).disconnectType, "client");
      const msg = await done();
      assert.equal((msg.payload as { already?: boolean }).already, true);
      assert.equal(changes().length, 1);
    });

    it("refuses the last customer before anything is changed", async () => {
      await open({ action: "disconnect", target: "customer" });
      const { code, cause, message } = await failed();
      assert.deepEqual([code, cause.field, cause.outcome], ["input", "allowLastCustomer", "notSent"]);
      assert.match(message, /last customer/);
      assert.deepEqual(sent(), []);
      assert.equal(callOf(CUSTOMER).state, "connected");
    });

    it("refuses the last customer also where another one was there and has left", async () => {
      await open({ action: "disconnect", target: "ids" });
      const left = structuredClone(partOf(CUSTOMER));
      const [call] = left.communications as Call[];
      assert.ok(call);
      left.id = idOf("an earlier customer");
      Object.assign(call, {
        id: idOf("their call"),
        state: "disconnected",
        disconnectedAt: bench.clock.now(),
      });
      conversation().participants.unshift(left);
      const { cause } = await failed({ participantId: CUSTOMER });
      assert.deepEqual([cause.field, cause.outcome], ["allowLastCustomer", "notSent"]);
      assert.deepEqual(sent(), []);
    });

    it("refuses the last customer also by ids", async () => {
      await open({ action: "disconnect", target: "ids" });
      const { cause } = await failed({ participantId: CUSTOMER });
      assert.equal(cause.field, "allowLastCustomer");
      assert.deepEqual(sent(), []);
    });

    it("does not take a word for the permission to let the last customer go", async () => {
      await open({ action: "disconnect", target: "customer", allowLastCustomer: "false" });
      const { msg } = await bench.send({});
      assert.deepEqual([msg.error?.code, msg.error?.cause?.field], ["config", "allowLastCustomer"]);
    });

    it("disconnects the last customer where that is allowed", async () => {
      await open({ action: "disconnect", target: "customer", allowLastCustomer: true });
      await done();
      assert.equal(callOf(CUSTOMER).state, "disconnected");
      assert.deepEqual(sent(), [["patchConversationParticipant", { state: "disconnected" }]]);
    });

    it("trap 8: ejects one party of a conference, and the others talk on", async () => {
      await open({ action: "disconnect", target: "ids" });
      const { participantId } = bench.simulator.act.conferenceFormed(CONVERSATION, { flagged: true });
      await done({ participantId });
      assert.equal(callOf(participantId).state, "disconnected");
      assert.equal(callOf(CUSTOMER).state, "connected");
      assert.equal(callOf(AGENT).state, "connected");
    });

    it("is done where the party has left between reading and asking", async () => {
      await open({ action: "disconnect", target: "ids", allowLastCustomer: true });
      bench.simulator.act.agentHangsUp(CONVERSATION);
      const msg = await done({ participantId: AGENT });
      assert.equal((msg.payload as { already?: boolean }).already, true);
    });

    it("is done once although its answer is lost", async () => {
      await open({ action: "disconnect" });
      bench.simulator.faults.add({
        match: { operation: "patchConversationsCallParticipantUserUserId" },
        fault: { lostAnswer: true },
      });
      bench.start({ conversationId: CONVERSATION });
      await passUntil(bench.clock, () => bench.arrivals.length !== 0);
      assert.equal(bench.arrivals[0]?.at, "result");
      await bench.clock.advance(1000); // accepted is not done yet
      assert.equal(callOf(AGENT).state, "disconnected");
    });
  });

  describe("by ids", () => {
    it("reads nothing, and the participant's id is enough", async () => {
      await open({ action: "hold", target: "ids" });
      await done({ participantId: AGENT });
      assert.equal(bench.simulator.log.count("getConversation"), 0);
      assert.deepEqual(sent(), [["patchConversationParticipant", { held: true }]]);
    });

    it("wants that id", async () => {
      await open({ action: "hold", target: "ids" });
      const { code, cause } = await failed();
      assert.deepEqual([code, cause.field], ["input", "participantId"]);
      assert.equal(bench.simulator.log.count(), 0);
    });
  });

  describe("confine and release", () => {
    it("confines a party of a conference and releases it", async () => {
      await open({ action: "confine", target: "ids" });
      const { participantId } = bench.simulator.act.conferenceFormed(CONVERSATION);
      await done({ participantId });
      assert.equal(callOf(participantId).confined, true);
    });

    it("says that it takes a conference", async () => {
      await open({ action: "confine", target: "customer" });
      const { code, message, cause } = await failed();
      assert.equal(code, "rejected");
      assert.equal(cause.platformCode, "conversation.error.cannot.confine.party");
      assert.match(message, /three or more/);
    });
  });

  it("says that an alerting call cannot be held", async () => {
    await open({ action: "hold", target: "ids" });
    callOf(AGENT).state = "alerting";
    const { code, message } = await failed({ participantId: AGENT });
    assert.equal(code, "rejected");
    assert.match(message, /still alerting/);
  });

  it("says who may record: a user who is on the call", async () => {
    await openAs(SAM, { action: "record" });
    const { code, message } = await failed();
    assert.equal(code, "denied");
    assert.match(message, /only by a user who is on the call/);
  });

  describe("set attributes", () => {
    it("adds texts to what is there, and sends only what differs", async () => {
      await open({ action: "setAttributes", target: "customer" });
      const msg = await done({ attributes: { language: "en-US", order: 7, vip: true } });
      assert.deepEqual(partOf(CUSTOMER).attributes, { language: "en-US", order: "7", vip: "true" });
      assert.deepEqual(sent(), [
        ["patchConversationParticipantAttributes", { attributes: { order: "7", vip: "true" } }],
      ]);
      assert.deepEqual((msg.payload as { attributes: object }).attributes, {
        language: "en-US",
        order: 7,
        vip: true,
      });
      const again = await done({ attributes: { order: "7" } });
      assert.equal((again.payload as { already?: boolean }).already, true);
    });

    const WRONG: [what: string, attributes: unknown, says: RegExp][] = [
      ["nothing", undefined, /"attributes" is missing/],
      ["no name", {}, /contains no attribute/],
      ["null", { a: null }, /"attributes.a" must be text.*but is null/],
      ["an object", { a: { b: 1 } }, /"attributes.a".*an object/],
      ["a list", { a: [1] }, /"attributes.a".*a list/],
      ["a text", "a=1", /"attributes" must be .*record|object/],
    ];
    for (const [what, attributes, says] of WRONG)
      it(`refuses ${what} before anything is sent`, async () => {
        await open({ action: "setAttributes" });
        const { code, message, cause } = await failed({ attributes });
        assert.deepEqual([code, cause.field, cause.outcome], ["input", "attributes", "notSent"]);
        assert.match(message, says);
        assert.equal(bench.simulator.log.count(), 0);
      });

    it("does not care for attributes that another action finds in the message", async () => {
      await open({ action: "hold" });
      await done({ attributes: { a: null }, destination: { x: 1 } });
      assert.equal(callOf(AGENT).held, true);
    });
  });

  describe("transfer", () => {
    const TARGETS = [
      ["user", "ben.agent@example.com", "postConversationParticipantReplaceAgent", { userId: BEN }],
      ["queue", SALES, "postConversationParticipantReplaceQueue", { queueId: SALES }],
      ["queue", "Sales", "postConversationParticipantReplaceQueue", { queueName: "Sales" }],
      ["address", "+1 555 555 0142", "postConversationParticipantTransfer", { address: "+15555550142" }],
      ["address", "Ben Agent", "postConversationParticipantTransfer", { address: "Ben Agent" }],
    ] as const;
    for (const [transferTo, destination, operation, body] of TARGETS)
      it(`to the ${transferTo} ${destination}`, async () => {
        await open({ action: "transfer", transferTo });
        await done({ destination });
        assert.deepEqual(sent(), [[operation, body]]);
        assert.equal(callOf(AGENT).disconnectType, "transfer");
        assert.equal(callOf(CUSTOMER).state, "connected");
      });

    it("rings at an agent of the queue", async () => {
      await open({ action: "transfer", transferTo: "queue" });
      await done({ destination: SALES });
      await bench.clock.advance(5000);
      assert.equal(conversation().participants.at(-1)?.userId, BEN);
    });

    const NOWHERE: [string, Record<string, unknown>, string, unknown, RegExp][] = [
      ["nowhere", {}, "queue", undefined, /"destination" is missing/],
      ["a number that is none", {}, "address", "+1555", /TOO_SHORT/],
      ["the same user", {}, "user", ADA, /the user who is to be replaced/],
    ];
    for (const [what, , transferTo, destination, says] of NOWHERE)
      it(`refuses a transfer to ${what}`, async () => {
        await open({ action: "transfer", transferTo });
        const { code, message, cause } = await failed({ destination });
        assert.deepEqual([code, cause.field], ["input", "destination"]);
        assert.match(message, says);
        assert.deepEqual(sent(), []);
      });

    it("says that nobody has the e-mail address, naming the field", async () => {
      await open({ action: "transfer", transferTo: "user" });
      const { code, cause } = await failed({ destination: "nobody@example.com" });
      assert.deepEqual([code, cause.field], ["missing", "destination"]);
    });

    it("says that there is no such queue", async () => {
      await open({ action: "transfer" });
      const { code, cause } = await failed({ destination: "No Queue" });
      assert.deepEqual([code, cause.platformCode], ["rejected", "conversations.error.queue.not.found"]);
    });

    it("is never asked for twice when its answer is lost", async () => {
      await open({ action: "transfer" });
      bench.simulator.faults.add({
        match: { operation: "postConversationParticipantReplaceQueue" },
        fault: { lostAnswer: true },
      });
      const { code, cause } = await failed({ destination: SALES });
      assert.deepEqual([code, cause.outcome], ["network", "unknown"]);
      assert.equal(changes().length, 1);
    });
  });

  describe("supervision", () => {
    const LINKS = [
      ["monitor", "monitoredParticipantId"],
      ["coach", "coachedParticipantId"],
      ["barge", "bargedParticipantId"],
    ] as const;
    for (const [action, link] of LINKS)
      it(`${action}: the signed-in user comes into the agent's call, once`, async () => {
        await openAs(SAM, { action });
        await done();
        const sam = conversation().participants.at(-1);
        assert.equal(sam?.userId, SAM);
        assert.equal(sam[link], AGENT);
        const msg = await done();
        assert.equal((msg.payload as { already?: boolean }).already, true);
        assert.equal(changes().length, 1);
      });

    it("monitor with client credentials is refused with the grant and permission that it takes, before it is sent", async () => {
      await open({ action: "monitor" });
      const { code, message, cause } = await failed();
      assert.deepEqual([code, cause.outcome], ["config", "notSent"]);
      assert.match(message, /authorization code.*conversation:call:monitor/);
      assert.deepEqual(sent(), []);
    });

    it("trap 2: coach with client credentials is refused as a 400, explained, and not asked for again", async () => {
      await open({ action: "coach" });
      const { code, message } = await failed();
      assert.equal(code, "rejected");
      assert.match(message, /signed-in user/);
      assert.equal(changes().length, 1);
      assert.equal(bench.simulator.log.count("oauthToken"), 1);
    });
  });

  it("names the permission that is missing", async () => {
    await open({ action: "hold" }, { credentials: { clientId: "limited", clientSecret: "limited" } });
    const { code, cause } = await failed();
    assert.equal(code, "denied");
    assert.ok((cause.missingPermissions as string[]).includes("conversation:communication:disconnect"));
  });

  it("says that there is no such leg", async () => {
    await open({ action: "hold", target: "user" });
    const { code } = await failed({ userId: BEN });
    assert.equal(code, "noTarget");
  });
});
