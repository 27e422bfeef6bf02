// These two come first: what is loaded after them sees virtual time and no other machine.
import { createActivity, untilQuiet } from "./time/quiet";
import { installGlobals } from "./time/globals";
import { createWheel } from "./time/wheel";
import { guardBorder } from "./world/border";
import type { CaseResult } from "./case/run-case";
import type { ReadCase } from "./file/read";
import type { FlowNode } from "../flow-check/types";

/** The process of one case: it starts Node-RED, waits for its case, runs it, and ends. */

/** What the process is started for. */
export interface Preparation {
  nodeRed: string;
  /** A user directory that is made for this process. */
  userDir: string;
  work: string;
}

export interface Job {
  flow: readonly FlowNode[];
  testCase: ReadCase;
}

export type Report =
  { kind: "ready" } | { kind: "result"; result: CaseResult } | { kind: "broken"; message: string };

const START = "2026-03-02T09:00:00.000Z";

const send = (report: Report): Promise<void> =>
  new Promise((resolve) => process.send?.(report, undefined, {}, () => resolve()));

const received = (): Promise<Job> =>
  new Promise((resolve) => process.once("message", (job) => resolve(job as Job)));

const run = async (): Promise<void> => {
  const { nodeRed, userDir, work } = JSON.parse(process.argv[2] ?? "{}") as Preparation;
  const wheel = createWheel(Date.parse(START));
  const activity = createActivity(wheel.changes);
  const globals = installGlobals(wheel);
  /* eslint-disable @typescript-eslint/no-require-imports -- after the globals are replaced */
  const { startHeadless } = require("./world/headless") as typeof import("./world/headless");
  const { createCaseTime } = require("./time/time") as typeof import("./time/time");
  const { createTimeline } = require("./case/timeline") as typeof import("./case/timeline");
  const { observe } = require("./case/observe") as typeof import("./case/observe");
  const { runCase } = require("./case/run-case") as typeof import("./case/run-case");
  const { givenOrg } = require("./world/accounts") as typeof import("./world/accounts");
  /* eslint-enable @typescript-eslint/no-require-imports */
  const time = createCaseTime(wheel, activity);
  const timeline = createTimeline(wheel.now, activity.note);
  const border = guardBorder({ onRefused: (what) => void timeline.add({ kind: "refused", what }) });
  const accounts = givenOrg(time);
  let log: ReturnType<typeof observe> = () => undefined;
  process.chdir(work);
  const headless = await startHeadless({
    nodeRed,
    settings: { userDir, genesysAccountClock: time, genesysAccountOrg: accounts.setting },
    onLog: (entry) => log(entry),
  });
  log = observe({ headless, timeline, note: activity.note });
  await import("axios"); // with the first request otherwise
  await untilQuiet(activity);
  await send({ kind: "ready" });
  const { flow, testCase } = await received();
  wheel.jumpTo(Date.parse(testCase.given.time ?? START));
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
/** Node-RED would have ended. */
const crashed = (error: unknown): void => {
  const { message, stack = "" } = error instanceof Error ? error : new Error(String(error));
  const at = stack.split("\n")[1]?.trim() ?? "";
  broken(new Error(`Node-RED ends with an error that nothing catches: ${message} (${at})`));
};
process.on("uncaughtException", crashed);
process.on("unhandledRejection", crashed);
run().catch(broken);
