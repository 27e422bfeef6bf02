// npm run soak -- ...: long runs, which take minutes or hours. Each prints what it found, and ends with an error where a promise was not
// kept. What a seed has found is played again by the command that is printed with it.
const [suite = "", part = "limit", count = "1000", seed = "1"] = process.argv.slice(2);
const more = process.argv.slice(3);

const kills = async (areOverlapping: boolean): Promise<void> =>
  (await import("./soak-kills.js")).soakKills(Number(count), Number(seed), areOverlapping);
const backplane: Record<string, (() => Promise<void>) | undefined> = {
  limit: async () => (await import("./soak-limit.js")).soakLimit(),
  kills: () => kills(false),
  overlapping: () => kills(true),
  stream: async () => (await import("./soak-stream.js")).soakStream(),
};
const suites: Record<string, (() => Promise<void>) | undefined> = {
  backplane: backplane[part],
  fuzz: async () => (await import("./soak-fuzz.js")).soakFuzz(more),
  walk: async () => (await import("./soak-walk.js")).soakWalk(...more),
};

const run = suites[suite];
if (run === undefined) {
  console.error(`usage: npm run soak -- backplane [limit | stream]
       npm run soak -- backplane kills|overlapping [how many] [seed]
       npm run soak -- fuzz [executions] [seed] [target ...] [--write]
       npm run soak -- walk [instances] [how many] [first seed] [steps]
       npm run soak -- walk twice [how many] [first seed]
       npm run soak -- walk planted`);
  process.exitCode = 2;
} else
  run().catch((error: unknown) => {
    console.error(String(error));
    process.exitCode = 1;
  });
