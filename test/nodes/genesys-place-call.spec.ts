import assert from "node:assert/strict";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { BEN, NUMBER, placeCallBench, POST } from "../support/benches/place-call";

describe("genesys-place-call", () => {
  const { bench, open, play, posted, placed } = placeCallBench();
  afterEach(() => bench().close());

  describe("with client credentials", () => {
    it("calls on behalf of a user named by e-mail, with the number in E.164", async () => {
      await open({ country: "us" });
      const { at, msg } = await bench().send({
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
      assert.ok(bench().simulator.store.conversations.has(conversationId as string));
    });

    it("looks a user up once, however many calls", async () => {
      await open();
      for (let i = 0; i < 3; i += 1)
        await bench().send({ destination: NUMBER, userId: "ben.agent@example.com" });
      assert.equal(bench().simulator.log.count("postUsersSearch"), 1);
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
      const { at, msg } = await bench().send({
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
      const { at, msg } = await bench().send({
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
        const { at, msg } = await bench().send({ destination: NUMBER, userId });
        assert.equal(at, "result", msg.error?.message);
        assert.equal(msg.userId, userId && BEN);
      }
      assert.equal(bench().simulator.log.count("postConversationsCalls"), 3);
      assert.equal(bench().simulator.log.count("getUsersMe"), 1);
    });

    it("calls on behalf of another user where one is named", async () => {
      await openWith(BEN);
      await bench().send({ destination: NUMBER, userId: idOf("user Sam Supervisor") });
      assert.equal(bench().simulator.log.count(POST), 1);
    });

    it("counts as a client's where the platform says that it is no user's", async () => {
      await openWith(undefined);
      const { msg } = await bench().send({ destination: NUMBER });
      assert.equal(msg.error?.code, "input");
      assert.equal(msg.error.cause?.field, "userId");
      const { at } = await bench().send({ destination: NUMBER, userId: BEN });
      assert.equal(at, "result");
      assert.equal(bench().simulator.log.count("getUsersMe"), 1);
    });
  });
});
