import assert from "node:assert/strict";
import placeCall from "../../nodes/genesys-place-call";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { openBench, type Arrival, type Bench } from "../support/flow";
import { deployAccount } from "../support/redeploy";
import { passUntil, until } from "../support/until";

const BEN = idOf("user Ben Agent");
const NUMBER = "+15555550142";
const POST = "postConversationsCallsUserUserId";

const INPUTS = [
  "userId",
  "callFromQueueId",
  "callerId",
  "callerIdName",
  "priority",
  "languageId",
  "routingSkillsIds",
  "attributes",
  "uuiData",
  "externalContactId",
  "label",
];
const inputs = Object.fromEntries(
  INPUTS.flatMap((name) => [
    [name, name],
    [`${name}Type`, "msg"],
  ]),
);

describe("genesys-place-call", () => {
  let bench: Bench;
  const open = async (config: Record<string, unknown> = {}, more: Parameters<typeof openBench>[3] = {}) =>
    (bench = await openBench(
      placeCall,
      "genesys-place-call",
      { ...inputs, destination: "destination", destinationValueType: "msg", ...config },
      more,
    ));
  afterEach(() => bench.close());

  /** Sends and lets time pass until something comes out. */
  const play = async (msg: Record<string, unknown>, forMs = 200_000): Promise<Arrival> => {
    const before = bench.arrivals.length;
    bench.start(msg);
    await until(() => bench.arrivals.length > before || bench.simulator.log.count() > 1);
    for (let passed = 0; passed < forMs && bench.arrivals.length === before; passed += 500) {
      await bench.clock.advance(500);
      await new Promise((resolve) => setTimeout(resolve, 3)); // real sockets bring the answers of this step
    }
    const arrival = bench.arrivals[before];
    assert.ok(arrival, "nothing came out");
    return arrival;
  };
  const posted = () =>
    bench.simulator.log.entries().filter(({ method, path }) => method === "POST" && /\/calls/.test(path));
  const placed = () => bench.simulator.store.conversations.size - 1;

  describe("with client credentials", () => {
    it("calls on behalf of a user named by e-mail, with the number in E.164", async () => {
      await open({ country: "us" });
      const { at, msg } = await bench.send({
        destination: "(555) 555-0142",
        userId: "Ben.Agent@example.com",
        topic: "kept",
      });
      assert.equal(at, "result", msg.error?.message);
      const [call] = posted();
      assert.equal(call?.path, `/api/v2/conversations/calls/user/${BEN}`);
      assert.deepEqual(call.body, { phoneNumber: NUMBER });
      const { conversationId } = msg;
      assert.deepEqual(msg.payload, {
        accepted: true,
        conversationId,
        mediaType: "call",
        userId: BEN,
        destination: NUMBER,
        state: "created",
      });
      assert.equal(msg.topic, "kept");
      assert.ok(bench.simulator.store.conversations.has(conversationId as string));
    });

    it("looks a user up once, however many calls", async () => {
      await open();
      for (let i = 0; i < 3; i += 1)
        await bench.send({ destination: NUMBER, userId: "ben.agent@example.com" });
      assert.equal(bench.simulator.log.count("postUsersSearch"), 1);
      assert.equal(placed(), 3);
    });

    it("sends every detail under its own name, attributes as texts", async () => {
      await open();
      const details = {
        callFromQueueId: idOf("queue Sales"),
        callerId: "+1 555 555 0199",
        callerIdName: "Sales",
        uuiData: "00C8",
        externalContactId: "contact",
        label: "gold",
      };
      const { at, msg } = await bench.send({
        destination: NUMBER,
        userId: BEN,
        ...details,
        attributes: { order: 7, vip: true, name: "x" },
        priority: 3,
      });
      assert.equal(at, "result", msg.error?.message);
      assert.deepEqual(posted()[0]?.body, {
        phoneNumber: NUMBER,
        ...details,
        callerId: "+15555550199",
        attributes: { order: "7", vip: "true", name: "x" },
      });
    });

    it("calls a user by e-mail address", async () => {
      await open({ destinationType: "user", waitFor: "connected" });
      const { at, msg } = await play({ destination: "sam.supervisor@example.com", userId: BEN });
      assert.equal(at, "result", msg.error?.message);
      assert.deepEqual(posted()[1]?.body ?? posted()[0]?.body, { callUserId: idOf("user Sam Supervisor") });
    });

    it("calls a queue with priority, language and skills", async () => {
      await open({ destinationType: "queue" });
      const { at, msg } = await bench.send({
        destination: idOf("queue Sales"),
        userId: BEN,
        priority: "5",
        languageId: "l",
        routingSkillsIds: "a, b",
      });
      assert.equal(at, "result", msg.error?.message);
      assert.deepEqual(posted()[0]?.body, {
        callQueueId: idOf("queue Sales"),
        priority: 5,
        languageId: "l",
        routingSkillsIds: ["a", "b"],
      });
    });
  });

  describe("waiting until somebody answers", () => {
    it("goes on with the called party's leg, and shows that it rings", async () => {
      await open({ waitFor: "connected" });
      const { at, msg } = await play({ destination: NUMBER, userId: BEN });
      assert.equal(at, "result", msg.error?.message);
      const conversation = bench.simulator.store.conversations.get(msg.conversationId as string);
      const far = conversation?.participants[1];
      assert.equal(far?.purpose, "external");
      assert.equal(msg.participantId, far.id);
      assert.equal(msg.communicationId, far.communications[0]?.id);
      assert.equal((msg.payload as { state: string }).state, "connected");
      assert.equal(
        (msg.genesys as { operation: string }).operation,
        POST,
        "the facts are those of the placing",
      );
      assert.ok(bench.statuses.some(({ text }) => text?.endsWith("status.ringing")));
    });

    it("is not deceived by the caller's own leg, which may be connected long before", async () => {
      await open({ waitFor: "connected", deadlineSeconds: 5 });
      bench.simulator.settings.callerWhileDialing = "connected";
      const { msg } = await play({ destination: "+15555550106", userId: BEN });
      assert.equal(msg.error?.code, "timeout");
    });

    const REASONS = [
      ["+15555550101", "busy"],
      ["+15555550102", "noAnswer"],
      ["+15555550103", "declined"],
      ["+15555550104", "unreachable"],
      ["+15555550105", "failed"],
    ];
    for (const [destination, reason] of REASONS)
      it(`tells ${reason} apart`, async () => {
        await open({ waitFor: "connected" });
        const { at, msg } = await play({ destination, userId: BEN });
        assert.equal(at, "catch");
        assert.equal(msg.error?.code, "rejected");
        const { reason: told, outcome, conversationId } = msg.error.cause ?? {};
        assert.deepEqual([told, outcome], [reason, "done"]);
        assert.ok(bench.simulator.store.conversations.has(conversationId as string));
        assert.equal(placed(), 1);
      });

    it("tells a caller who gives up from a callee who declines", async () => {
      await open({ waitFor: "connected" });
      const done = play({ destination: "+15555550106", userId: BEN });
      await until(() => placed() === 1);
      const id = [...bench.simulator.store.conversations.keys()].at(-1) ?? "";
      bench.simulator.act.agentHangsUp(id);
      const { msg } = await done;
      assert.equal(msg.error?.cause?.reason, "cancelled");
    });

    it("at the deadline says that it still rings, and leaves the call alone", async () => {
      await open({ waitFor: "connected", deadlineSeconds: 20 });
      const { at, msg } = await play({ destination: "+15555550106", userId: BEN });
      assert.equal(at, "catch");
      assert.equal(msg.error?.code, "timeout");
      assert.match(msg.error.message, /within 20 s/);
      assert.equal(msg.error.cause?.reason, "ringing");
      assert.equal(msg.error.cause.outcome, "done");
      const call = bench.simulator.store.conversations.get(msg.error.cause.conversationId as string);
      assert.equal(call?.endAt, undefined);
    });

    it("says that the call was placed when it cannot be followed", async () => {
      await open({ waitFor: "connected" });
      bench.simulator.faults.add({ match: { operation: "getConversation" }, fault: { status: 403 } });
      const { msg } = await play({ destination: NUMBER, userId: BEN });
      assert.equal(msg.error?.code, "denied");
      assert.match(msg.error.message, /was placed, but its state cannot be read/);
      assert.equal(msg.error.cause?.outcome, "done");
    });

    it("says that the call was placed when its account is closed while it rings, as by a deploy", async () => {
      process.env.SPEC_ACCOUNT = "the-account";
      await open({ waitFor: "connected", account: "${SPEC_ACCOUNT}" });
      const { faults, log, store } = bench.simulator;
      bench.start({ destination: "+15555550106", userId: BEN });
      await until(() => log.count("getConversation") === 1);
      // The next look finds its token refused, and waits for another.
      faults.add({ match: { operation: "getConversation" }, fault: { status: 401 } });
      faults.add({ match: { operation: "oauthToken" }, fault: { silence: true } });
      await passUntil(bench.clock, () => log.count("oauthToken") === 2);
      await deployAccount({ name: "another" });
      await until(() => bench.arrivals.length === 1);
      delete process.env.SPEC_ACCOUNT;
      const { at, msg } = bench.arrivals[0] as Arrival;
      assert.deepEqual([at, msg.error?.code], ["catch", "config"]);
      assert.deepEqual([msg.error?.cause?.outcome, msg.error?.cause?.field], ["done", "account"]);
      assert.ok(store.conversations.has(String(msg.error?.cause?.conversationId)));
      assert.match(msg.error?.message ?? "", /was placed.*closed in the meantime.*Do not place it again/s);
      assert.doesNotMatch(msg.error?.message ?? "", /Send the message again/);
      assert.equal(placed(), 1);
    });

    it("does not take a conversation that cannot be read yet for one that is missing", async () => {
      await open({ waitFor: "connected" });
      bench.simulator.faults.add({
        match: { operation: "getConversation" },
        times: 2,
        fault: { status: 404 },
      });
      const { at, msg } = await play({ destination: NUMBER, userId: BEN });
      assert.equal(at, "result", msg.error?.message);
    });

    it("ends silently when the node is closed", async () => {
      await open({ waitFor: "connected" });
      bench.start({ destination: "+15555550106", userId: BEN });
      await until(() => bench.simulator.log.count("getConversation") > 0);
      await bench.node.close(false);
      await bench.clock.advance(60_000);
      assert.deepEqual(bench.arrivals, []);
    });
  });

  describe("refuses before anything is sent", () => {
    const WRONG: [why: string, msg: Record<string, unknown>, field: string, says: RegExp][] = [
      ["no destination", {}, "destination", /is missing/],
      ["a text that is no number", { destination: "Casey" }, "destination", /NOT_A_NUMBER/],
      ["a number without a country", { destination: "555 555 0142" }, "destination", /choose the country/],
      ["a number that is too short", { destination: "+1555" }, "destination", /TOO_SHORT/],
      ["a number as a number", { destination: 15555550142 }, "destination", /must be text, but is a number/],
      ["a caller id that is no number", { destination: NUMBER, callerId: "me" }, "callerId", /NOT_A_NUMBER/],
      [
        "an attribute that is null",
        { destination: NUMBER, attributes: { a: null } },
        "attributes",
        /"attributes.a".*but is null/,
      ],
      [
        "an attribute that is an object",
        { destination: NUMBER, attributes: { b: {} } },
        "attributes",
        /"attributes.b".*an object/,
      ],
      ["nobody on whose behalf", { destination: NUMBER }, "userId", /on whose behalf/],
    ];
    for (const [why, msg, field, says] of WRONG)
      it(why, async () => {
        await open();
        const { at, msg: out } = await bench.send(msg);
        assert.equal(at, "catch");
        assert.equal(out.error?.code, "input");
        assert.equal(out.error.cause?.field, field);
        assert.equal(out.error.cause.outcome, "notSent");
        assert.match(out.error.message, says);
        assert.equal(bench.simulator.log.count(), 0);
      });
  });

  describe("what the platform refuses", () => {
    it("a user without a station: says so, and nothing was placed", async () => {
      await open();
      const { msg } = await bench.send({ destination: NUMBER, userId: "nora.nostation@example.com" });
      assert.equal(msg.error?.code, "rejected");
      assert.equal(msg.error.cause?.reason, "noStation");
      assert.equal(msg.error.cause.outcome, "refused");
      assert.match(msg.error.message, /station/);
    });

    it("a station without an edge is a refusal, although the platform answers 500", async () => {
      await open();
      bench.simulator.settings.edgesUp = false;
      const { msg } = await bench.send({ destination: NUMBER, userId: BEN });
      assert.equal(msg.error?.code, "rejected");
      assert.equal(msg.error.cause?.reason, "noStation");
      assert.equal(msg.error.cause.outcome, "refused");
    });

    it("a user or queue that nobody knows", async () => {
      await open({ destinationType: "queue" });
      const { msg } = await bench.send({ destination: "no such queue", userId: BEN });
      assert.equal(msg.error?.code, "missing");
      const { msg: other } = await bench.send({ destination: "q", userId: "nobody@example.com" });
      assert.equal(other.error?.code, "missing");
      assert.equal(other.error.cause?.field, "userId");
    });

    it("names the permissions of which one is missing", async () => {
      await open({}, { credentials: { clientId: "limited", clientSecret: "limited" } });
      const { msg } = await bench.send({ destination: NUMBER, userId: BEN });
      assert.equal(msg.error?.code, "denied");
      assert.match(msg.error.message, /conversation:agentlessCall:add/);
      assert.equal(placed(), 0);
    });
  });

  describe("with an access token, of which only the platform knows whose it is", () => {
    const openWith = (userId: string | undefined, config = {}) =>
      open(config, {
        account: { grant: "access-token" },
        credentials: ({ act }) => ({
          accessToken: userId === undefined ? act.issueToken() : act.issueToken("sign-in", userId),
        }),
      });

    it("calls as the user where it is a user's, who is asked for once", async () => {
      await openWith(BEN);
      for (const userId of [undefined, "ben.agent@example.com", BEN]) {
        const { at, msg } = await bench.send({ destination: NUMBER, userId });
        assert.equal(at, "result", msg.error?.message);
        assert.equal(msg.userId, userId && BEN);
      }
      assert.equal(bench.simulator.log.count("postConversationsCalls"), 3);
      assert.equal(bench.simulator.log.count("getUsersMe"), 1);
    });

    it("calls on behalf of another user where one is named", async () => {
      await openWith(BEN);
      await bench.send({ destination: NUMBER, userId: idOf("user Sam Supervisor") });
      assert.equal(bench.simulator.log.count(POST), 1);
    });

    it("counts as a client's where the platform says that it is no user's", async () => {
      await openWith(undefined);
      const { msg } = await bench.send({ destination: NUMBER });
      assert.equal(msg.error?.code, "input");
      assert.equal(msg.error.cause?.field, "userId");
      const { at } = await bench.send({ destination: NUMBER, userId: BEN });
      assert.equal(at, "result");
      assert.equal(bench.simulator.log.count("getUsersMe"), 1);
    });
  });
});
