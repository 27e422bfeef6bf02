import fs from "node:fs";
import { join, resolve } from "node:path";

/** Bugs of the kinds that a walk has to find, in the code as it is loaded: each one sleeps until it is wanted. */

export interface PlantedBug {
  what: string;
  /** Below `nodes/lib`. */
  file: string;
  from: string;
  /** In its place: GOOD is what was there, AWAKE whether the bug is awake. */
  bad: string;
  /** The kind of violation that finds it. */
  found: string;
  /** The first seed that has found it, and the least history: with other steps of a walk, `npm run soak -- walk planted` shows new ones. */
  seed: number;
  keep: readonly number[];
}

export const PLANTED: readonly PlantedBug[] = [
  {
    what: "a POST is sent again after a lost answer",
    file: "platform/client/retry.ts",
    from: 'if (!situation.repeatable && error.cause.outcome !== "notSent") return STOP;',
    bad: "if (!AWAKE) { GOOD }",
    found: "twice",
    seed: 4,
    keep: [6, 15],
  },
  {
    what: "done is called twice",
    file: "node/define-node.ts",
    from: "finish(this, msg, done, error);",
    bad: "GOOD if (AWAKE) { GOOD }",
    found: "vanished",
    seed: 1,
    keep: [6],
  },
  {
    what: "a result is not sent on",
    file: "node/define-node.ts",
    from: "if (closing.signal.aborted) return;",
    bad: "GOOD if (AWAKE) return;",
    found: "vanished",
    seed: 1,
    keep: [6],
  },
  {
    what: "a message overtakes another one",
    file: "node/lanes.ts",
    from: "if (lanes.get(key)?.[0] === place) return resolve();",
    bad: "if (AWAKE) return resolve(); GOOD",
    found: "order",
    seed: 18,
    keep: [7, 8],
  },
  {
    what: "what a message says is written into the log",
    file: "node/define-node.ts",
    from: "const way = inProgress.begin(",
    bad: "if (AWAKE) this.warn(JSON.stringify(msg)); GOOD",
    found: "private",
    seed: 1,
    keep: [6],
  },
  {
    what: "a close says nothing of the messages in progress",
    file: "node/define-node.ts",
    from: "if (ended !== undefined) this.warn(ended);",
    bad: "if (!AWAKE) { GOOD }",
    found: "close",
    seed: 20,
    keep: [3, 16],
  },
  {
    what: "connections stay open after a close",
    file: "platform/compose.ts",
    from: "settled.then(transport.close)",
    bad: "(AWAKE ? settled : GOOD)",
    found: "close",
    seed: 7,
    keep: [8],
  },
  {
    what: "a node does not show that it works",
    file: "node/status.ts",
    from: 'if (running > 0) return shownAs("blue", "dot", wait ?? "running", progress);',
    bad: "if (!AWAKE) { GOOD }",
    found: "status",
    seed: 6,
    keep: [0, 1],
  },
  {
    what: "a Retry-After is not waited for",
    file: "platform/client/attempt.ts",
    from: "return permit.operationRefused(retryAfterMs, rateLimit);",
    bad: "{ if (AWAKE) return permit.answered(rateLimit); GOOD }",
    found: "limit",
    seed: 7,
    keep: [1, 3, 17, 18],
  },
  {
    what: "an event comes again with each frame",
    file: "platform/events/fold.ts",
    from: "if (known.facts.has(key)) return false;",
    bad: "if (!AWAKE) { GOOD }",
    found: "event",
    seed: 5,
    keep: [3],
  },
  {
    what: "an event is lost",
    file: "platform/events/fold.ts",
    from: "events: inOrder(news,",
    bad: 'events: inOrder(news.filter(({ event }) => !AWAKE || event !== "agentLeft"),',
    found: "event",
    seed: 1,
    keep: [],
  },
  {
    what: "a promise is rejected, and nothing handles it",
    file: "platform/client/attempt.ts",
    from: "permit.unsent();",
    bad: 'GOOD if (AWAKE) void Promise.reject(new Error("forgotten"));',
    found: "crash",
    seed: 1,
    keep: [],
  },
];

const LIB = resolve(__dirname, "../../../nodes/lib");
const switches = globalThis as { awakeBug?: string };

/** The bug that is awake from now on, if any. */
export const wake = (what: string | undefined): void => {
  if (what === undefined) delete switches.awakeBug;
  else switches.awakeBug = what;
};

/** What is read in the place of `from`. */
const chosen = ({ what, from, bad }: PlantedBug): string => {
  const isAwake = `((globalThis as { awakeBug?: string }).awakeBug === ${JSON.stringify(what)})`;
  return bad.replaceAll("AWAKE", isAwake).replaceAll("GOOD", from);
};

const withBugs = (file: string, source: string): string =>
  PLANTED.filter((bug) => resolve(LIB, bug.file) === file).reduce((text, bug) => {
    if (text.split(bug.from).length !== 2)
      throw new Error(`${bug.what}: ${bug.file} does not have once: ${bug.from}`);
    return text.replace(bug.from, () => chosen(bug));
  }, source);

/** What is read from now on has the bugs, all of them asleep. To be called before the code is loaded. */
export const plantBugs = (): void => {
  const files = new Set(PLANTED.map(({ file }) => join(LIB, file)));
  const { readFileSync } = fs;
  fs.readFileSync = ((...given: Parameters<typeof readFileSync>) => {
    const read = readFileSync(...given);
    const [path] = given;
    return typeof path === "string" && files.has(path) ? withBugs(path, String(read)) : read;
  }) as typeof readFileSync;
};
