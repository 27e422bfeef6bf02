import type { Redis } from "ioredis";
import type { RedisCommands } from "../platform/backplane/types";
import { backplaneError, type GenesysError } from "../platform/errors/errors";
import type { Clock } from "../platform/types";
import type { ConnectionState } from "./connection-state";
import { failureOf, SENTENCES } from "./failure";
import { closeRedis, FOR_BLOCKING } from "./open-redis";

interface Parts {
  clock: Clock;
  state(): ConnectionState;
  watch(onState: () => unknown): () => void;
  client(): Redis | undefined;
  /** How often the connection was made. */
  connections(): number;
  /** A command had no reply in time. */
  onSilence(): void;
}

/** A command waits this long for the first connection, as directly after a deploy. */
const FIRST_MS = 1_000;

const isTimeout = (error: unknown): boolean =>
  error instanceof Error && error.message === "Command timed out";

/** The commands of a connection. Each rejects within about a second while the server is away. */
export const createCommands = ({ clock, state, watch, client, connections, onSilence }: Parts) => {
  const others = new Set<Redis>();

  const thrown = (error: unknown): Error => {
    if (isTimeout(error)) onSilence();
    const failure = failureOf(error);
    const isReply = error instanceof Error && error.name === "ReplyError";
    // A new error: that of the client has the arguments of the command with it.
    if (isReply && failure === "other") return new Error(error.message);
    return failure === "other" ? awayError(state()) : backplaneError(SENTENCES[failure]);
  };
  const ready = async (): Promise<Redis> => {
    if (state().kind === "connecting") await firstState();
    const redis = client();
    if (redis === undefined || state().kind !== "ready") throw awayError(state());
    return redis;
  };
  const firstState = (): Promise<void> =>
    new Promise((resolve) => {
      const end = (): void => {
        leave();
        cancel();
        resolve();
      };
      const cancel = clock.after(FIRST_MS, end);
      const leave = watch(end);
    });

  const commandsOf = (own: () => Promise<Redis>, disconnect: () => void): RedisCommands => ({
    call: async (command, ...args) => {
      const redis = await own();
      try {
        return await redis.call(command, ...args);
      } catch (error) {
        throw thrown(error);
      }
    },
    duplicate,
    disconnect,
    isGone: () => isGone(state()),
    connections,
    onConnected: (listener) => watch(() => state().kind === "ready" && listener()),
  });
  const duplicate = (): RedisCommands => {
    let made: Redis | undefined;
    let isEnded = false;
    const own = async (): Promise<Redis> => {
      const redis = await ready();
      if (isEnded) throw awayError(state());
      if (made !== undefined) return made;
      made = redis.duplicate(FOR_BLOCKING);
      made.on("error", () => undefined); // its commands reject
      others.add(made);
      return made;
    };
    return commandsOf(own, () => {
      isEnded = true;
      if (made === undefined) return;
      made.disconnect();
      others.delete(made);
    });
  };

  return {
    /** The node itself closes the connection. */
    face: commandsOf(ready, () => undefined),
    close: async (): Promise<void> => void (await Promise.all([...others].map(closeRedis))),
  };
};

/** The error of everything that needs the backplane now. */
export const awayError = (state: ConnectionState): GenesysError =>
  backplaneError(SENTENCES[state.kind === "away" ? state.failure : "timeout"]);

/** The machine is reached, and nothing listens there: as far as this instance can find out, no other one reaches it. */
const isGone = (state: ConnectionState): boolean => state.kind === "away" && state.failure === "refused";
