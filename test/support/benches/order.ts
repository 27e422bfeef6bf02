import assert from "node:assert/strict";
import { casesOf, type CaseOf } from "../cases";
import { openBench, type Bench } from "../flow";
import { moduleOf } from "../nodes";

export type Message = Record<string, unknown>;
export type Acting = CaseOf<"ordered">;

export const ACTING = casesOf("ordered");
/** The one of this name. */
export const acting = (name: string): Acting => ACTING.find((one) => one.name === name) ?? assert.fail(name);

export const READ = { operation: "getConversation" };

export const orderBench = () => {
  let bench: Bench;
  const openNode = async (type: string, config: Message): Promise<Bench> =>
    (bench = await openBench(moduleOf(type), type, config));
  return {
    bench: () => bench,
    openNode,
    /** The node of this name, and what the messages are about. */
    open: async (one: Acting, config: Message = {}): Promise<Message> => {
      const opened = await openNode(one.type, { ...one.config, ...config });
      return one.begin?.(opened) ?? {};
    },
    /** What was done, in the order in which it was. */
    acts: ({ act, says }: Acting): unknown[] =>
      bench.simulator.log
        .entries()
        .filter(({ operation, status }) => operation === act.operation && status !== 429)
        .map(says),
    /** So many messages have come out. */
    outcomes: (count: number) => () => bench.arrivals.length === count,
  };
};
