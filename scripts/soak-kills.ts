// npm run soak -- backplane kills [how many] [seed]: several Node-RED processes on one backplane, and faults at random points of
// histories of events. Each history has a seed, and so its conversations and faults are the same when it is played again.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { playHistory, type History } from "../test/support/kills/campaign";
import { brokenIn, summarize, tableOf, takeoversIn } from "../test/support/kills/campaign-table";
import type { Fault } from "../test/support/kills/faults";
import { openWorld } from "../test/support/kills/world";

const INSTANCES = 3;
const FAULTS_OF_A_HISTORY = 20;

/** With its times in ms, by the clock of the events below. */
const shownFault = ({ kind, instance = "", from, to }: Fault): string =>
  `${(from / 1_000).toFixed(0)} to ${(to / 1_000).toFixed(0)}: ${kind} ${instance}`;

const report = (history: History): boolean => {
  const { seed, faults, events, twice, ms } = history;
  const broken = brokenIn(summarize([history]));
  const facts = `${faults.length} faults, ${events} events, ${twice} twice, ${(ms / 1_000).toFixed(0)} s`;
  console.log(`${broken.length === 0 ? "ok" : "NOT KEPT"}: seed ${seed}: ${facts}`);
  if (broken.length === 0) return true;
  console.log(`  ${broken.join("; ")}. Again: npm run soak -- backplane kills ${faults.length} ${seed}`);
  for (const fault of faults) console.log(`  ${shownFault(fault)}`);
  for (const list of [
    history.lost,
    history.twiceUnflagged,
    history.twiceFlagged,
    history.unknown,
    history.reversed,
    history.stale,
  ])
    for (const line of list.slice(0, 8)) console.log(`  ${line}`);
  return false;
};

/** Unless the package that is to be attacked is installed already. */
const buildPackage = (): void => {
  if (process.env.GENESYS_CLOUD_INSTALLED !== undefined) return;
  const built = spawnSync(process.execPath, [join(__dirname, "build.mjs")], { stdio: "inherit" });
  if (built.status !== 0) throw new Error("the package could not be built");
};

export const soakKills = async (count: number, firstSeed: number): Promise<void> => {
  buildPackage();
  const world = await openWorld(INSTANCES);
  const histories: History[] = [];
  try {
    for (const member of world.members) member.startAgain(0);
    for (let done = 0, seed = firstSeed; done < count; seed += 1) {
      const faults = Math.min(FAULTS_OF_A_HISTORY, count - done);
      const history = await playHistory(world, { seed, faults });
      histories.push(history);
      report(history);
      done += faults;
    }
  } finally {
    await world.close();
  }
  const all = summarize(histories);
  console.log(`\n${tableOf(all)}\n`);
  const { faults, events, lost, twice, reversed } = all;
  console.log(`${faults} faults, ${events} events: ${lost} lost, ${twice} twice, ${reversed} reversed`);
  console.log(
    `${all.fencedSteps} steps with a fencing token were written, ${all.stale} of them by one that had been replaced`,
  );
  const { count: taken, slow } = takeoversIn(all);
  const times = slow.map((ms) => `${ms.toFixed(0)} ms`).join(", ");
  console.log(
    `${slow.length} of ${taken} takeovers after the kill of the leader took longer than 3 s ${times}`.trim(),
  );
  const broken = brokenIn(all);
  if (broken.length > 0) throw new Error(broken.join("; "));
};
