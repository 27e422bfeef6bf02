import type { NodeAPI, NodeDef, Node } from "node-red";
import type { createRedisBackplane } from "../../../nodes/lib/platform/backplane/redis";
import type { Clock } from "../../../nodes/lib/platform/types";
import { createMemoryBackplanes } from "../../../nodes/lib/platform/backplane/memory";

/** A backplane in memory for accounts of one process: what the node connects to, and what the accounts open there. */

type RedisModule = { createRedisBackplane: typeof createRedisBackplane };

/** Are the accounts A and B those of one flow in two instances? Then their nodes have the same place in the flow. */
let areInstances = false;
const inFlow = (name: string): string => (areInstances ? name.replace(/(walk-\d+)-B\b/g, "$1-A") : name);

/** One for each backplane node, by its id, which is its prefix. What is in it outlives a deploy, as in Redis. */
const memories = new Map<string, ReturnType<typeof createMemoryBackplanes>>();

/** The log in memory is looked at every 10 ms, which would be most of what a walk does. */
const LEAST_MS = 250;
const slowly = (clock: Clock): Clock => ({
  ...clock,
  after: (ms, fn) => clock.after(Math.max(ms, LEAST_MS), fn),
});

/** Replaces the door to Redis for this process. */
export const openInMemory = (): void => {
  const path = require.resolve("../../../nodes/lib/platform/backplane/redis");
  const door: RedisModule = {
    createRedisBackplane: ({ prefix, clock, random, settings, warn, group }) => {
      const make =
        memories.get(prefix) ?? createMemoryBackplanes({ clock: slowly(clock), random, settings, warn });
      memories.set(prefix, make);
      const made = make(group);
      return {
        ...made,
        lease: (name) => made.lease(inFlow(name)),
        streamOf: (name) => made.streamOf(inFlow(name)),
      };
    },
  };
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- it is loaded, so that its place in the cache exists
  require(path);
  require.cache[path]!.exports = door;
};

/** Before a walk: in which of the two ways the accounts share the memory. */
export const beginMemories = (plan: { areInstances: boolean }): void => {
  memories.clear();
  ({ areInstances } = plan);
};

/** In the place of `genesys-backplane`. */
export const walkBackplane = (RED: NodeAPI): void => {
  RED.nodes.registerType("walk-backplane", function (this: Node, config: NodeDef) {
    RED.nodes.createNode(this, config);
    const connection = {
      state: () => ({ kind: "ready" as const }),
      watch: () => () => undefined,
      commands: {},
      close: () => Promise.resolve(),
    };
    const joined = { settings: { prefix: this.id, group: "walk" }, connection, leave: () => undefined };
    Object.assign(this, { join: () => joined, members: () => [], connection: () => connection });
  });
};
