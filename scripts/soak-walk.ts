// npm run soak -- walk [how many] [first seed] [steps]: random walks over nodes, organisation, faults and deploys in virtual time. What is
// found is printed with the least history in which it is seen, and with the command that plays it again.
// npm run soak -- walk instances [how many] [first seed] [steps]: the two accounts are those of one flow in two instances of Node-RED.
// npm run soak -- walk twice [how many] [first seed]: is the history of a seed the same in another process, after other walks?
// npm run soak -- walk planted: which seed finds each bug of test/support/walk/planted.ts, and in which steps.
import { PLANTED } from "../test/support/walk/planted";
import type { Kind } from "../test/support/walk/steps";
import { shownFound, walkAll } from "../test/support/walk/walk";
import { startWalker } from "../test/support/walk/walker";

/** So many seeds have to find a planted bug. */
const SEEDS_FOR_A_BUG = 100;

const seedsFrom = (first: number, count: number): number[] =>
  Array.from({ length: count }, (_, nth) => first + nth);

/** A seed that was not chosen. */
const freshSeed = (): number => Math.floor(Math.random() * 1_000_000_000);

const seedOf = (given: string | undefined): number => (given === undefined ? freshSeed() : Number(given));

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

const walkTwice = async (count: number, first: number): Promise<void> => {
  const seeds = seedsFrom(first, count);
  console.log(`seeds ${first} to ${first + count - 1}, twice`);
  const one = await walkAll({ seeds });
  const other = await walkAll({ seeds: [...seeds].reverse() });
  const differing = seeds.filter((seed) => one.digests.get(seed) !== other.digests.get(seed));
  console.log(`${count} walks twice: ${differing.length} had another history ${differing.join(" ")}`);
  if (differing.length > 0) process.exitCode = 1;
};

const walk = async (kind: Kind, [many = "200", first, steps]: string[]): Promise<void> => {
  const [count, from] = [Number(many), seedOf(first)];
  const keep = steps?.split(",").filter(Boolean).map(Number);
  console.log(`seeds ${from} to ${from + count - 1}`);
  const { seeds, messages, requests, virtualMs, cpuMs, found } = await walkAll({
    seeds: seedsFrom(from, count),
    kind,
    ...(keep !== undefined && { keep }),
    onFound: (one) => console.log(shownFound(one).join("\n")),
  });
  const hours = (virtualMs / 3_600_000).toFixed(1);
  const facts = `${messages} messages, ${requests} requests, ${hours} hours in ${(cpuMs / 1_000).toFixed(0)} s of processor time`;
  console.log(`${seeds} walks, ${facts}: ${found.length} did not keep what is promised`);
  if (found.length > 0) process.exitCode = 1;
};

export const soakWalk = (...given: string[]): Promise<void> => {
  const [what, ...more] = given;
  if (what === "planted") return findPlanted();
  if (what === "twice") return walkTwice(Number(more[0] ?? "50"), seedOf(more[1]));
  return what === "instances" ? walk("instances", more) : walk("accounts", given);
};
