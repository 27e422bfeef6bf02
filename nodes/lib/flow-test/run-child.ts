import { rmSync } from "node:fs";
import { createRequire } from "node:module";
import { observe } from "./case/observe";
import { runCase } from "./case/run-case";
import { createTimeline } from "./case/timeline";
import type { Job, Preparation, Report } from "./messages";
import type { VirtualGlobals } from "./time/globals";
import { untilQuiet, type Activity } from "./time/quiet";
import { createCaseTime } from "./time/time";
import type { Wheel } from "./time/wheel";
import { givenOrg } from "./world/accounts";
import type { Border } from "./world/border";
import { unusedCoreFiles } from "./world/core-nodes";
import { startHeadless, type LogEntry } from "./world/headless";

interface Parts {
  wheel: Wheel;
  activity: Activity;
  globals: VirtualGlobals;
  border: Border;
}

const load = createRequire(__filename);

const preparationOf = (): Preparation => JSON.parse(process.argv[2] ?? "{}") as Preparation;

const send = (report: Report): Promise<void> =>
  new Promise((resolve) => process.send?.(report, undefined, {}, () => resolve()));

const received = (): Promise<Job> =>
  new Promise((resolve) => process.once("message", (job) => resolve(job as Job)));

/** Starts Node-RED, waits for the case, and runs it. */
const run = async ({ wheel, activity, globals, border }: Parts): Promise<void> => {
  const { nodeRed, userDir, work, types } = preparationOf();
  const time = createCaseTime(wheel, activity);
  const timeline = createTimeline(wheel.now, activity.note);
  border.onRefused((what) => void timeline.add({ kind: "refused", what }));
  const accounts = givenOrg(time);
  let log = (_entry: LogEntry): void => undefined;
  process.chdir(work);
  const headless = await startHeadless({
    nodeRed,
    settings: {
      ...{ userDir, genesysAccountClock: time, genesysAccountOrg: accounts.setting },
      nodesExcludes: unusedCoreFiles(nodeRed, new Set(types)),
    },
    onLog: (entry) => log(entry),
  });
  log = observe({ headless, timeline, note: activity.note });
  for (const library of ["axios", "undici"]) load(library); // with the first request otherwise
  await untilQuiet(activity);
  await send({ kind: "ready" });
  const { flow, testCase } = await received();
  if (testCase.given.time !== undefined) wheel.startAt(Date.parse(testCase.given.time));
  globals.freeze();
  const result = await runCase({
    ...{ flow, testCase, folder: work, headless, border, time, timeline },
    giveOrg: (url) => accounts.give(url, flow, testCase.given),
  });
  await send({ kind: "result", result });
};

const broken = (error: unknown): void => {
  const message = error instanceof Error ? error.message : String(error);
  void send({ kind: "broken", message }).then(() => process.exit(1));
};

/** Node-RED would have ended. An error of a function node is none of this realm. */
const crashed = (thrown: unknown): void => {
  const { message, stack } = (typeof thrown === "object" && thrown !== null ? thrown : {}) as Partial<Error>;
  const at = String(stack ?? "")
    .split("\n")
    .find((line) => /^\s+at /.test(line));
  const where = at === undefined ? "" : ` (${at.trim()})`;
  const what = String(message ?? thrown).replace(/\.$/, "");
  broken(new Error(`Node-RED ends with an error that nothing catches: ${what}${where}.`));
};

export const runChild = (parts: Parts): void => {
  process.on("uncaughtException", crashed);
  process.on("unhandledRejection", crashed);
  process.on("disconnect", () => {
    const { userDir } = preparationOf();
    rmSync(userDir, { recursive: true, force: true });
    process.exit(1); // the command has ended
  });
  run(parts).catch(broken);
};
