/** Numbers below a bound and choices, the same for the same seed (mulberry32). */
export const createDice = (seed: number) => {
  let state = seed >>> 0;
  const below = (bound: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * bound);
  };
  const oneOf = <T>(list: readonly T[]): T => list[below(list.length)]!;
  return { below, oneOf };
};

export type Dice = ReturnType<typeof createDice>;
