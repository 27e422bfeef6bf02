import type { Redis } from "ioredis";
import type { Clock } from "../platform/types";
import { failureOf, type Failure } from "./failure";
import { closeRedis, MADE_ONCE, openRedis } from "./open-redis";
import { evicts, misfitOf, serverOf, type Server } from "./server";
import type { BackplaneSettings } from "./settings";

/** What *Test connection* shows. */
export type Checked =
  | {
      ok: true;
      name: string;
      version: string;
      /** Of one command and its reply, in ms with one decimal. */
      latencyMs: number;
      /** How far the server's clock is ahead of this machine's. */
      aheadMs: number;
      /** Keys of ours would be removed when the memory is full. */
      evicts?: string;
    }
  | { ok: false; failure: Failure };

const PINGS = 10;
const DEADLINE_MS = 8_000;

/** What the backplane does, in short: a key with an expiry, an entry of a stream, in one script. */
const TRIAL = `
redis.call('SET', KEYS[1], '1', 'PX', 1000)
redis.call('DEL', KEYS[1])
redis.call('XADD', KEYS[1], '*', 'test', '1')
redis.call('DEL', KEYS[1])
return 1`;

/** Connects, looks and leaves. Keys have the prefix of the backplane, since a user may be limited to it. */
export const checkServer = async ({ address, prefix }: BackplaneSettings, clock: Clock): Promise<Checked> => {
  const redis = await openRedis(address, MADE_ONCE);
  let fault: Failure | undefined;
  redis.on("error", (error: unknown) => (fault ??= failureOf(error)));
  const cancel = clock.after(DEADLINE_MS, () => {
    fault ??= "timeout";
    redis.disconnect();
  });
  try {
    await redis.connect();
    if (fault !== undefined) return failed(fault);
    const server = await serverNow(redis);
    const misfit = misfitOf(server);
    if (misfit !== undefined) return failed(misfit);
    await redis.eval(TRIAL, 1, `${prefix}:test`);
    return { ...described(server), ...(await timed(redis, clock)) };
  } catch (error) {
    const failure = failureOf(error);
    return failed(fault ?? (failure === "other" && !isReply(error) ? "closed" : failure));
  } finally {
    cancel();
    await closeRedis(redis);
  }
};

const failed = (failure: Failure): Checked => ({ ok: false, failure });
const isReply = (error: unknown): boolean => error instanceof Error && error.name === "ReplyError";

/** The server, as far as its user may read about it. */
export const serverNow = async (redis: Redis): Promise<Server> => {
  try {
    return serverOf(await redis.info());
  } catch (error) {
    if (!isReply(error)) throw error;
    return serverOf(""); // the user may not, or the provider has no such command
  }
};

const described = (server: Server) => ({
  ok: true as const,
  name: server.name,
  version: server.version ?? "?",
  ...(evicts(server) && server.policy !== undefined ? { evicts: server.policy } : {}),
});

const timed = async (redis: Redis, clock: Clock): Promise<{ latencyMs: number; aheadMs: number }> => {
  const begun = clock.now();
  for (let sent = 0; sent < PINGS; sent += 1) await redis.ping();
  const ended = clock.now();
  const [seconds, micros] = await redis.time();
  const latencyMs = Math.round(((ended - begun) / PINGS) * 10) / 10;
  // Half of a round trip has passed since the server read its clock.
  const now = (ended + clock.now()) / 2;
  return { latencyMs, aheadMs: Math.round(Number(seconds) * 1000 + Number(micros) / 1000 - now) };
};
