import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { conversationIdOf, frameOf, queueIdOf } from "./conversation.mjs";
import { fixed, median, table } from "./figures.mjs";
import { judge, judgeGrowth, judgeThat } from "./verdicts.mjs";

const here = import.meta.dirname;
const SIZES = [100, 1_000, 10_000];
const ROUNDS = 3;
const FRAMES = 30_000;

/** What a process of its own measures: with so many open conversations, a frame of one of them after the other. */
const measure = (open) => {
  const script = `import(${JSON.stringify(join(here, "tracker.mjs"))}).then(({ trackerCost }) => trackerCost(${open})).then((cost) => process.stdout.write(JSON.stringify(cost)));`;
  return JSON.parse(execFileSync(process.execPath, ["--expose-gc", "-e", script], { encoding: "utf8" }));
};

/** In this process: CPU of a frame in µs, of the list of all open conversations in ms, and the memory of one in bytes. */
export const trackerCost = async (open) => {
  const { createTracker } = await import("../dist/nodes/lib/platform/events/tracker.js");
  const { asFrame } = await import("../dist/nodes/lib/platform/events/connection.js");
  const queue = queueIdOf(0);
  let step = 0;
  const next = (index) => asFrame(JSON.stringify(frameOf(index, (step += 1), queue, `c${step}`)));
  const heap = () => {
    global.gc();
    return process.memoryUsage().heapUsed;
  };
  const tracker = createTracker(Date.now());
  const empty = heap();
  for (let index = 0; index < open; index += 1) tracker.frame(next(index), Date.now(), []);
  const held = heap() - empty;
  const cost = (many, work) => {
    const before = process.cpuUsage();
    for (let nth = 0; nth < many; nth += 1) work(nth);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / many;
  };
  // Text and parsing are no part of the tracker: frames are made before, some at a time.
  let us = 0;
  for (let begun = 0; begun < FRAMES; begun += 1_000) {
    const frames = Array.from({ length: 1_000 }, (_, nth) => next((begun * 7 + nth * 13) % open));
    us += cost(1_000, (nth) => tracker.frame(frames[nth], Date.now(), []));
  }
  const listMs = cost(20, () => tracker.open()) / 1_000;
  return {
    open: tracker.open().length,
    follows: tracker.follows(conversationIdOf(open - 1)),
    us: (us / FRAMES) * 1_000,
    listMs,
    bytes: held / open,
  };
};

/** Open conversations of one listener. Each size in fresh processes, in turn. */
export const tracker = () => {
  const runs = new Map(SIZES.map((size) => [size, []]));
  for (let round = 0; round < ROUNDS; round += 1)
    for (const size of SIZES) runs.get(size).push(measure(size));
  const seen = SIZES.map((size) => {
    const of = (name) => median(runs.get(size).map((one) => one[name]));
    return { size, open: of("open"), us: of("us"), listMs: of("listMs"), bytes: of("bytes") };
  });
  table(
    "open conversations that one listener follows",
    seen.map(({ size, open, us, listMs, bytes }) => ({
      ...{ conversations: size, "open at the end": open, "CPU µs a frame": fixed(us, 0) },
      ...{ "list of all, ms": fixed(listMs), "KB each": fixed(bytes / 1_000, 1) },
    })),
  );
  judgeThat("10,000 open conversations are all followed", seen.at(-1).open === SIZES.at(-1));
  judge("a frame with 10,000 open conversations", {
    is: seen.at(-1).us / seen[0].us,
    most: 1.25,
    unit: "× of that with 100",
  });
  judgeGrowth(
    "memory of open conversations",
    SIZES,
    seen.map(({ bytes, size }) => bytes * size),
  );
};
