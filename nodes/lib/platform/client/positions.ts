import type { Taken, Wanted } from "../backplane/types";

/**
 * What one instance has of the positions of a shared window: those that wait, and those that were granted and are not used
 * yet. A position is of no particular request: the first one that waits uses it.
 */
export const createPositions = () => {
  let wanted = 0;
  let waiting: number[] = [];
  let hand: number[] = [];

  const missing = (): number => Math.max(0, wanted - hand.length);

  return {
    waiting: (): number => missing(),
    inHand: (): number => hand.length,
    /** So many requests wait. Returns the granted positions that none of them needs. */
    want: (count: number): number[] => {
      wanted = count;
      return hand.splice(count);
    },
    /** Are more or fewer positions needed than wait? */
    isChanged: (): boolean => missing() !== waiting.length,
    /** A request is sent: with a granted position, if there is one. */
    use: (): number | undefined => {
      wanted = Math.max(0, wanted - 1);
      return hand.shift();
    },
    /** What to ask the window for, where so many may be in progress. */
    ask: (room: number): Wanted => {
      const dropped = waiting.splice(missing());
      const most = Math.max(0, Math.min(missing(), room - hand.length));
      return { added: missing() - waiting.length, positions: waiting.slice(0, most), dropped, most };
    },
    took: ({ added, granted }: Taken): void => {
      waiting = waiting.concat(added).filter((position) => !granted.includes(position));
      hand.push(...granted);
    },
    /** The window did not reply. What was dropped is dropped again with the next one; what was granted is not valid. */
    failed: ({ dropped }: Wanted): void => {
      waiting = waiting.concat(dropped);
      hand = [];
    },
  };
};
