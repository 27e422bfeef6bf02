import assert from "node:assert/strict";
import replyMessage from "../../nodes/genesys-reply-message";
import sendMessage from "../../nodes/genesys-send-message";
import type { Fault } from "../../nodes/lib/simulator/http/faults";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { messagesIn } from "../../nodes/lib/simulator/store/messages";
import { openBench, type Bench } from "../support/flow";
import { passUntil } from "../support/until";

/** Whatever goes wrong, wherever: the simulator's own record shows at most one message and one conversation opened. */

const FAULTS: [name: string, fault: Fault, outcome: "unknown" | "done" | "refused"][] = [
  ["a lost answer", { lostAnswer: true }, "unknown"],
  ["a reset socket", { reset: true }, "unknown"],
  ["silence", { silence: true }, "unknown"],
  ["a 500", { status: 500 }, "unknown"],
  ["a 502 page", { html: true }, "unknown"],
  ["a 503", { status: 503 }, "unknown"],
  ["a 504", { status: 504 }, "unknown"],
  ["a 408", { status: 408 }, "unknown"],
  ["a broken body", { brokenBody: true }, "done"],
  ["a 409", { status: 409 }, "refused"],
];

const typed = (...names: string[]) =>
  Object.fromEntries(
    names.flatMap((name) => [
      [name, name],
      [`${name}Type`, "msg"],
    ]),
  );
const SEND = typed("toAddress", "fromAddress", "queueId", "text", "template", "externalContactId");
const REPLY = typed(
  "conversationId",
  "userId",
  "participantId",
  "communicationId",
  "text",
  "media",
  "template",
);

interface Case {
  name: string;
  operation: string;
  /** The outcome of a refusal, where something was done before. */
  refused?: "done";
  open: () => Promise<{ bench: Bench; msg: Record<string, unknown> }>;
}

const asAda = {
  account: { grant: "access-token" },
  credentials: (simulator: Bench["simulator"]) => ({ accessToken: simulator.act.issueToken("sign-in") }),
};

const openReply = (config: Record<string, unknown>) => async () => {
  const bench = await openBench(replyMessage, "genesys-reply-message", {
    ...REPLY,
    confirm: true,
    ...config,
  });
  const { conversationId } = bench.simulator.act.customerWrites();
  bench.simulator.act.agentAnswers(conversationId);
  const media = { content: "R0lGODdhAQ==", fileName: "a.gif" };
  return { bench, msg: { conversationId, text: "Once", media, template: "once" } };
};

const openSend =
  (config: Record<string, unknown>, options = {}) =>
  async () => {
    const given = { ...SEND, confirm: true, deadlineSeconds: 20, ...config };
    const bench = await openBench(sendMessage, "genesys-send-message", given, options);
    const queueId = idOf("queue Support");
    return {
      bench,
      msg: { toAddress: "+15555550123", fromAddress: "+15555550199", queueId, text: "Once" },
    };
  };

const CASES: Case[] = [
  { name: "without an agent", operation: "postConversationsMessagesAgentless", open: openSend({}) },
  {
    name: "through a queue, opening",
    operation: "postConversationsMessages",
    open: openSend({ mode: "attended" }, asAda),
  },
  {
    name: "through a queue, saying",
    operation: "postConversationsMessageCommunicationMessages",
    refused: "done",
    open: openSend({ mode: "attended" }, asAda),
  },
  ...(["text", "media", "template"] as const).map((content) => ({
    name: `replying with a ${content}`,
    operation: "postConversationsMessageCommunicationMessages",
    open: openReply({ content }),
  })),
];

/** A number that has no conversation yet and no special ending. */
let numbers = 2000;
const newNumber = (): string => `+1555555${(numbers += 1)}`;

describe("a message is never sent twice", () => {
  for (const { name, operation, refused = "refused", open } of CASES)
    describe(name, () => {
      let bench: Bench;
      let msg: Record<string, unknown>;
      const count = () => bench.simulator.log.count(operation);
      const outbound = () =>
        [...messagesIn(bench.simulator.store).values()].filter(({ direction }) => direction === "outbound")
          .length;
      before(async () => ({ bench, msg } = await open()));
      after(() => bench.close());

      /** One message through the node; how often it was asked for and how often it was sent. */
      const play = async (fault: Fault) => {
        const was = { asked: count(), sent: outbound(), arrived: bench.arrivals.length };
        bench.simulator.faults.add({ match: { operation }, fault });
        bench.start({ ...msg, ...(msg.toAddress === undefined ? {} : { toAddress: newNumber() }) });
        await passUntil(bench.clock, () => bench.arrivals.length !== was.arrived, 500);
        await bench.clock.advance(60_000);
        const arrival = bench.arrivals[was.arrived];
        return { arrival, asked: count() - was.asked, sent: outbound() - was.sent };
      };

      for (const [what, fault, outcome] of FAULTS)
        it(what, async () => {
          const { arrival, asked, sent } = await play(fault);
          assert.equal(arrival?.at, "catch");
          assert.equal(arrival.msg.error?.cause?.outcome, outcome === "refused" ? refused : outcome);
          assert.equal(asked, 1);
          assert.ok(sent <= 1);
        });

      it("a 429 was no sending, so that it is sent, once", async () => {
        const { arrival, asked, sent } = await play({ retryAfter: 3 });
        assert.equal(arrival?.at, "result");
        assert.equal(asked, 2);
        assert.equal(sent, 1);
      });

      it("the node is closed in mid-flight", async () => {
        const was = { asked: count(), sent: outbound(), arrived: bench.arrivals.length };
        bench.simulator.faults.add({ match: { operation }, fault: { delayMs: 30_000 } });
        bench.start({ ...msg, ...(msg.toAddress === undefined ? {} : { toAddress: newNumber() }) });
        await passUntil(bench.clock, () => count() !== was.asked, 500);
        await bench.node.close(false);
        await bench.clock.advance(60_000);
        assert.equal(count() - was.asked, 1);
        assert.ok(outbound() - was.sent <= 1);
        assert.equal(bench.arrivals.length, was.arrived);
      });
    });

  it("nor is it lost with a response about its file, which may be requested again", async () => {
    const { bench, msg } = await openReply({ content: "media" })();
    const operations = [
      "postConversationsMessageCommunicationMessagesMediaUploads",
      "upload",
      "getConversationsMessageCommunicationMessagesMediaMediaId",
    ];
    for (const operation of operations)
      bench.simulator.faults.add({ match: { operation }, fault: { reset: true } });
    bench.start(msg);
    await passUntil(bench.clock, () => bench.arrivals.length !== 0, 500);
    assert.equal(bench.arrivals[0]?.at, "result");
    const all = [...messagesIn(bench.simulator.store).values()];
    assert.equal(all.filter(({ direction }) => direction === "outbound").length, 1);
    await bench.close();
  });
});
