import type Redis from "ioredis";
import { APPEND } from "../../../nodes/lib/platform/backplane/redis-log-scripts";
import { connected, type RunningRedis } from "../redis";

/** Who appends, as seen by the server: only what it has written counts, in its own order. */
export interface FencingWatch {
  /** Follows this server from now on. Another one begins with tokens of its own. */
  follow(redis: RunningRedis): Promise<void>;
  /** How many steps with a fencing token were written. */
  steps(): number;
  /** Has the server that is followed now what the one before it had? Nine tenths: some is forgotten meanwhile. */
  hasWritten(): boolean;
  /** Those that were written after one with a newer token of the same lease. */
  stale(): string[];
  close(): void;
}

const WRITES = new Set(["xadd", "hset", "hdel", "xdel"]);

/** The name of a step is written with it. It says nothing of what is known. */
const STEP = "#step";

interface Fenced {
  lease: string;
  token: number;
  isCounted?: boolean;
}

/** The lease and the token of a call of APPEND. */
const fenceIn = (args: readonly string[]): Fenced | undefined => {
  const [command = "", which = "", count = "0", ...rest] = args;
  const isAppend =
    (command.toLowerCase() === "evalsha" && which === APPEND.sha) ||
    (command.toLowerCase() === "eval" && which === APPEND.lua);
  const [token = ""] = (rest[Number(count)] ?? "").split(":");
  return isAppend && token !== "" ? { lease: rest[0] ?? "", token: Number(token) } : undefined;
};

export const watchFencing = (): FencingWatch => {
  const stale: string[] = [];
  let steps = 0;
  let before = 0;
  /** What is kept on the server: the names of its fields. */
  let kept = new Set<string>();
  let keptBefore = 0;
  let control: Redis | undefined;
  let monitor: Redis | undefined;
  const close = (): void => {
    monitor?.disconnect();
    control?.disconnect();
  };
  const follow = async (redis: RunningRedis): Promise<void> => {
    close();
    const newest = new Map<string, number>();
    before = steps;
    keptBefore = kept.size;
    kept = new Set();
    let open: Fenced | undefined;
    control = await connected(redis.connect());
    monitor = await control.monitor();
    monitor.on("error", () => undefined);
    monitor.on("monitor", (_time: string, args: string[], source: string) => {
      if (source !== "lua") return void (open = fenceIn(args));
      const [command = "", , field = ""] = args;
      if (open === undefined || !WRITES.has(command.toLowerCase()) || field === STEP) return;
      if (command.toLowerCase() === "hset") kept.add(field);
      if (command.toLowerCase() === "hdel") kept.delete(field);
      const { lease, token, isCounted } = open;
      if (isCounted === true) return;
      open.isCounted = true;
      steps += 1;
      const last = newest.get(lease) ?? -Infinity;
      if (token < last) stale.push(`${lease}: ${token} after ${last}`);
      newest.set(lease, Math.max(last, token));
    });
  };
  return {
    follow,
    steps: () => steps,
    hasWritten: () => steps > before && kept.size >= keptBefore * 0.9,
    stale: () => stale,
    close,
  };
};
