import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { table } from "./figures.mjs";
import { judge } from "./verdicts.mjs";

const load = createRequire(join(import.meta.dirname, "../package.json"));
const START = Date.parse("2026-03-02T09:00:00Z");
const LIVE = 500;
const PER_SECOND = 50;
const SECONDS = 20;
/** As often as the view notifies browsers. */
const LOOKS_PER_SECOND = 4;

const iso = (ms) => new Date(ms).toISOString();

/** A call with a customer, a flow, a queue and an agent, who holds every other time. */
const snapshot = (index, at) => {
  const began = iso(START - 60_000);
  const call = (id, more) => ({ id, state: "connected", connectedTime: began, held: false, ...more });
  const party = (purpose, more) => ({
    ...{
      id: `${purpose}-${index}`,
      purpose,
      startTime: began,
      calls: [call(`${purpose}-call-${index}`, more)],
    },
    ...(purpose === "agent" ? { name: "Ada Agent", userId: "ada" } : {}),
  });
  const ended = { state: "disconnected", disconnectedTime: iso(START - 30_000), disconnectType: "transfer" };
  const isHeld = Math.floor(at / 1000) % 2 === 0;
  return {
    id: `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
    startTime: began,
    participants: [
      party("customer"),
      party("ivr", ended),
      party("acd", ended),
      party("agent", { held: isHeld, ...(isHeld ? { startHoldTime: iso(at) } : {}) }),
    ],
  };
};

/** The view of one account, on a clock that moves by hand. */
const viewOf = () => {
  const { createView } = load("./dist/nodes/lib/sidebar/view.js");
  let now = START;
  let report;
  const clock = { now: () => now, after: () => () => undefined };
  const window = {
    isSimulated: false,
    door: () => Promise.reject(new Error("a real org")),
    conversations: (listener) => {
      report = listener;
      return () => undefined;
    },
    state: () => ({ now }),
  };
  const RED = { comms: { publish: () => undefined } };
  const view = createView({
    RED,
    clock,
    id: "account",
    account: () => ({ window: () => window }),
    onEnd: () => {},
  });
  view.renew();
  return { view, see: (at, one) => ((now = at), report(one)) };
};

/** Frames and processor time of a browser with the same sidebar, of the spec that judges them. */
const frames = () => {
  const folder = mkdtempSync(join(tmpdir(), "genesys-bench-"));
  const file = join(folder, "sidebar.json");
  const mocha = load.resolve("mocha/bin/mocha.js");
  execFileSync(process.execPath, [mocha, "test/editor/sidebar-busy.spec.ts"], {
    ...{ cwd: join(import.meta.dirname, ".."), env: { ...process.env, MEASURED: file }, stdio: "ignore" },
  });
  const measured = JSON.parse(readFileSync(file, "utf8"));
  rmSync(folder, { recursive: true });
  return measured;
};

/** Processor time of the runtime for a sidebar that shows 500 live conversations, at 50 events a second. */
export const sidebar = () => {
  const { view, see } = viewOf();
  for (let index = 0; index < LIVE; index += 1) see(START, snapshot(index, START));
  let { revision } = view.look("", false);
  let bytes = 0;
  const before = process.cpuUsage();
  for (let count = 0; count < PER_SECOND * SECONDS; count += 1) {
    const at = START + (count * 1000) / PER_SECOND;
    see(at, snapshot((count * 7) % LIVE, at));
    if (count % Math.round(PER_SECOND / LOOKS_PER_SECOND) !== 0) continue;
    const look = view.look(revision, false);
    revision = look.revision;
    bytes += JSON.stringify(look).length;
  }
  const { user, system } = process.cpuUsage(before);
  const percent = (user + system) / 1e4 / SECONDS;
  table("processor time of the runtime by an open sidebar", [
    {
      what: `${LIVE} live conversations, ${PER_SECOND} events a second`,
      "share of a core, %": percent.toFixed(2),
      "kB a second to a browser": (bytes / 1000 / SECONDS).toFixed(1),
    },
  ]);
  judge("an open sidebar", { is: percent, most: 2, unit: "% of a core" });
  const shown = frames();
  table("the same in a browser", shown);
  for (const one of shown) {
    const wanted = one.what.includes("idle") ? 60 : 30;
    const is = wanted / one["frames a second"];
    judge(`frames of the editor, ${one.what}`, {
      is,
      most: 1.01,
      unit: `× the time of one of ${wanted} a second`,
    });
  }
};
