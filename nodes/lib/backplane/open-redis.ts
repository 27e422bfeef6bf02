import type { Redis, RedisOptions } from "ioredis";
import type { Random } from "../platform/types";
import type { Address } from "./address";

/** A command that has no reply for this long has failed. */
const COMMAND_MS = 1_000;
const CONNECT_MS = 3_000;
/** A command that blocks is shorter than this. */
const BLOCKING_MS = 10_000;
/** So often at most, it is tried to connect again: an instance has to be back before another takes over its work. */
const LONGEST_RETRY_MS = 200;

/**
 * Nothing waits for a server that is away: a command fails, and is not sent again by the client. What was on its way may have had
 * its effect; only the caller knows whether it may be repeated.
 */
const optionsFor = ({ host, port, isTls, database, ...who }: Address): RedisOptions => ({
  ...{ host, port, db: database, ...who },
  ...(isTls ? { tls: {} } : {}), // certificates are always verified
  connectTimeout: CONNECT_MS,
  commandTimeout: COMMAND_MS,
  disconnectTimeout: 300,
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  enableReadyCheck: false, // made by the caller, who looks for more
  lazyConnect: true,
});

/** For a connection that is made again as often as it is lost. */
export const keptOpen = (random: Random): RedisOptions => ({
  retryStrategy: (times) =>
    Math.min(LONGEST_RETRY_MS, 50 * 2 ** Math.min(times - 1, 10)) * (0.5 + random() / 2),
});

/** For a connection that is made once. */
export const MADE_ONCE: RedisOptions = { retryStrategy: () => null };

/** For commands that block: they wait until the connection is there, and have no reply until something happens. */
export const FOR_BLOCKING: RedisOptions = {
  commandTimeout: undefined,
  blockingTimeout: BLOCKING_MS,
  socketTimeout: BLOCKING_MS + 1_000,
  enableOfflineQueue: true,
  lazyConnect: false,
};

/** A client that is not connected yet. The library is large, and loaded only where there is a backplane. */
export const openRedis = async (address: Address, more: RedisOptions): Promise<Redis> => {
  const { default: library } = await import("ioredis");
  return new library.Redis({ ...optionsFor(address), ...more, replyMapping: "legacy" });
};

/** Ends the connection, whatever it is doing. */
export const closeRedis = async (redis: Redis): Promise<void> => {
  const isOpen = ["connecting", "connect", "ready"].includes(redis.status);
  const closed = isOpen
    ? new Promise<void>((resolve) => {
        redis.once("close", resolve);
        redis.once("end", resolve);
      })
    : Promise.resolve();
  redis.disconnect();
  await closed;
};
