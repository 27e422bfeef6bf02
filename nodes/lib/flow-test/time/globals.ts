import { syncBuiltinESMExports } from "node:module";
import { promisify } from "node:util";
import type { Wheel } from "./wheel";

/** The time of this process as programs read it: `Date`, timers, `process.hrtime`, `performance.now`. */

type Run = (...args: unknown[]) => void;

/** The longest time of a timer of Node.js; a longer one it takes for 1 ms. */
const LONGEST_MS = 2 ** 31 - 1;

const delayOf = (ms: unknown): number => {
  const given = Number(ms);
  if (!(given >= 1)) return 0;
  return given > LONGEST_MS ? 1 : Math.trunc(given);
};

/** What `setTimeout` and `setInterval` return, as far as programs use it. */
class VirtualTimer {
  #cancel: (() => void) | undefined;
  #isRef = true;
  constructor(
    readonly id: number,
    private readonly wheel: Wheel,
    private readonly ms: number,
    private readonly isRepeated: boolean,
    private readonly run: () => void,
  ) {
    this.refresh();
  }
  refresh(): this {
    this.#cancel?.();
    // An interval of 0 would let no time pass.
    this.#cancel = this.wheel.after(this.isRepeated ? Math.max(1, this.ms) : this.ms, () => {
      this.#cancel = undefined;
      if (this.isRepeated) this.refresh();
      this.run();
    });
    return this;
  }
  close(): this {
    this.#cancel?.();
    this.#cancel = undefined;
    return this;
  }
  ref(): this {
    this.#isRef = true;
    return this;
  }
  unref(): this {
    this.#isRef = false;
    return this;
  }
  hasRef(): boolean {
    return this.#isRef;
  }
  [Symbol.toPrimitive](): number {
    return this.id;
  }
}

const createTimers = (wheel: Wheel) => {
  /** By number: a program may keep the number only. */
  const byId = new Map<number, VirtualTimer>();
  let last = 2 ** 40; // no number of a timer of Node.js
  const start = (isRepeated: boolean, fn: unknown, ms: unknown, args: unknown[]): VirtualTimer => {
    if (typeof fn !== "function") throw new TypeError('The "callback" argument must be of type function.');
    const id = (last += 1);
    const timer = new VirtualTimer(id, wheel, delayOf(ms), isRepeated, () => {
      if (!isRepeated) byId.delete(id);
      (fn as Run)(...args);
    });
    byId.set(id, timer);
    return timer;
  };
  const clear = (timer: unknown): boolean => {
    const id = timer instanceof VirtualTimer ? timer.id : Number(timer);
    const found = byId.get(id);
    found?.close();
    return byId.delete(id);
  };
  return { start, clear };
};

const virtualDate = (now: () => number): DateConstructor =>
  new Proxy(Date, {
    construct: (target, args, as) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, as) as object,
    apply: (target) => new target(now()).toString(),
    get: (target, name) => (name === "now" ? now : (Reflect.get(target, name) as unknown)),
  });

const NS_PER_MS = 1_000_000n;

const virtualHrtime = (now: () => number): NodeJS.HRTime => {
  const elapsed = (): bigint => BigInt(Math.round(now())) * NS_PER_MS;
  const hrtime = (since?: [number, number]): [number, number] => {
    const before = since === undefined ? 0n : BigInt(since[0]) * 1_000_000_000n + BigInt(since[1]);
    const ns = elapsed() - before;
    return [Number(ns / 1_000_000_000n), Number(ns % 1_000_000_000n)];
  };
  return Object.assign(hrtime, { bigint: elapsed });
};

/** The same numbers in each run: pauses between attempts are drawn, and a case that passes has to pass again. */
const createRandom = (): (() => number) => {
  let state = 1;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

export interface VirtualGlobals {
  /** From now on, timers are those of the wheel, and random numbers are drawn. Before, they are real: Node-RED starts with them. */
  freeze(): void;
}

/** Replaces the globals of this process for good. To be called before anything else is loaded. */
export const installGlobals = (wheel: Wheel): VirtualGlobals => {
  const real = { setTimeout, setInterval, clearTimeout };
  const timers = createTimers(wheel);
  let isFrozen = false;
  const replaced =
    (isRepeated: boolean, otherwise: (...args: never[]) => unknown) =>
    (fn: unknown, ms: unknown, ...args: unknown[]): unknown =>
      isFrozen ? timers.start(isRepeated, fn, ms, args) : otherwise(...([fn, ms, ...args] as never[]));
  const clear = (timer: unknown): void => {
    if (!timers.clear(timer)) real.clearTimeout(timer as NodeJS.Timeout);
  };
  const wait = (ms?: number, value?: unknown, { signal }: { signal?: AbortSignal } = {}): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (signal?.aborted === true) return reject(signal.reason);
      const timer = setTimeout(() => resolve(value), ms);
      signal?.addEventListener("abort", () => (clear(timer), reject(signal.reason)), { once: true });
    });
  const patched = {
    setTimeout: Object.assign(replaced(false, real.setTimeout as never), { [promisify.custom]: wait }),
    setInterval: replaced(true, real.setInterval as never),
    clearTimeout: clear,
    clearInterval: clear,
  };
  Object.assign(globalThis, patched, { Date: virtualDate(wheel.now) });
  /* eslint-disable @typescript-eslint/no-require-imports -- the modules themselves are changed, for all who import them */
  Object.assign(require("node:timers") as object, patched);
  Object.assign(require("node:timers/promises") as object, { setTimeout: wait });
  /* eslint-enable @typescript-eslint/no-require-imports */
  process.hrtime = virtualHrtime(wheel.now);
  Object.defineProperty(performance, "now", { value: wheel.now, configurable: true });
  syncBuiltinESMExports();
  return {
    freeze: () => {
      isFrozen = true;
      Math.random = createRandom();
    },
  };
};
