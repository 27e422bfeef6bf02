import { sleep } from "../time/clock";
import type { Clock } from "../types";
import type { Sealing } from "./sealing";
import type { Store } from "./store";
import type { SharedToken, TokenValue } from "./types";

/** A token exchange takes 30 s at most. */
const TURN_MS = 40_000;
const POLL_MS = 40;
/** A token is renewed this long before its end, or a tenth of its life where that is shorter. */
const MARGIN_MS = 60_000;
/** A token without an end, and what is kept by `turn`. */
const LONG_MS = 30 * 86_400_000;

interface Parts {
  store: Pick<Store, "leases" | "values">;
  sealing: Sealing;
  clock: Clock;
  /** Ends waiting. */
  signal: AbortSignal;
}

export const createSharedToken = ({ store, sealing, clock, signal }: Parts): SharedToken => {
  const { leases, values } = store;
  /** A turn of this instance waits for the one before: a lease does not keep two of one instance apart. */
  const turns = new Map<string, Promise<unknown>>();

  const read = async (name: string): Promise<{ text: string; restMs: number } | undefined> => {
    const found = await values.read(name);
    const text = found === undefined ? undefined : sealing.unseal(name, found.text);
    return found === undefined || text === undefined ? undefined : { text, restMs: found.restMs };
  };
  const readToken = async (rejected: string | undefined): Promise<TokenValue | undefined> => {
    const found = await read("token");
    if (found === undefined) return undefined;
    const { accessToken, lifetimeMs } = JSON.parse(found.text) as TokenValue;
    if (accessToken === rejected) return undefined;
    if (lifetimeMs === undefined) return { accessToken };
    const isDue = found.restMs <= Math.min(MARGIN_MS, lifetimeMs / 10);
    return isDue ? undefined : { accessToken, lifetimeMs: found.restMs };
  };
  /** What was obtained is used, also where it cannot be kept. */
  const keep = async (name: string, text: string, forMs: number, token: number): Promise<void> => {
    await values
      .write(name, sealing.seal(name, text), forMs, { lease: name, token })
      .catch((): boolean => false);
  };
  const release = (name: string, token: number): Promise<void> =>
    leases.release(name, token).catch(() => undefined); // it ends by itself

  /** Runs alone among all instances. `before`: nothing is to be done any more where it returns a result. */
  const alone = <T>(
    name: string,
    before: () => Promise<T | undefined>,
    run: (token: number) => Promise<T>,
  ): Promise<T> => {
    const inTurn = async (): Promise<T> => {
      for (;;) {
        const found = await before();
        if (found !== undefined) return found;
        const token = await leases.acquire(name, TURN_MS);
        if (token === undefined) await sleep(clock, POLL_MS, signal);
        else return run(token).finally(() => release(name, token));
      }
    };
    const turn = (turns.get(name) ?? Promise.resolve()).then(inTurn, inTurn);
    turns.set(name, turn);
    void turn.then(undefined, () => undefined);
    return turn;
  };

  return {
    get: (rejected, exchange) =>
      alone(
        "token",
        () => readToken(rejected),
        async (token) => {
          // Another instance may have kept one between the look before and this turn.
          const found = await readToken(rejected);
          if (found !== undefined) return found;
          const fresh = await exchange();
          await keep("token", JSON.stringify(fresh), fresh.lifetimeMs ?? LONG_MS, token);
          return fresh;
        },
      ),
    turn: (wanted, run) => {
      const name = `turn:${sealing.hide(wanted)}`;
      return alone(
        name,
        () => Promise.resolve(undefined),
        async (token) => {
          const { result, keep: text } = await run((await read(name))?.text);
          if (text !== undefined) await keep(name, text, LONG_MS, token);
          return result;
        },
      );
    },
  };
};
