import { createHash } from "node:crypto";

/** Numbers that look random and are not: the same seed gives the same ones. Times are whole ms. */
export interface Random {
  /** From 0 to 1, without 1. */
  unit(): number;
  /** Yes in this part of all cases; 0 is never, 1 is always. */
  chance(part: number): boolean;
  from<T>(list: readonly T[]): T | undefined;
  /** A name by its weight. */
  weighted(weights: Readonly<Record<string, number>>): string | undefined;
  /** How long something takes that mostly takes this long, and sometimes several times as long (log-normal; `ms` is the median). */
  around(ms: number): number;
  /** How long until something that happens at any time (exponential; `ms` is the mean). */
  until(ms: number): number;
}

/** How far log-normal times spread: two thirds of them are between 0.6 and 1.65 times the median. */
const SPREAD = 0.5;

/** Mulberry32: 32 bits of state, enough for a day of a contact centre. */
const mulberry = (seed: string): (() => number) => {
  let state = createHash("sha256").update(seed).digest().readUInt32LE(0);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

export const createRandom = (seed: string): Random => {
  const unit = mulberry(seed);
  /** Box and Muller; 1 - unit() is never 0. */
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit());
  return {
    unit,
    chance: (part) => unit() < part,
    from: (list) => list[Math.floor(unit() * list.length)],
    weighted: (weights) => {
      const entries = Object.entries(weights);
      let left = unit() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      return entries.find(([, weight]) => (left -= weight) < 0)?.[0];
    },
    around: (ms) => Math.round(ms * Math.exp(SPREAD * normal())),
    until: (ms) => Math.round(-ms * Math.log(1 - unit())),
  };
};
