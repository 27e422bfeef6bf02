import type * as runs from "./run-child";
import { createActivity } from "../../../nodes/lib/flow-test/time/quiet";
import { installGlobals } from "../../../nodes/lib/flow-test/time/globals";
import { plantBugs } from "./planted";
import { createWheel, type Wheel } from "../../../nodes/lib/flow-test/time/wheel";

// The process of many walks. What is loaded after these lines has virtual time.

const wheel = createWheel(Date.parse("2026-03-02T09:00:00.000Z"));

/** The same wheel, and how many timers are set by who uses this one. */
const counting = (of: Wheel) => {
  const set = new Set<object>();
  const after: Wheel["after"] = (ms, fn) => {
    const timer = {};
    set.add(timer);
    const cancel = of.after(ms, () => {
      set.delete(timer);
      fn();
    });
    return () => {
      set.delete(timer);
      cancel();
    };
  };
  return { wheel: { ...of, after }, set };
};

const ofProcess = counting(wheel);
const ofNodes = counting(wheel);
const activity = createActivity(wheel.changes);
const globals = installGlobals(ofProcess.wheel);

if (process.argv[4] === "planted") plantBugs();
// eslint-disable-next-line @typescript-eslint/no-require-imports -- it must not be loaded before
const { runChild } = require("./run-child") as typeof runs;
runChild({
  wheel,
  ofNodes: ofNodes.wheel,
  timers: () => [...ofProcess.set, ...ofNodes.set],
  activity,
  globals,
});
