import assert from "node:assert/strict";
import type { Fault, FaultMatch } from "../../nodes/lib/simulator/http/faults";
import type { LogEntry } from "../../nodes/lib/simulator/http/log";
import { ACTING, acting, orderBench, READ, type Acting, type Message } from "../support/benches/order";
import { passUntil } from "../support/until";

/** The messages of one node about one conversation act in the order in which they came in. */

const faultsOf = ({ act }: Acting): [string, FaultMatch, Fault][] => [
  ["whose first read is late", READ, { delayMs: 400 }],
  ["whose first act is late", act, { delayMs: 400 }],
  ["whose first act meets a 429", act, { retryAfter: 2 }],
  ["whose first read meets a 503", READ, { status: 503 }],
  ["whose first act is refused", act, { status: 409 }],
];

/** What the nth message asks for, in the shape of its request. */
const bodyOf = ({ name }: Acting, nth: number, begun: Message): unknown => {
  const message = acting(name).message(nth, begun);
  return { textBody: message.text, ...message, ...(message.body as Message | undefined) };
};

describe("in order", () => {
  const { bench, open, acts, outcomes } = orderBench();
  afterEach(() => bench().close());

  for (const one of ACTING)
    describe(one.name, () => {
      for (const [what, match, fault] of faultsOf(one))
        it(`five messages, ${what}`, async () => {
          const begun = await open(one);
          const numbers = [1, 2, 3, 4, 5];
          bench().simulator.faults.add({ match, fault });
          for (const nth of numbers) bench().start({ ...one.message(nth, begun), nth });
          await passUntil(bench().clock, outcomes(5), 50);
          const wanted = numbers.map((nth) => one.says({ body: bodyOf(one, nth, begun) } as LogEntry));
          const sent = acts(one).filter((each, at, all) => each !== all[at - 1]); // one may be tried again
          assert.deepEqual(sent, wanted);
          assert.deepEqual(
            bench().arrivals.map(({ msg }) => msg.nth),
            numbers,
            "they leave the node in that order as well",
          );
        });
    });
});
