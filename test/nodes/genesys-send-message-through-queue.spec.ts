import assert from "node:assert/strict";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import type { Bench } from "../support/flow";
import { deployAccount } from "../support/redeploy";
import { CASEY, sendMessageBench, SUPPORT } from "../support/benches/send-message";
import { passUntil, until } from "../support/until";

describe("genesys-send-message", () => {
  const { bench, open, play, messages, posts } = sendMessageBench();
  afterEach(() => bench().close());

  describe("through a queue", () => {
    const asAda = {
      account: { grant: "access-token" },
      credentials: (simulator: Bench["simulator"]) => ({
        accessToken: simulator.act.issueToken("sign-in"),
      }),
    };

    it("opens the conversation and sends the text on the agent's leg", async () => {
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
      assert.ok(bench().simulator.store.conversations.has(String(msg.conversationId)));
    });

    it("waits for the agent that the queue alerts, and shows it", async () => {
      await open({ mode: "attended", confirm: true });
      const playing = play({ toAddress: CASEY, queueId: SUPPORT, text: "Hello" });
      await until(() => bench().statuses.some(({ text }) => text?.endsWith("status.waitingForAgent")));
      const opened = [...bench().simulator.store.conversations.values()].at(-1);
      assert.ok(opened);
      bench().simulator.act.agentAnswers(opened.id);
      const { at, payload } = await playing;
      assert.equal(at, "result");
      assert.equal(payload.verdict, "delivered");
    });

    it("says that the conversation is open where no agent answers in time", async () => {
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
      bench().simulator.faults.add(fault);
      const { at, msg } = await play({ toAddress: CASEY, queueId: SUPPORT, text: "Hello" });
      assert.deepEqual([at, msg.error?.code, msg.error?.cause?.outcome], ["catch", "denied", "done"]);
      assert.ok(bench().simulator.store.conversations.has(String(msg.error?.cause?.conversationId)));
      assert.match(msg.error?.message ?? "", /was opened, but its state cannot be read/);
    });

    const saying = { operation: "postConversationsMessageCommunicationMessages" };
    for (const [name, fault, code] of [
      ["refused", { status: 400 }, "rejected"],
      ["forbidden", { status: 403 }, "denied"],
      ["held back for longer than the account waits", { retryAfter: 600 }, "limited"],
    ] as const)
      it(`says that the conversation is open, and names its leg, where what is to be sent is ${name}`, async () => {
        await open({ mode: "attended" }, asAda);
        bench().simulator.faults.add({ match: saying, fault });
        for (const toAddress of code === "limited" ? [CASEY, "+15555550124"] : [CASEY]) {
          const { at, msg } = await play({ toAddress, queueId: SUPPORT, text: "Hello" });
          assert.deepEqual([at, msg.error?.code, msg.error?.cause?.outcome], ["catch", code, "done"]);
          assert.ok(bench().simulator.store.conversations.has(String(msg.error?.cause?.conversationId)));
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

    it("reports an unknown outcome of the text where the response to it is lost", async () => {
      await open({ mode: "attended" }, asAda);
      bench().simulator.faults.add({ match: saying, fault: { status: 500 } });
      const { msg } = await play({ toAddress: CASEY, queueId: SUPPORT, text: "Hello" });
      assert.equal(msg.error?.cause?.outcome, "unknown");
      assert.ok(bench().simulator.store.conversations.has(String(msg.error?.cause?.conversationId)));
      assert.doesNotMatch(msg.error?.message ?? "", /no message was sent/);
    });

    for (const [when, operation] of [
      ["while it waits for the agent", "getConversation"],
      ["before the text is said", saying.operation],
    ] as const)
      it(`says that the conversation is open where the account is closed ${when}`, async () => {
        process.env.SPEC_ACCOUNT = "the-account";
        await open({ mode: "attended", account: "${SPEC_ACCOUNT}" });
        const { act, faults, log, store } = bench().simulator;
        // Its token is refused there, and the next one is still awaited when the account is closed.
        faults.add({ match: { operation }, fault: { status: 401 } });
        bench().start({ toAddress: CASEY, queueId: SUPPORT, text: "Hello" });
        await until(() => log.count("oauthToken") === 1);
        faults.add({ match: { operation: "oauthToken" }, fault: { silence: true } });
        await passUntil(bench().clock, () => {
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
        await until(() => bench().arrivals.length === 1);
        delete process.env.SPEC_ACCOUNT;
        const { error } = bench().arrivals[0]?.msg ?? {};
        assert.deepEqual(
          [error?.code, error?.cause?.outcome, error?.cause?.field],
          ["config", "done", "account"],
        );
        assert.ok(store.conversations.has(String(error?.cause?.conversationId)));
        assert.match(error?.message ?? "", /was opened.*closed in the meantime.*reply to message/s);
        assert.doesNotMatch(error?.message ?? "", /Send the message again/);
      });

    it("continues a conversation that has ended, when its option is set, and says so where not", async () => {
      await open({ mode: "attended" }, asAda);
      const { act } = bench().simulator;
      const { conversationId } = act.customerWrites({ from: CASEY });
      act.agentAnswers(conversationId);
      act.agentCompletes(conversationId);
      const refused = await play({ toAddress: CASEY, queueId: SUPPORT, text: "Hello again" });
      assert.equal(refused.msg.error?.code, "conflict");
      assert.match(refused.msg.error?.message ?? "", /one that has ended/);
      await bench().close();
      await open({ mode: "attended", useExisting: true }, asAda);
      const again = bench().simulator.act.customerWrites({ from: CASEY });
      bench().simulator.act.agentAnswers(again.conversationId);
      bench().simulator.act.agentCompletes(again.conversationId);
      const taken = await play({ toAddress: CASEY, queueId: SUPPORT, text: "Hello again" });
      assert.equal(taken.at, "result");
      assert.equal(taken.msg.conversationId, again.conversationId);
    });
  });
});
