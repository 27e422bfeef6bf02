import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { median, table } from "./figures.mjs";
import { judge, judgeThat } from "./verdicts.mjs";

const root = join(import.meta.dirname, "..");

/** What a process of its own has loaded, holds and has spent after each step, in turn. */
const program = `
  const at = (path) => require(${JSON.stringify(join(root, "dist/nodes"))} + "/" + path);
  const fs = require("node:fs");
  const read = fs.readFileSync;
  let facts = [];
  fs.readFileSync = (file, ...rest) => {
    if (/facts.*\\.json/.test(String(file))) facts.push(String(file));
    return read(file, ...rest);
  };
  const rows = [];
  const step = (what, work) => {
    const before = process.cpuUsage();
    const at = performance.now();
    work();
    const wall = performance.now() - at;
    const { user, system } = process.cpuUsage(before);
    global.gc?.();
    rows.push({ what, wall, ms: (user + system) / 1000, heap: process.memoryUsage().heapUsed, files: facts.length, platform: facts.filter((file) => /platform/.test(file)).length });
    facts = [];
  };
  const wrong = (name) => () => { try { at("lib/platform/catalogue/catalogue").findOperation(name); } catch {} };
  step("all node files are loaded", () => { for (const file of fs.readdirSync(${JSON.stringify(join(root, "dist/nodes"))})) if (file.endsWith(".js")) at(file); });
  step("an operation of conversations", () => at("lib/platform/catalogue/catalogue").findOperation("getConversation"));
  step("an operation of another area", () => at("lib/platform/catalogue/catalogue").findOperation("getOutboundCampaigns"));
  step("preparation of suggestions", () => { for (const one of at("lib/platform/catalogue/warm-up").warmUpSteps()) one(); });
  step("the first wrong name", wrong("getUserPresense"));
  step("the list for the picker", () => at("lib/facts/platform").loadIndex());
  process.stdout.write(JSON.stringify(rows));`;

/** When which part of the platform's catalogue is read, what it costs, and whether that is as promised. */
export const catalogue = () => {
  const run = (...flags) =>
    JSON.parse(execFileSync(process.execPath, [...flags, "-e", program], { encoding: "utf8" }));
  const runs = [1, 2, 3, 4, 5].map(() => run("--expose-gc"));
  // A collection of all garbage directly before a step, which the figures of the heap need, makes the step slower.
  const timed = [1, 2, 3, 4, 5].map(() => run());
  const rows = runs[0].map(({ what, files, platform }, at) => {
    const heap = (one) => one[at].heap - (one[at - 1]?.heap ?? 0);
    return {
      what,
      "files read": files,
      "of them platform": platform,
      "CPU ms": median(timed.map((one) => one[at].ms)).toFixed(1),
      "heap MB": `+${(median(runs.map(heap)) / 1e6).toFixed(2)}`,
    };
  });
  table("what loads when, of the catalogue", rows);
  judgeThat(
    "nothing of the platform's catalogue is read before it is used",
    rows[0]["files read"] === 0 && rows[1]["of them platform"] === 0,
  );
  // So long nothing else happens: other threads of the process, which compile, do not count. On a busy machine everything takes
  // longer: the quickest run is the time that it takes.
  const quickest = (step) => Math.min(...timed.map((one) => one.find(({ what }) => what === step).wall));
  const ms = { unit: "ms", digits: 1 };
  judge("one API of the platform, cold", { is: quickest("an operation of another area"), most: 20, ...ms });
  judge("the first wrong name", { is: quickest("the first wrong name"), most: 10, ...ms });
};
