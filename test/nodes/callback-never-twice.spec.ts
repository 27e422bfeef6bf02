import assert from "node:assert/strict";
import callback from "../../nodes/genesys-callback";
import type { Fault } from "../../nodes/lib/simulator/http/faults";
import { liveCallsOf } from "../../nodes/lib/simulator/machines/voice";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { openBench, type Bench } from "../support/flow";
import { CALL } from "../support/seed";
import { passUntil } from "../support/until";

/** Whatever goes wrong at a request that creates or calls, the simulator's own record shows at most one effect of it. */

const FAULTS: [name: string, fault: Fault, isDone: boolean][] = [
  ["a lost answer", { lostAnswer: true }, true],
  ["a reset socket", { reset: true }, false],
  ["silence", { silence: true }, false],
  ["a 500", { status: 500 }, false],
  ["a 502 page", { html: true }, false],
  ["a 504", { status: 504 }, false],
  ["a 409", { status: 409 }, false],
];

const BEN = idOf("user Ben Agent");
const ORDER = { queueId: idOf("queue Support"), numbers: ["+15555550142"] };

const legsOf = ({ simulator }: Bench, media: string): number =>
  [...simulator.store.conversations.values()]
    .flatMap(({ participants }) => participants)
    .filter(({ purpose }) => purpose === "customer" || purpose === "external")
    .flatMap(({ communications }) => communications)
    .filter((leg) => leg.media === media).length;

interface Case {
  name: string;
  operation: string;
  config: Record<string, unknown>;
  media: "calls" | "callbacks";
  /** The message, made again each time. */
  arrange: (bench: Bench) => Promise<Record<string, unknown>>;
}

/** A callback that Ben has answered, without a call. */
const answered = async ({ simulator, clock }: Bench): Promise<Record<string, unknown>> => {
  const all = [...simulator.store.conversations.values()];
  const own = all.find(({ participants }) => participants.some(({ userId }) => userId === BEN))?.id;
  if (own !== undefined) {
    if (liveCallsOf(simulator.store.conversations.get(own)!).length > 0) simulator.act.customerHangsUp(own);
    return { conversationId: own };
  }
  const { conversationId } = simulator.act.interactionArrives({ mediaType: "callback", queue: "Service" });
  simulator.act.agentAnswers(conversationId, { user: "Ben Agent" });
  await clock.advance(1_000);
  return { conversationId };
};

const CASES: Case[] = [
  {
    name: "a callback",
    operation: "postConversationsCallbacks",
    config: {},
    media: "callbacks",
    arrange: () => Promise.resolve(ORDER),
  },
  {
    name: "a callback of a participant",
    operation: "postConversationParticipantCallbacks",
    config: { target: "customer" },
    media: "callbacks",
    arrange: () => Promise.resolve({ ...ORDER, conversationId: CALL.conversationId }),
  },
  {
    name: "the call of a callback",
    operation: "postConversationsCall",
    config: { action: "start" },
    media: "calls",
    arrange: answered,
  },
];

const asBen = {
  account: { grant: "access-token" },
  credentials: (simulator: Bench["simulator"]) => ({ accessToken: simulator.act.issueToken("sign-in", BEN) }),
};

for (const { name, operation, config, media, arrange } of CASES)
  describe(`${name} is never made twice`, () => {
    let bench: Bench;
    before(async () => {
      bench = await openBench(callback, "genesys-callback", config, asBen);
    });
    after(() => bench.close());

    const play = async (fault: Fault) => {
      const msg = await arrange(bench);
      const was = { legs: legsOf(bench, media), asked: bench.simulator.log.count(operation) };
      bench.simulator.faults.add({ match: { operation }, fault });
      bench.arrivals.length = 0;
      bench.start(msg);
      await passUntil(bench.clock, () => bench.arrivals.length !== 0, 500);
      await bench.clock.advance(5_000);
      const asked = bench.simulator.log.count(operation) - was.asked;
      return { arrival: bench.arrivals[0], asked, made: legsOf(bench, media) - was.legs };
    };

    for (const [what, fault, isDone] of FAULTS)
      it(what, async () => {
        const { arrival, asked, made } = await play(fault);
        assert.deepEqual([asked, made], [1, isDone ? 1 : 0]);
        if (isDone) {
          assert.equal((arrival?.msg.payload as { recovered?: true } | undefined)?.recovered, true);
          return;
        }
        const outcome = what === "a 409" ? "refused" : "unknown";
        assert.deepEqual([arrival?.at, arrival?.msg.error?.cause?.["outcome"]], ["catch", outcome]);
      });

    it("a 429 made nothing, so that it is sent again, once", async () => {
      const { arrival, asked, made } = await play({ retryAfter: 3 });
      assert.deepEqual([arrival?.at, asked, made], ["result", 2, 1]);
    });
  });
