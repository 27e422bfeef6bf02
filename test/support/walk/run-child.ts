import { createRequire } from "node:module";
import type { VirtualGlobals } from "../../../nodes/lib/flow-test/time/globals";
import { untilQuiet, type Activity } from "../../../nodes/lib/flow-test/time/quiet";
import { createCaseTime } from "../../../nodes/lib/flow-test/time/time";
import type { Wheel } from "../../../nodes/lib/flow-test/time/wheel";
import { openInMemory } from "./backplane";
import { createLedger } from "./ledger";
import { startWalkNodeRed } from "./node-red";
import { runWalk, type Verdict } from "./run-walk";
import { wake } from "./planted";
import { planOf, type Kind } from "./steps";
import type { World } from "./world";

interface Parts {
  wheel: Wheel;
  /** That of the nodes' clock. */
  ofNodes: Wheel;
  timers: () => object[];
  activity: Activity;
  globals: VirtualGlobals;
}

export type Order = { seed: number; kind?: Kind; keep?: readonly number[]; bug?: string };
export type Answer =
  { kind: "ready" } | ({ kind: "verdict"; cpuMs: number } & Verdict) | { kind: "broken"; message: string };

const load = createRequire(__filename);

const send = (answer: Answer): void => void process.send?.(answer);

const open = async ({ wheel, ofNodes, timers, activity, globals }: Parts): Promise<World> => {
  const time = createCaseTime(wheel, activity);
  openInMemory();
  let ledger = createLedger();
  const crash = (thrown: unknown): void =>
    void ledger.crashes.push(thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown));
  process.on("uncaughtException", crash);
  process.on("unhandledRejection", crash);
  const red = await startWalkNodeRed(process.argv[2] ?? "", process.argv[3] ?? "", {
    now: time.now,
    after: ofNodes.after,
  });
  red.watch(ledger, time.now);
  const { hooks } = red.headless;
  for (const name of ["onSend", "onReceive", "onComplete"])
    hooks.add(`${name}.activity`, (_event) => activity.note());
  for (const library of ["axios", "undici"]) load(library);
  await untilQuiet(activity);
  globals.freeze();
  return { red, wheel, time, timers, ledger: (next) => void (ledger = next) };
};

export const runChild = (parts: Parts): void => {
  process.on("disconnect", () => process.exit(1));
  let run = 0;
  open(parts).then(
    (world) => {
      process.on("message", ({ seed, kind, keep, bug }: Order) => {
        wake(bug);
        const plan = planOf(seed, kind);
        const steps = keep === undefined ? plan.steps : keep.flatMap((index) => plan.steps[index] ?? []);
        const before = process.cpuUsage();
        runWalk(world, (run += 1), plan, steps).then(
          (verdict) => {
            const { user, system } = process.cpuUsage(before);
            send({ kind: "verdict", ...verdict, cpuMs: (user + system) / 1_000 });
          },
          (error: unknown) => send({ kind: "broken", message: String((error as Error).stack) }),
        );
      });
      send({ kind: "ready" });
    },
    (error: unknown) => send({ kind: "broken", message: String((error as Error).stack) }),
  );
};
