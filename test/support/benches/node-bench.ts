import assert from "node:assert/strict";
import { openBench, type Arrival, type Bench } from "../flow";
import { passUntil } from "../until";

export type BenchOptions = Parameters<typeof openBench>[3];
export type NodeModule = Parameters<typeof openBench>[0];
type Values = Record<string, unknown>;

/** What the specs of one node share: each opens a bench with its own settings, and `bench` is the one opened last. */
export const nodeBench = (module: NodeModule, type: string, stored: Values = {}) => {
  let bench: Bench;
  return {
    bench: (): Bench => bench,
    open: async (config: Values = {}, options: BenchOptions = {}): Promise<Bench> =>
      (bench = await openBench(module, type, { ...stored, ...config }, options)),
    /** Sends a message and lets virtual time pass until something has come out. */
    play: async (msg: Values): Promise<Arrival> => {
      const before = bench.arrivals.length;
      bench.start(msg);
      await passUntil(bench.clock, () => bench.arrivals.length !== before);
      const arrival = bench.arrivals[before];
      assert.ok(arrival);
      return arrival;
    },
  };
};
