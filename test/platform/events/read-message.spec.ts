import assert from "node:assert/strict";
import { getMessage } from "../../../nodes/lib/platform/api/messages";
import type { MessageContent } from "../../../nodes/lib/platform/conversation/message";
import type { Memory } from "../../../nodes/lib/platform/events/memory";
import { createMessageReader } from "../../../nodes/lib/platform/events/read-message";
import type { ConversationEvent, EventName } from "../../../nodes/lib/platform/events/types";
import { ok, openScripted, refused, type Script } from "../../support/scripted-client";

const eventOf = (event: EventName, conversationId = "c1", payload: unknown = {}): ConversationEvent => ({
  ...{ event, conversationId, payload, key: `${event}/${conversationId}` },
  ...{ occurredAt: 0, recovered: false },
});
const received = (messageId: string, conversationId = "c1"): ConversationEvent =>
  eventOf("messageReceived", conversationId, { messageId });

interface Options {
  reads?: boolean;
  only?: EventName;
  memory?: Memory;
  listensTo?: string;
  started?: Promise<void>;
}

const openReader = (script: Script, options: Options = {}) => {
  const { client, clock, sent } = openScripted(script);
  const emitted: [EventName, string, MessageContent][] = [];
  const troubles: string[] = [];
  const { reads = true, only, memory = {}, listensTo = "Support", started = Promise.resolve() } = options;
  const reader = createMessageReader({
    ...{ client, reads, memory, listensTo, started },
    isWanted: ({ event }) => only === undefined || event === only,
    emit: ({ event: { event, conversationId } }, content) =>
      void emitted.push([event, conversationId, content]),
    onTrouble: (sentence) => void troubles.push(sentence),
  });
  const take = (event: ConversationEvent): void => void reader.take({ event });
  return { client, clock, sent, memory, emitted, troubles, take, leave: reader.leave };
};

describe("the messages of customers, read for their events", () => {
  it("add text, files and both addresses, by one request", async () => {
    const attachment = { mediaType: "Image", url: "https://files.example/1.png" };
    const { take, clock, emitted, sent } = openReader(() =>
      ok({
        ...{ id: "m1", fromAddress: "+15550100", toAddress: "+15550199", textBody: "old" },
        normalizedMessage: { text: "Hello", content: [{ contentType: "Attachment", attachment }] },
      }),
    );
    take(received("m1"));
    await clock.advance(1_000);
    const content = { text: "Hello", media: [attachment], fromAddress: "+15550100", toAddress: "+15550199" };
    assert.deepEqual(emitted, [["messageReceived", "c1", content]]);
    assert.equal(sent.length, 1);
    assert.match(sent[0]?.url ?? "", /\/conversations\/messages\/c1\/messages\/m1$/);
  });

  it("hold back later events of their conversation, and of no other one", async () => {
    const { take, clock, emitted } = openReader(() => ok({ textBody: "Hello" }));
    take(received("m1"));
    take(eventOf("ended"));
    take(eventOf("connected", "c2"));
    assert.deepEqual(emitted, [["connected", "c2", {}]]);
    await clock.advance(1_000);
    assert.deepEqual(emitted.slice(1), [
      ["messageReceived", "c1", { text: "Hello" }],
      ["ended", "c1", {}],
    ]);
    take(eventOf("acwStarted"));
    assert.equal(emitted.at(-1)?.[0], "acwStarted", "nothing is held back any more");
  });

  for (const [what, answer] of [
    ["that may not be read", refused(403)],
    ["of which the response is damaged", ok({ normalizedMessage: { content: 5 } })],
  ] as const)
    it(`are emitted without their content ${what}, with one warning`, async () => {
      const { take, clock, emitted, troubles } = openReader(() => answer);
      take(received("m1"));
      take(received("m2"));
      await clock.advance(1_000);
      assert.deepEqual(emitted, Array(2).fill(["messageReceived", "c1", {}]));
      assert.equal(troubles.length, 1);
      assert.match(troubles[0] ?? "", /^A message cannot be read, so its event has no text/);
    });

  it("are not waited for longer than 30 seconds", async () => {
    const { take, clock, emitted } = openReader(() => refused(503));
    take(received("m1"));
    await clock.advance(31_000);
    assert.deepEqual(emitted, [["messageReceived", "c1", {}]]);
  });

  it("are not waited for longer where the rate limit has no room for them, and leave its queue", async () => {
    const { take, clock, emitted, sent, troubles, client } = openReader(() => ok({ textBody: "Hello" }));
    const most = 400;
    for (let nth = 0; nth < most; nth++) take(received(`m${nth}`, `c${nth % 5}`));
    await clock.advance(29_000);
    const before = emitted.length;
    assert.ok(before < most, "the limit is 300 per minute");
    await clock.advance(1_000);
    assert.equal(emitted.length, most);
    assert.equal(emitted.filter(([, , { text }]) => text === undefined).length, most - before);
    assert.equal(troubles.length, 1);
    assert.match(troubles[0] ?? "", /no response within 30 s\. .*rate limit/);
    const reads = sent.length;
    const other = getMessage(client, { conversationId: "c1", messageId: "other" });
    await clock.advance(60_000);
    await other;
    assert.match(sent[reads]?.url ?? "", /other$/, "those that gave up are not sent later");
  });

  describe("that are held back when the node is closed", () => {
    /** A reader that was closed while two messages and the end of their conversation, and another message, were held back. */
    const closed = async (): Promise<Memory> => {
      const { take, leave, clock, memory, emitted, troubles } = openReader(() => undefined);
      take(received("m1"));
      take(received("m2"));
      take(received("m3", "c2"));
      take(eventOf("ended"));
      await clock.advance(50);
      leave();
      await clock.advance(60_000);
      assert.deepEqual([emitted.length, troubles], [0, []], "the nodes behind it are closed as well");
      return memory;
    };
    const hello = ok({ textBody: "Hello" });
    const ALL = ["messageReceived c1", "messageReceived c1", "messageReceived c2", "ended c1"];
    const namesOf = (emitted: [EventName, string, MessageContent][]): string[] =>
      emitted.map(([event, conversationId]) => `${event} ${conversationId}`);

    it("are read by the next one, and emitted once, when the flows have started", async () => {
      let start = (): void => undefined;
      const started = new Promise<void>((resolve) => void (start = resolve));
      const memory = await closed();
      const { clock, emitted, take } = openReader(() => hello, { memory, started });
      take(eventOf("acwStarted"));
      await clock.advance(5_000);
      assert.equal(emitted.length, 0);
      start();
      await clock.advance(0);
      assert.deepEqual(namesOf(emitted).sort(), [...ALL, "acwStarted c1"].sort());
      assert.deepEqual(
        emitted.filter(([, conversation]) => conversation === "c1").map(([event]) => event),
        ["messageReceived", "messageReceived", "ended", "acwStarted"],
      );
      assert.equal(emitted.filter(([, , { text }]) => text === "Hello").length, 3);
      const { clock: later, emitted: again } = openReader(() => hello, { memory });
      await later.advance(5_000);
      assert.deepEqual(again, []);
    });

    it("are emitted without a request where the next one does not read messages", async () => {
      const { clock, emitted, sent } = openReader(() => hello, { memory: await closed(), reads: false });
      await clock.advance(5_000);
      assert.deepEqual(namesOf(emitted).sort(), [...ALL].sort());
      assert.equal(sent.length, 0);
    });

    it("are handed over again where that one is closed, too", async () => {
      const second = openReader(() => undefined, { memory: await closed() });
      await second.clock.advance(50);
      second.leave();
      const { clock, emitted } = openReader(() => hello, { memory: second.memory });
      await clock.advance(5_000);
      assert.deepEqual(namesOf(emitted).sort(), [...ALL].sort());
    });

    it("are dropped where the next one listens to something else, or wants other events", async () => {
      const other = openReader(() => hello, { memory: await closed(), listensTo: "Sales" });
      const ends = openReader(() => hello, { memory: await closed(), only: "ended" });
      await Promise.all([other.clock.advance(5_000), ends.clock.advance(5_000)]);
      assert.deepEqual(other.emitted, []);
      assert.deepEqual(namesOf(ends.emitted), ["ended c1"]);
    });

    it("are dropped a minute after the deploy", async () => {
      const memory = await closed();
      if (memory.heldBack) memory.heldBack.leftAt -= 61_000;
      const { clock, emitted } = openReader(() => hello, { memory });
      await clock.advance(5_000);
      assert.deepEqual(emitted, []);
    });
  });
});
