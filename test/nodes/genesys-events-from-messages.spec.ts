import assert from "node:assert/strict";
import { bridgeBench, type Body } from "../support/benches/bridge";

const UNKNOWN = "00000000-0000-4000-8000-000000000000";

describe("conversation events behind open message out, by one wire", () => {
  const { bench, openBridge, run, isConnected, has, events, first, writes, serve, topics, caught, act } =
    bridgeBench();
  const completed = (count: number) => (): boolean => bench().seen.completed.length >= count;
  afterEach(() => bench().close());

  it("emits that the agent has left and that the conversation has ended, with the customer of the chat", async () => {
    await openBridge();
    const conversationId = await writes({ fromId: "chat-1", chat: { id: 7 }, messageId: "m1" });
    await run(isConnected);
    act().agentAnswers(conversationId);
    await run(has("connected"));
    act().agentCompletes(conversationId);
    await run(has("agentLeft", "ended"));
    const ended = first("ended");
    assert.equal(ended["conversationId"], conversationId);
    assert.deepEqual([ended["fromId"], ended["chat"]], ["chat-1", { id: 7 }]);
    assert.deepEqual(
      [ended["text"], ended["messageId"], ended["genesys"]],
      [undefined, undefined, undefined],
    );
    assert.equal((ended.payload as { id?: string }).id, conversationId);
    assert.equal(new Set(events()).size, events().length, "each once");
  });

  it("sends nothing before the first message, and leaves the topics of a conversation that has ended", async () => {
    await openBridge();
    await bench().clock.advance(5_000);
    assert.equal(bench().simulator.log.count(), 0);
    const one = await writes({ fromId: "chat-1" });
    const other = await writes({ fromId: "chat-2" });
    await run(() => [one, other].every((id) => topics().some((topic) => topic.includes(id))));
    await serve(one);
    await run(has("ended"));
    await run(() => !topics().some((topic) => topic.includes(one)));
    assert.ok(topics().some((topic) => topic.includes(other)));
    await serve(other);
    await run(() => events().filter((name) => name === "ended").length === 2);
    await run(() => topics().length === 0);
    await run(() => bench().statuses.at(-1)?.fill === undefined);
  });

  it("follows a conversation once, however often it is named, and emits with the properties of the latest", async () => {
    await openBridge();
    const conversationId = await writes({ fromId: "chat-1", name: "before" });
    await run(isConnected);
    const reads = bench().simulator.log.count("getConversation");
    assert.equal(await writes({ fromId: "chat-1", name: "after" }), conversationId);
    assert.equal(bench().simulator.log.count("getConversation"), reads);
    await serve(conversationId);
    await run(has("ended"));
    await bench().clock.advance(5_000);
    assert.equal(events().filter((name) => name === "ended").length, 1);
    assert.equal(first("ended")["name"], "after");
    bench().start({ conversationId });
    await run(completed(3));
    await bench().clock.advance(5_000);
    assert.equal(
      events().filter((name) => name === "ended").length,
      1,
      "also where it is named after its end",
    );
  });

  for (const chosen of [["ended"], []])
    it(`emits the next end of a conversation that the customer takes up again: ${chosen.join() || "all"}`, async () => {
      await openBridge({ events: chosen });
      const conversationId = await writes({ fromId: "chat-1" });
      await run(isConnected);
      await serve(conversationId);
      await run(has("ended"));
      await bench().clock.advance(60_000);
      assert.equal(await writes({ fromId: "chat-1" }), conversationId);
      await run(isConnected);
      await serve(conversationId);
      await run(() => events().filter((name) => name === "ended").length === 2);
    });

  it("follows until the after-call work is done, if its events are wanted", async () => {
    await openBridge({ events: [] });
    const conversationId = await writes({ fromId: "chat-1" });
    await run(isConnected);
    act().agentAnswers(conversationId);
    await run(has("connected"));
    act().agentCompletes(conversationId);
    await run(has("ended", "acwStarted"));
    await bench().clock.advance(60_000);
    assert.ok(topics().some((topic) => topic.includes(conversationId)));
    act().agentWrapsUp(conversationId, { code: "Resolved" });
    await run(has("wrappedUp"));
    await run(() => topics().length === 0);
  });

  it("emits the end of a conversation that has ended before it was named, and subscribes to nothing", async () => {
    await openBridge();
    const { conversationId } = act().customerWrites({ channel: "open", queue: "Support" });
    await serve(conversationId);
    await bench().clock.advance(3 * 60 * 60_000);
    bench().start({ conversationId, fromId: "chat-9" });
    await run(completed(1));
    assert.deepEqual(events(), ["ended"]);
    const { recovered, fromId } = first("ended");
    assert.deepEqual([recovered, fromId], [true, "chat-9"]);
    assert.equal(bench().simulator.log.count("postNotificationsChannels"), 0);
  });

  it("waits for a conversation that begins only after its id was returned", async () => {
    await openBridge();
    const fault = { match: { operation: "getConversation" }, times: 3, fault: { status: 404 } };
    bench().simulator.faults.add(fault);
    const conversationId = await writes({ fromId: "chat-1" });
    assert.deepEqual(caught(), []);
    await run(isConnected);
    await serve(conversationId);
    await run(has("ended"));
  });

  describe("bad input:", () => {
    const fails = async (msg: Body): Promise<[string | undefined, string, unknown]> => {
      bench().start(msg);
      await run(() => caught().length > 0);
      const error = caught()[0]?.error;
      return [error?.code, String(error?.message), error?.cause?.["field"]];
    };

    it("a message without the id of a conversation is refused, and the field is named", async () => {
      await openBridge();
      const [code, message, field] = await fails({ payload: "?" });
      assert.deepEqual([code, field], ["input", "conversationId"]);
      assert.match(message, /^The input "conversationId" is blank\. Set msg\.conversationId\./);
      assert.equal(bench().simulator.log.count(), 0);
      assert.equal(bench().statuses.at(-1)?.fill, "red");
    });

    for (const conversationId of ["not-an-id", 7, {}, `${UNKNOWN}.x`, "../users"])
      it(`so is what is no id: ${JSON.stringify(conversationId)}`, async () => {
        await openBridge();
        const [code, message, field] = await fails({ conversationId });
        assert.deepEqual([code, field], ["input", "conversationId"]);
        assert.match(message, /\(msg\.conversationId\) is not the id of a conversation\. An id is a UUID\.$/);
        assert.equal(bench().simulator.log.count(), 0);
      });

    it("a message that cannot be copied fails by itself, and the next one is followed", async () => {
      await openBridge();
      const { conversationId } = act().customerWrites({ channel: "open", queue: "Support" });
      const broken = {
        get: () => {
          throw new Error("no copy");
        },
        enumerable: true,
      };
      bench().start(Object.defineProperty({ conversationId, fromId: "chat-1" }, "broken", broken));
      await run(() => caught().length > 0);
      bench().start({ conversationId, fromId: "chat-1" });
      await run(completed(1));
      await run(isConnected);
    });

    it("a conversation that does not exist is missing, and the next one is followed", async () => {
      await openBridge();
      const [code] = await fails({ conversationId: UNKNOWN });
      assert.equal(code, "missing");
      assert.equal(bench().simulator.log.count("putNotificationsChannelSubscriptions"), 0);
      await writes({ fromId: "chat-1" });
      await run(isConnected);
    });

    it("a conversation that the account may not read is denied", async () => {
      await openBridge();
      const fault = { match: { operation: "getConversation" }, times: 1, fault: { status: 403 } };
      bench().simulator.faults.add(fault);
      const [code] = await fails({ conversationId: UNKNOWN });
      assert.equal(code, "denied");
    });
  });
});
