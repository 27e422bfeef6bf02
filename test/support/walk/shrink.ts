/** Makes what fails smaller. */

/** No more walks than this are made to find a smaller one. */
const MOST_TRIES = 80;

const without = (all: readonly number[], from: number, count: number): number[] => [
  ...all.slice(0, from),
  ...all.slice(from + count),
];

/** Leaves out what can be left out so that it still fails: halves first, single ones last. */
export const shrink = async (
  all: readonly number[],
  fails: (kept: readonly number[]) => Promise<boolean>,
): Promise<number[]> => {
  let kept = [...all];
  let tries = 0;
  for (let size = Math.ceil(kept.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < kept.length;) {
      const fewer = without(kept, from, size);
      tries += 1;
      if (tries > MOST_TRIES) return kept;
      if (await fails(fewer)) kept = fewer;
      else from += size;
    }
  }
  return kept;
};
