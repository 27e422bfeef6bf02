import type { Redis } from "ioredis";
import type { RedisCommands } from "../platform/backplane/types";
import type { Clock, Random } from "../platform/types";
import { shownAddress } from "./address";
import { serverNow } from "./check";
import { createCommands } from "./commands";
import type { ConnectionState } from "./connection-state";
import { failureOf, SENTENCES, type Failure } from "./failure";
import { closeRedis, keptOpen, openRedis } from "./open-redis";
import { evicts, misfitOf, type Server } from "./server";
import type { BackplaneSettings } from "./settings";

export interface Connection {
  state(): ConnectionState;
  /** Reports the state after each change. The returned function ends that. */
  watch(onState: (state: ConnectionState) => void): () => void;
  commands: RedisCommands;
  /** Resolves within a second, whatever the server does. */
  close(): Promise<void>;
}

interface Parts {
  settings: BackplaneSettings;
  clock: Clock;
  random: Random;
  log: { info(text: string): void; warn(text: string): void };
}

/** A server that cannot be a backplane is tried again after this time: it may be another one by then. */
const REFUSED_MS = 10_000;

/** The connection to Redis of one backplane node. It connects at once, and again whenever it is lost. */
export const createConnection = ({ settings, clock, random, log }: Parts): Connection => {
  const watchers = new Set<(state: ConnectionState) => void>();
  const at = shownAddress(settings.address);
  let state: ConnectionState = { kind: "connecting" };
  let redis: Redis | undefined;
  let isClosed = false;
  let connections = 0;
  let fault: Failure | undefined; // since the connection was last made
  let cancel = (): void => undefined;

  const watch: Connection["watch"] = (onState) => {
    watchers.add(onState);
    return () => void watchers.delete(onState);
  };
  const change = (next: ConnectionState): void => {
    const isSame = next.kind === "away" && state.kind === "away" && next.failure === state.failure;
    if (isClosed || isSame) return;
    state = next;
    if (next.kind === "away") log.warn(`The backplane at ${at} is away. ${SENTENCES[next.failure]}`);
    if (next.kind === "ready") greet(next.server);
    for (const notify of [...watchers]) notify(next);
  };
  const greet = (server: Server): void => {
    log.info(
      `The backplane at ${at} is connected (${server.name} ${server.version ?? "of an unknown version"}).`,
    );
    if (evicts(server))
      log.warn(
        `The backplane at ${at} removes keys when its memory is full (maxmemory-policy ${server.policy ?? ""}). ` +
          "Then an act may happen twice. Set the policy to noeviction.",
      );
  };
  const lose = (failure: Failure): void => {
    fault = failure;
    change({ kind: "away", failure });
  };
  /** The server answers, but cannot be used. */
  const refuse = (failure: Failure): void => {
    lose(failure);
    redis?.disconnect();
    cancel();
    cancel = clock.after(failure === "loading" ? 500 : REFUSED_MS, connect);
  };
  const greeted = async (client: Redis): Promise<void> => {
    const server = await serverNow(client);
    const misfit = fault ?? misfitOf(server);
    if (misfit === undefined) change({ kind: "ready", server });
    else refuse(misfit);
  };
  const connect = (): void => {
    if (!isClosed) redis?.connect().catch(() => undefined); // its events report it
  };

  const opening = openRedis(settings.address, keptOpen(random)).then((made) => {
    redis = made;
    made.on("connect", () => {
      fault = undefined;
      connections += 1;
    });
    made.on("error", (error: unknown) => lose(failureOf(error)));
    made.on("close", () => lose(fault ?? (state.kind === "ready" ? "lost" : "closed")));
    made.on("ready", () => {
      greeted(made).catch((error: unknown) => {
        lose(failureOf(error));
        made.disconnect(true);
      });
    });
    connect();
  });

  const commands = createCommands({
    clock,
    state: () => state,
    watch,
    client: () => redis,
    connections: () => connections,
    /** A connection without replies is worth nothing: the next one may lead to another server. */
    onSilence: () => {
      if (redis?.status !== "ready") return;
      lose("timeout");
      redis.disconnect(true);
    },
  });

  return {
    state: () => state,
    watch,
    commands: commands.face,
    close: async () => {
      isClosed = true;
      cancel();
      state = { kind: "away", failure: "closed" };
      for (const notify of [...watchers]) notify(state); // what waits for the first connection
      watchers.clear();
      await opening.catch(() => undefined);
      await Promise.all([commands.close(), ...(redis === undefined ? [] : [closeRedis(redis)])]);
    },
  };
};
