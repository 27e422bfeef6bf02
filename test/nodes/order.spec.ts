import assert from "node:assert/strict";
import deletePostflow from "../../nodes/genesys-delete-postflow";
import getConversation from "../../nodes/genesys-get-conversation";
import wrapUp from "../../nodes/genesys-wrap-up";
import type { Fault, FaultMatch } from "../../nodes/lib/simulator/http/faults";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import type { LogEntry } from "../../nodes/lib/simulator/http/log";
import { casesOf, said, type CaseOf } from "../support/cases";
import { moduleOf } from "../support/nodes";
import { openBench, type Bench } from "../support/flow";
import { CALL, fromMessage, TARGET_INPUTS } from "../support/seed";
import { passUntil, until } from "../support/until";

/** The messages of one node about one conversation act in the order in which they came in. */

type Message = Record<string, unknown>;
type Acting = CaseOf<"ordered">;

const ACTING = casesOf("ordered");
/** The one of this name. */
const acting = (name: string): Acting => ACTING.find((one) => one.name === name) ?? assert.fail(name);

const READ = { operation: "getConversation" };
const OPEN: Message = {};
const faultsOf = ({ act }: Acting): [string, FaultMatch, Fault][] => [
  ["whose first read is late", READ, { delayMs: 400 }],
  ["whose first act is late", act, { delayMs: 400 }],
  ["whose first act meets a 429", act, { retryAfter: 2 }],
  ["whose first read meets a 503", READ, { status: 503 }],
  ["whose first act is refused", act, { status: 409 }],
];

describe("in order", () => {
  let bench: Bench;
  const turns = async (count = 40): Promise<void> => {
    for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setTimeout(resolve, 1));
  };
  const open = async (one: Acting, config: Message = {}): Promise<Message> => {
    bench = await openBench(moduleOf(one.type), one.type, { ...one.config, ...config });
    return one.begin?.(bench) ?? OPEN;
  };
  const acts = ({ act, says }: Acting): unknown[] =>
    bench.simulator.log
      .entries()
      .filter(({ operation, status }) => operation === act.operation && status !== 429)
      .map(says);
  const outcomes = (count: number) => () => bench.arrivals.length === count;
  afterEach(() => bench.close());

  for (const one of ACTING)
    describe(one.name, () => {
      for (const [what, match, fault] of faultsOf(one))
        it(`five messages, ${what}`, async () => {
          const begun = await open(one);
          const numbers = [1, 2, 3, 4, 5];
          bench.simulator.faults.add({ match, fault });
          for (const nth of numbers) bench.start({ ...one.message(nth, begun), nth });
          await passUntil(bench.clock, outcomes(5), 50);
          const wanted = numbers.map((nth) => one.says({ body: bodyOf(one, nth, begun) } as LogEntry));
          const sent = acts(one).filter((each, at, all) => each !== all[at - 1]); // one may be tried again
          assert.deepEqual(sent, wanted);
          assert.deepEqual(
            bench.arrivals.map(({ msg }) => msg.nth),
            numbers,
            "they leave the node in that order as well",
          );
        });
    });

  /** What the nth message asks for, in the shape of its request. */
  const bodyOf = ({ name }: Acting, nth: number, begun: Message): unknown => {
    const message = acting(name).message(nth, begun);
    return { textBody: message.text, ...message, ...(message.body as Message | undefined) };
  };

  it("get conversation hands the conversation on in order, so that what follows it acts in order", async () => {
    bench = await openBench(getConversation, "genesys-get-conversation", TARGET_INPUTS);
    bench.simulator.faults.add({ match: READ, fault: { delayMs: 400 } });
    for (const nth of [1, 2, 3]) bench.start({ ...CALL, nth });
    await passUntil(bench.clock, outcomes(3), 50);
    assert.deepEqual(
      bench.arrivals.map(({ msg }) => msg.nth),
      [1, 2, 3],
    );
  });

  it("delete post-flow waits for the one before as well", async () => {
    bench = await openBench(deletePostflow, "genesys-delete-postflow", TARGET_INPUTS);
    bench.simulator.faults.add({ match: READ, fault: { silence: true } });
    bench.start({ ...CALL });
    bench.start({ ...CALL });
    await until(() => bench.simulator.log.count("getConversation") === 1);
    await turns();
    assert.equal(bench.simulator.log.count("getConversation"), 1);
  });

  it("different conversations do not wait for each other", async () => {
    const one = acting("set post-flow");
    await open(one);
    const { conversationId } = bench.simulator.act.customerCalls({ queue: "Support" });
    bench.simulator.faults.add({ match: READ, fault: { silence: true } });
    bench.start({ ...one.message(1, {}), nth: 1 });
    await until(() => bench.simulator.log.count("getConversation") === 1);
    bench.start({ ...one.message(2, {}), nth: 2 });
    bench.start({ conversationId, destination: "+15555550103", nth: 3 });
    await passUntil(bench.clock, outcomes(1), 250);
    assert.deepEqual([bench.arrivals[0]?.at, bench.arrivals[0]?.msg.nth], ["result", 3]);
  });

  it("of a message whose expression takes longer, the place counts in which it came in", async () => {
    const one = acting("update participant, attributes");
    await open(one, {
      conversationId: "slow ? ($sum([1..3000].($ * 2)); conversationId) : conversationId",
      conversationIdType: "jsonata",
    });
    bench.start({ ...one.message(1, {}), slow: true });
    bench.start({ ...one.message(2, {}) });
    await until(outcomes(2));
    assert.deepEqual(acts(one), ["1", "2"]);
  });

  it("a slow expression of another input does not let the next one of the conversation pass", async () => {
    const one = acting("update participant, attributes");
    await open(one, {
      attributes: "slow ? ($sum([1..3000].($ * 2)); attributes) : attributes",
      attributesType: "jsonata",
    });
    bench.start({ ...one.message(1, {}), slow: true });
    bench.start({ ...one.message(2, {}) });
    await until(outcomes(2));
    assert.deepEqual(acts(one), ["1", "2"]);
  });

  it("inputs are read when the message arrives, not when its turn comes", async () => {
    const one = acting("update participant, attributes");
    await open(one, { attributes: "wanted", attributesType: "flow" });
    bench.simulator.faults.add({ match: READ, fault: { delayMs: 400 } });
    const context = bench.node.context().flow;
    for (const nth of [1, 2]) {
      context.set("wanted", { step: String(nth) });
      bench.start({ ...CALL });
    }
    context.set("wanted", { step: "3" });
    await passUntil(bench.clock, outcomes(2), 50);
    assert.deepEqual(acts(one), ["1", "2"]);
  });

  it("a message with a wrong input fails at once, and holds nobody up", async () => {
    const one = acting("set post-flow");
    await open(one);
    bench.simulator.faults.add({ match: READ, fault: { delayMs: 400 } });
    bench.start({ ...one.message(1, {}), nth: 1 });
    bench.start({ ...CALL, destination: ["no"], nth: 2 });
    bench.start({ ...one.message(3, {}), nth: 3 });
    await until(outcomes(1));
    assert.deepEqual([bench.arrivals[0]?.msg.nth, bench.arrivals[0]?.msg.error?.code], [2, "input"]);
    await passUntil(bench.clock, outcomes(3), 50);
    assert.equal(acts(one).length, 2);
  });

  it("reply: the second text goes once the first is answered, although its delivery is still to be confirmed", async () => {
    const one = acting("reply to message");
    const begun = await open(one, { confirm: true, deadlineSeconds: 3_600 });
    bench.simulator.settings.messageDeliveredMs = 3_000_000;
    bench.start(one.message(1, begun));
    bench.start(one.message(2, begun));
    await until(() => acts(one).length === 2);
    assert.deepEqual(acts(one), ["text 1", "text 2"]);
    assert.deepEqual(bench.arrivals, []);
  });

  it("send message: the same for its confirmation", async () => {
    const one = acting("send message to one address, however it is written");
    await open(one, { confirm: true, deadlineSeconds: 3_600 });
    bench.simulator.settings.messageDeliveredMs = 3_000_000;
    bench.start(one.message(1, {}));
    bench.start(one.message(2, {}));
    await until(() => acts(one).length === 2);
    assert.deepEqual(acts(one), ["text 1", "text 2"]);
  });

  describe("wrap up", () => {
    const NAMES = fromMessage("code", "notes");
    const openWrapUp = async (config: Message) =>
      (bench = await openBench(wrapUp, "genesys-wrap-up", {
        ...TARGET_INPUTS,
        ...NAMES,
        target: "ids",
        ...config,
      }));
    const posts = () =>
      bench.simulator.log
        .entries()
        .filter(({ operation }) => operation === "postConversationsCallParticipantCommunicationWrapup");

    /** Lee has handed a call over to Ben: the one is to wrap up, the other talks. */
    const handOver = async () => {
      const { act, url } = bench.simulator;
      const { conversationId } = act.interactionArrives({ queue: "Support", mediaType: "call" });
      const lee = act.agentAnswers(conversationId, { user: "Lee Limited" });
      await fetch(
        `${url}/api/v2/conversations/${conversationId}/participants/${lee.participantId}/replace/agent`,
        {
          method: "POST",
          headers: { authorization: `Bearer ${act.issueToken()}`, "content-type": "application/json" },
          body: JSON.stringify({ userId: idOf("user Ben Agent") }),
        },
      );
      await bench.clock.advance(1_000);
      const ben = act.agentAnswers(conversationId, { user: "Ben Agent" });
      bench.simulator.log.clear();
      return { lee, ben };
    };
    const reads = () => bench.simulator.log.count("getConversation");

    for (const when of ["ended", "beforeTimeout"])
      it(`${when}: one that waits for the end of a leg does not hold up that of another agent`, async () => {
        await openWrapUp({ when, deadlineSeconds: 600 });
        const { lee, ben } = await handOver();
        bench.start({ ...ben, code: "Resolved", nth: "ben" });
        await until(() => reads() === 1);
        bench.start({ ...lee, code: "Resolved", nth: "lee" });
        await passUntil(bench.clock, outcomes(1), 5_000);
        assert.deepEqual([bench.arrivals[0]?.at, bench.arrivals[0]?.msg.nth], ["result", "lee"]);
      });

    it("ended: of two for one leg, the first to come in acts first, although its read after the end is late", async () => {
      await openWrapUp({ when: "ended", deadlineSeconds: 600, provisional: true });
      const { ben } = await handOver();
      for (const nth of [1, 2]) bench.start({ ...ben, notes: `note ${nth}` });
      await until(() => reads() === 2);
      bench.simulator.faults.add({ match: READ, fault: { delayMs: 400 } });
      bench.simulator.act.agentHangsUp(ben.conversationId, ben.participantId);
      await passUntil(bench.clock, outcomes(2), 50);
      assert.deepEqual(
        posts().map((entry) => said("notes")(entry)),
        ["note 1", "note 2"],
      );
    });

    it("now: a race with the platform keeps its place while it is tried again", async () => {
      await openWrapUp({});
      const { lee } = await handOver();
      const operation = "postConversationsCallParticipantCommunicationWrapup";
      bench.simulator.faults.add({ match: { operation }, fault: { status: 409 } });
      bench.start({ ...lee, code: "Resolved" });
      bench.start({ ...lee, code: "Callback needed" });
      await passUntil(bench.clock, outcomes(2), 50);
      assert.deepEqual(
        bench.arrivals.map(({ at }) => at),
        ["result", "catch"],
      );
      assert.equal(new Set(posts().map((entry) => said("code")(entry))).size, 1);
    });
  });
});
