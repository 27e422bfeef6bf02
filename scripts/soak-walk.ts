// npm run soak -- walk [how many] [first seed] [steps]: random walks over nodes, organisation, faults and deploys in virtual time. What is
// found is printed with the least history in which it is seen, and with the command that plays it again.
// npm run soak -- walk planted: which seed finds each bug of test/support/walk/planted.ts, and in which steps.
import { PLANTED } from "../test/support/walk/planted";
import { shownFound, walkAll } from "../test/support/walk/walk";
import { startWalker } from "../test/support/walk/walker";

/** So many seeds have to find a planted bug. */
const SEEDS_FOR_A_BUG = 100;

const seedsFrom = (first: number, count: number): number[] =>
  Array.from({ length: count }, (_, nth) => first + nth);

/** A seed that was not chosen. */
const freshSeed = (): number => Math.floor(Math.random() * 1_000_000_000);

const findPlanted = async (): Promise<void> => {
  const walker = await startWalker({ isPlanted: true });
  for (const { what } of PLANTED) {
    const seeds = seedsFrom(1, SEEDS_FOR_A_BUG);
    const { found } = await walkAll({ walker, bug: what, seeds, most: 1 });
    const [first] = found;
    console.log(`${what}: seed ${first?.seed}, keep [${first?.keep.join(", ")}]: ${first?.violations[0]}`);
  }
  walker.end();
};

const walk = async (count: number, first: number, keep: readonly number[] | undefined): Promise<void> => {
  console.log(`seeds ${first} to ${first + count - 1}`);
  const { seeds, messages, requests, virtualMs, cpuMs, found } = await walkAll({
    seeds: seedsFrom(first, count),
    ...(keep !== undefined && { keep }),
    onFound: (one) => console.log(shownFound(one).join("\n")),
  });
  const hours = (virtualMs / 3_600_000).toFixed(1);
  const facts = `${messages} messages, ${requests} requests, ${hours} hours in ${(cpuMs / 1_000).toFixed(0)} s of processor time`;
  console.log(`${seeds} walks, ${facts}: ${found.length} did not keep what is promised`);
  if (found.length > 0) process.exitCode = 1;
};

export const soakWalk = (many = "200", first?: string, keep?: string): Promise<void> =>
  many === "planted"
    ? findPlanted()
    : walk(
        Number(many),
        first === undefined ? freshSeed() : Number(first),
        keep?.split(",").filter(Boolean).map(Number),
      );
