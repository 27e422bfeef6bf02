import module from "node:module";
import type * as runs from "./run-child";
import { createActivity } from "./time/quiet";
import { installGlobals } from "./time/globals";
import { createWheel } from "./time/wheel";
import { guardBorder } from "./world/border";

// The process of one case. What is loaded after these lines has virtual time and reaches no other machine.

// Where Node.js can, what was compiled for an earlier case is not compiled again.
(module as { enableCompileCache?: () => void }).enableCompileCache?.();

/** When a case begins that does not say when: a Monday, nine o'clock. */
const USUAL_START = Date.parse("2026-03-02T09:00:00.000Z");

const wheel = createWheel(USUAL_START);
const activity = createActivity(wheel.changes);
const globals = installGlobals(wheel);
const border = guardBorder();

// eslint-disable-next-line @typescript-eslint/no-require-imports -- it must not be loaded before
const { runChild } = require("./run-child") as typeof runs;
runChild({ wheel, activity, globals, border });
