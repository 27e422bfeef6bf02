import assert from "node:assert/strict";
import genesysEvents from "../../../nodes/genesys-events";
import { idOf } from "../../../nodes/lib/simulator/store/ids";
import type { Arrival } from "../flow";
import { nodeBench, type BenchOptions } from "./node-bench";

export const SUPPORT = idOf("queue Support");

/** The node that emits events of the queue Support, in a flow. */
export const eventsBench = () => {
  const { bench, open } = nodeBench(genesysEvents, "genesys-events", { ids: SUPPORT });
  /** Lets sockets and virtual time go on in turn. */
  const run = async (holds: () => boolean, stepMs = 50): Promise<void> => {
    for (let turn = 0; !holds(); turn++) {
      assert.ok(turn < 2_000, `it did not come about: ${holds.toString()}`);
      await new Promise((resolve) => setTimeout(resolve, 1));
      await bench().clock.advance(stepMs);
    }
  };
  const isSubscribed = (): boolean =>
    bench()
      .simulator.act.channels()
      .some((each) => each.connected && each.topics.length > 0);
  const events = (): string[] => bench().arrivals.map(({ msg }) => String(msg["event"]));
  return {
    bench,
    open,
    run,
    isSubscribed,
    /** As the status of the node says. */
    isConnected: (): boolean => bench().statuses.at(-1)?.fill === "green",
    connect: async (config: Record<string, unknown> = {}, options: BenchOptions = {}): Promise<void> => {
      await open(config, options);
      await run(isSubscribed);
      await run(() => bench().statuses.some(({ fill }) => fill !== "yellow") || bench().statuses.length > 1);
    },
    events,
    has:
      (...names: string[]) =>
      (): boolean =>
        names.every((name) => events().includes(name)),
    first: (name: string): Arrival["msg"] =>
      bench().arrivals.find(({ msg }) => msg["event"] === name)?.msg ?? assert.fail(`no ${name}`),
  };
};
