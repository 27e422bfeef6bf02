import assert from "node:assert/strict";
import sdk from "purecloud-platform-client-v2";
import sendMessage from "../../nodes/genesys-send-message";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { messagesIn } from "../../nodes/lib/simulator/store/messages";
import { openBench, type Bench } from "../support/flow";
import { deployAccount } from "../support/redeploy";
import { essence, sdkRequests } from "../support/sdk";
import { passUntil, until } from "../support/until";

const names = ["toAddress", "fromAddress", "queueId", "text", "template", "externalContactId"];
const inputs = Object.fromEntries(
  names.flatMap((name) => [
    [name, name],
    [`${name}Type`, "msg"],
  ]),
);

const CASEY = "+15555550123";
const TEXT_LINE = "+15555550199";
const WHATSAPP = idOf("integration WhatsApp line");
const SHOP = idOf("integration Web shop");
const SUPPORT = idOf("queue Support");
const SMS = { toAddress: CASEY, fromAddress: TEXT_LINE, text: "We missed your call." };

interface Payload {
  id?: string;
  conversationId?: string;
  verdict?: string;
  status?: string;
  reason?: string;
  reasonCode?: string;
}

describe("genesys-send-message", () => {
  let bench: Bench;
  const open = async (
    config: Record<string, unknown> = {},
    options: Parameters<typeof openBench>[3] = {},
  ): Promise<Bench> =>
    (bench = await openBench(sendMessage, "genesys-send-message", { ...inputs, ...config }, options));
  afterEach(() => bench.close());

  /** Lets virtual time pass until something has come out. */
  const play = async (msg: Record<string, unknown>) => {
    const before = bench.arrivals.length;
    bench.start(msg);
    await passUntil(bench.clock, () => bench.arrivals.length !== before);
    const arrival = bench.arrivals[before];
    assert.ok(arrival);
    return { ...arrival, payload: arrival.msg.payload as Payload };
  };

  const messages = () => [...messagesIn(bench.simulator.store).values()];
  const posts = () =>
    bench.simulator.log.entries().filter(({ method, path }) => method === "POST" && path.startsWith("/api"));

  describe("without an agent", () => {
    it("sends an SMS as the SDK does, and hands on the ids", async () => {
      const { simulator } = await open();
      const { at, msg, payload } = await play({ ...SMS, toAddress: "+1 (555) 555-0123", topic: "kept" });
      assert.equal(at, "result");
      assert.equal(msg.topic, "kept");
      assert.equal(msg.messageId, payload.id);
      assert.equal(msg.conversationId, payload.conversationId);
      assert.equal(msg.mediaType, "message");
      assert.equal((msg.genesys as { operation: string }).operation, "postConversationsMessagesAgentless");
      const [ours] = posts();
      assert.ok(ours);
      await bench.clock.advance(3000);
      const theirs = await sdkRequests(simulator, () =>
        new sdk.ConversationsApi().postConversationsMessagesAgentless({
          fromAddress: TEXT_LINE,
          toAddress: CASEY,
          toAddressMessengerType: "sms",
          textBody: SMS.text,
          useExistingActiveConversation: false,
        }),
      );
      assert.deepEqual(essence(ours), theirs.at(-1));
    });

    it("writes a WhatsApp id without its plus, and fills a template in", async () => {
      await open({ channel: "whatsapp" });
      const template = { responseId: "welcome", parameters: { name: "Ada", count: 2 } };
      const { at } = await play({ toAddress: CASEY, fromAddress: WHATSAPP, template });
      assert.equal(at, "result");
      assert.deepEqual(posts()[0]?.body, {
        fromAddress: WHATSAPP,
        toAddress: "15555550123",
        toAddressMessengerType: "whatsapp",
        messagingTemplate: {
          responseId: "welcome",
          parameters: [
            { id: "name", value: "Ada" },
            { id: "count", value: "2" },
          ],
        },
        useExistingActiveConversation: false,
      });
    });

    it("sends to whatever id an open channel's other system uses", async () => {
      await open({ channel: "open", confirm: true });
      const { at, payload } = await play({ toAddress: "shop user 7", fromAddress: SHOP, text: "Shipped." });
      assert.equal(at, "result");
      assert.equal(payload.verdict, "delivered");
    });

    it("says nothing of a verdict unless asked to", async () => {
      await open();
      const { payload } = await play(SMS);
      assert.equal(payload.verdict, undefined);
      assert.equal(bench.simulator.log.count("getConversationsMessageMessage"), 0);
    });
  });

  describe("Trap 3: accepted is not done, so that delivery is confirmed", () => {
    it("reports the delivery, and the facts of the sending rather than of the looks", async () => {
      await open({ confirm: true });
      const { at, msg, payload } = await play(SMS);
      assert.equal(at, "result");
      assert.equal(payload.verdict, "delivered");
      assert.equal(payload.status, "delivery-success");
      assert.equal((msg.genesys as { operation: string }).operation, "postConversationsMessagesAgentless");
      assert.ok(bench.statuses.some(({ text }) => text?.endsWith("status.waitingForDelivery")));
    });

    it("reports a failure with its reason as a result, not as an error", async () => {
      await open({ confirm: true });
      const { at, payload } = await play({ ...SMS, toAddress: "+15555550111" });
      assert.equal(at, "result");
      assert.equal(payload.verdict, "failed");
      assert.equal(payload.status, "delivery-failed");
      assert.equal(payload.reasonCode, "InvalidDestination");
      assert.match(payload.reason ?? "", /cannot be reached/);
    });

    it("reports unknown at the deadline, with the status that was seen last", async () => {
      await open({ confirm: true, deadlineSeconds: 30 });
      const from = bench.clock.now();
      const { at, payload } = await play({ ...SMS, toAddress: "+15555550112" });
      assert.equal(at, "result");
      assert.equal(payload.verdict, "unknown");
      assert.match(payload.reason ?? "", /After 30 s .*"sent"/);
      assert.ok(bench.clock.now() - from < 32_000);
      assert.ok(bench.simulator.log.count("getConversationsMessageMessage") < 10, "spares the rate limit");
    });

    it("never turns a status that cannot be read into an error that invites to send again", async () => {
      await open({ confirm: true });
      bench.simulator.faults.add({
        match: { operation: "getConversationsMessageMessage" },
        fault: { status: 403 },
      });
      const { at, payload } = await play(SMS);
      assert.equal(at, "result");
      assert.equal(payload.verdict, "unknown");
      assert.match(payload.reason ?? "", /cannot be read/);
    });

    it("goes on looking where the platform does not know the message yet, or is busy", async () => {
      await open({ confirm: true });
      const match = { operation: "getConversationsMessageMessage" };
      bench.simulator.faults.add({ match, fault: { status: 404 } });
      bench.simulator.faults.add({ match, times: 6, fault: { status: 503 } });
      assert.equal((await play(SMS)).payload.verdict, "delivered");
    });
  });

  describe("Trap 19: where a conversation with the address goes on", () => {
    for (const agentlessClashStatus of [400, 409] as const)
      it(`explains the refusal ${agentlessClashStatus} and what can be done`, async () => {
        await open();
        bench.simulator.settings.agentlessClashStatus = agentlessClashStatus;
        bench.simulator.act.customerWrites({ from: CASEY });
        const { at, msg } = await play(SMS);
        assert.equal(at, "catch");
        assert.equal(msg.error?.code, "conflict");
        assert.match(msg.error?.message ?? "", /existing conversation.*reply to message/s);
        assert.equal(msg.error?.cause?.existingConversation, true);
        assert.equal(msg.error?.cause?.outcome, "refused");
        assert.equal(messages().filter(({ direction }) => direction === "outbound").length, 0);
      });

    it("uses it when told to", async () => {
      await open({ useExisting: true });
      const { conversationId } = bench.simulator.act.customerWrites({ from: CASEY });
      const { at, msg } = await play(SMS);
      assert.equal(at, "result");
      assert.equal(msg.conversationId, conversationId);
    });
  });

  describe("through a queue", () => {
    const asAda = {
      account: { grant: "access-token" },
      credentials: (simulator: Bench["simulator"]) => ({
        accessToken: simulator.act.issueToken("sign-in"),
      }),
    };

    it("opens the conversation and says the text on the agent's leg", async () => {
      await open({ mode: "attended" }, asAda);
      const { at, msg, payload } = await play({ toAddress: CASEY, queueId: SUPPORT, text: "Hello" });
      assert.equal(at, "result");
      assert.equal(msg.userId, idOf("user Ada Agent"));
      assert.equal(payload.id, msg.messageId);
      assert.deepEqual(
        posts().map(({ body }) => body),
        [
          {
            queueId: SUPPORT,
            toAddress: CASEY,
            toAddressMessengerType: "sms",
            useExistingConversation: false,
          },
          { textBody: "Hello" },
        ],
      );
      assert.deepEqual(
        messages().map(({ text, to }) => [text, to]),
        [["Hello", CASEY]],
      );
    });

    it("only opens it where neither text nor template is given", async () => {
      await open({ mode: "attended", confirm: true }, asAda);
      const { at, msg, payload } = await play({ toAddress: CASEY, queueId: SUPPORT });
      assert.equal(at, "result");
      assert.equal(payload.verdict, undefined);
      assert.ok(bench.simulator.store.conversations.has(String(msg.conversationId)));
    });

    it("waits for the agent at whom the queue rings, and shows it", async () => {
      await open({ mode: "attended", confirm: true });
      const playing = play({ toAddress: CASEY, queueId: SUPPORT, text: "Hello" });
      await until(() => bench.statuses.some(({ text }) => text?.endsWith("status.waitingForAgent")));
      const opened = [...bench.simulator.store.conversations.values()].at(-1);
      assert.ok(opened);
      bench.simulator.act.agentAnswers(opened.id);
      const { at, payload } = await playing;
      assert.equal(at, "result");
      assert.equal(payload.verdict, "delivered");
    });

    it("says that the conversation is open where nobody answers in time", async () => {
      await open({ mode: "attended", deadlineSeconds: 5 });
      const { at, msg } = await play({ toAddress: CASEY, queueId: SUPPORT, text: "Hello" });
      assert.equal(at, "catch");
      assert.equal(msg.error?.code, "timeout");
      assert.equal(msg.error?.cause?.outcome, "done");
      assert.ok(msg.error?.cause?.conversationId);
      assert.match(msg.error?.message ?? "", /no agent answered within 5 s.*open another conversation/s);
      assert.equal(messages().length, 0);
    });

    it("says that the conversation is open where it cannot be read, so that no flow opens another", async () => {
      await open({ mode: "attended" });
      const fault = { match: { operation: "getConversation" }, fault: { status: 403 } } as const;
      bench.simulator.faults.add(fault);
      const { at, msg } = await play({ toAddress: CASEY, queueId: SUPPORT, text: "Hello" });
      assert.deepEqual([at, msg.error?.code, msg.error?.cause?.outcome], ["catch", "denied", "done"]);
      assert.ok(bench.simulator.store.conversations.has(String(msg.error?.cause?.conversationId)));
      assert.match(msg.error?.message ?? "", /was opened, but its state cannot be read/);
    });

    const saying = { operation: "postConversationsMessageCommunicationMessages" };
    for (const [name, fault, code] of [
      ["refused", { status: 400 }, "rejected"],
      ["forbidden", { status: 403 }, "denied"],
      ["held back for longer than the account waits", { retryAfter: 600 }, "limited"],
    ] as const)
      it(`says that the conversation is open, and names its leg, where what is to be said is ${name}`, async () => {
        await open({ mode: "attended" }, asAda);
        bench.simulator.faults.add({ match: saying, fault });
        for (const toAddress of code === "limited" ? [CASEY, "+15555550124"] : [CASEY]) {
          const { at, msg } = await play({ toAddress, queueId: SUPPORT, text: "Hello" });
          assert.deepEqual([at, msg.error?.code, msg.error?.cause?.outcome], ["catch", code, "done"]);
          assert.ok(bench.simulator.store.conversations.has(String(msg.error?.cause?.conversationId)));
          assert.ok(msg.error?.cause?.communicationId);
          const message = msg.error?.message ?? "";
          assert.match(
            message,
            /was opened, but no message was sent in it: .{20,} Continue .* reply to message/,
          );
          assert.doesNotMatch(message, /Nothing was sent/);
        }
        assert.equal(messages().length, 0);
      });

    it("leaves it open whether it was said where the answer to that is lost", async () => {
      await open({ mode: "attended" }, asAda);
      bench.simulator.faults.add({ match: saying, fault: { status: 500 } });
      const { msg } = await play({ toAddress: CASEY, queueId: SUPPORT, text: "Hello" });
      assert.equal(msg.error?.cause?.outcome, "unknown");
      assert.ok(bench.simulator.store.conversations.has(String(msg.error?.cause?.conversationId)));
      assert.doesNotMatch(msg.error?.message ?? "", /no message was sent/);
    });

    for (const [when, operation] of [
      ["while it waits for the agent", "getConversation"],
      ["before the text is said", saying.operation],
    ] as const)
      it(`says that the conversation is open where the account is closed ${when}`, async () => {
        process.env.SPEC_ACCOUNT = "the-account";
        await open({ mode: "attended", account: "${SPEC_ACCOUNT}" });
        const { act, faults, log, store } = bench.simulator;
        // Its token is refused there, and the next one is still awaited when the account is closed.
        faults.add({ match: { operation }, fault: { status: 401 } });
        bench.start({ toAddress: CASEY, queueId: SUPPORT, text: "Hello" });
        await until(() => log.count("oauthToken") === 1);
        faults.add({ match: { operation: "oauthToken" }, fault: { silence: true } });
        await passUntil(bench.clock, () => {
          const opened = [...store.conversations.values()].at(-1);
          if (
            operation === saying.operation &&
            opened !== undefined &&
            log.count("postConversationsMessages")
          )
            act.agentAnswers(opened.id);
          return log.count("oauthToken") > 1;
        });
        await deployAccount({ name: "another" });
        await until(() => bench.arrivals.length === 1);
        delete process.env.SPEC_ACCOUNT;
        const { error } = bench.arrivals[0]?.msg ?? {};
        assert.deepEqual(
          [error?.code, error?.cause?.outcome, error?.cause?.field],
          ["config", "done", "account"],
        );
        assert.ok(store.conversations.has(String(error?.cause?.conversationId)));
        assert.match(error?.message ?? "", /was opened.*closed in the meantime.*reply to message/s);
        assert.doesNotMatch(error?.message ?? "", /Send the message again/);
      });

    it("takes up again what has ended, when told to, and says so where not", async () => {
      await open({ mode: "attended" }, asAda);
      const { act } = bench.simulator;
      const { conversationId } = act.customerWrites({ from: CASEY });
      act.agentAnswers(conversationId);
      act.agentCompletes(conversationId);
      const refused = await play({ toAddress: CASEY, queueId: SUPPORT, text: "Hello again" });
      assert.equal(refused.msg.error?.code, "conflict");
      assert.match(refused.msg.error?.message ?? "", /one that has ended/);
      await bench.close();
      await open({ mode: "attended", useExisting: true }, asAda);
      const again = bench.simulator.act.customerWrites({ from: CASEY });
      bench.simulator.act.agentAnswers(again.conversationId);
      bench.simulator.act.agentCompletes(again.conversationId);
      const taken = await play({ toAddress: CASEY, queueId: SUPPORT, text: "Hello again" });
      assert.equal(taken.at, "result");
      assert.equal(taken.msg.conversationId, again.conversationId);
    });
  });

  describe("names what is wrong before anything is sent", () => {
    const bad: [
      name: string,
      config: Record<string, unknown>,
      msg: Record<string, unknown>,
      field: string,
      says: RegExp,
    ][] = [
      ["a number that is none", {}, { ...SMS, toAddress: "hello" }, "toAddress", /NOT_A_NUMBER/],
      ["a number without a country", {}, { ...SMS, toAddress: "5555550123" }, "toAddress", /country/],
      ["a number that is too short", {}, { ...SMS, toAddress: "+1555" }, "toAddress", /too short/],
      ["a text too long for an SMS", {}, { ...SMS, text: "x".repeat(766) }, "text", /766 characters.*765/],
      [
        "a text too long for WhatsApp",
        { channel: "whatsapp" },
        { toAddress: CASEY, fromAddress: WHATSAPP, text: "x".repeat(2001) },
        "text",
        /2001 characters.*2000/,
      ],
      ["two bodies at once", {}, { ...SMS, template: "welcome" }, "text", /only one of them/],
      ["no body", {}, { ...SMS, text: " " }, "text", /requires either/],
      [
        "a template that is none",
        {},
        { ...SMS, text: undefined, template: { id: 7 } },
        "template",
        /responseId/,
      ],
      [
        "parameters that are none",
        {},
        { ...SMS, text: undefined, template: { responseId: "a", parameters: "b" } },
        "template",
        /parameters/,
      ],
      [
        "a template for an open channel",
        { channel: "open" },
        { toAddress: "u", fromAddress: SHOP, template: "welcome" },
        "template",
        /only text/,
      ],
      [
        "a number in place of an open channel's integration",
        { channel: "open" },
        { ...SMS, toAddress: "u" },
        "fromAddress",
        /integration/,
      ],
      ["no sender", {}, { ...SMS, fromAddress: undefined }, "fromAddress", /missing/],
      ["no receiver", {}, { ...SMS, toAddress: undefined }, "toAddress", /missing/],
      ["no queue", { mode: "attended" }, { toAddress: CASEY, text: "Hi" }, "queueId", /missing/],
    ];
    for (const [name, config, msg, field, says] of bad)
      it(name, async () => {
        await open(config);
        const { at, msg: out } = await bench.send(msg);
        assert.equal(at, "catch");
        assert.equal(out.error?.code, "input");
        assert.equal(out.error?.cause?.field, field);
        assert.equal(out.error?.cause?.outcome, "notSent");
        assert.match(out.error?.message ?? "", says);
        assert.equal(bench.simulator.log.entries().length, 0);
      });
  });

  it("an address that the org does not have is refused with the platform's words", async () => {
    await open();
    const { at, msg } = await play({ ...SMS, fromAddress: "+15555550177" });
    assert.equal(at, "catch");
    assert.equal(msg.error?.code, "rejected");
    assert.equal(msg.error?.cause?.outcome, "refused");
    assert.match(msg.error?.message ?? "", /sends sms from/);
  });
});
