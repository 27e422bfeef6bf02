import { once, type EventEmitter } from "node:events";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { inspect } from "node:util";
import { unusedCoreFiles } from "../../../nodes/lib/flow-test/world/core-nodes";
import { startHeadless, type Headless, type LogEntry } from "../../../nodes/lib/flow-test/world/headless";
import type { Clock } from "../../../nodes/lib/platform/types";
import { nodeTypes } from "../nodes";
import type { StoredNode } from "./flow";
import type { Ledger } from "./ledger";

/** The Node-RED of a walk: its nodes are the sources of this package. */

type Message = Record<string, unknown>;

interface Sent {
  msg: Message;
  source: { id: string; node?: { type: string } };
}
interface Received {
  msg: Message & { error?: { source?: { id?: string } } };
  destination: { id: string; node: { type: string } };
}
interface Completed {
  msg: Message;
  node: { id: string };
  error?: unknown;
}

export interface WalkNodeRed {
  headless: Headless;
  /** Resolves when the flows have started. */
  deploy(flows: readonly StoredNode[], type: "full" | "nodes"): Promise<void>;
  /** What is seen from now on is written there. */
  watch(ledger: Ledger, now: () => number): void;
  /** Listeners to the events of the runtime. */
  listeners(): number;
}

const ROOT = join(__dirname, "../../..");

/** A user directory whose package loads the nodes from their sources. */
const fillUserDir = (path: string): void => {
  const folder = join(path, "node_modules/walk");
  mkdirSync(folder, { recursive: true });
  symlinkSync(join(ROOT, "nodes/locales"), join(folder, "locales"), "junction");
  const files = new Map(nodeTypes().map((type) => [type, join(ROOT, "nodes", type)]));
  files.set("walk-sink", join(__dirname, "sink"));
  files.set("walk-backplane", join(__dirname, "backplane-node"));
  for (const [type, file] of files)
    writeFileSync(join(folder, `${type}.js`), `module.exports = require(${JSON.stringify(file)});\n`);
  const nodes = Object.fromEntries([...files.keys()].map((type) => [type, `${type}.js`]));
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ name: "walk", version: "1.0.0", "node-red": { nodes } }),
  );
  const manifest = { name: "walks", private: true, dependencies: { walk: "*" } };
  writeFileSync(join(path, "package.json"), JSON.stringify(manifest));
};

const written = (value: unknown): string =>
  typeof value === "string" ? value : inspect(value, { depth: 8 });

const IN_PROGRESS = /^(\d+) messages? (?:was|were) in progress when this node was closed/;

const takeLog = ({ texts, abandoned }: Ledger, { level, id, msg }: LogEntry): void => {
  const text = written(msg);
  texts.push({ where: `log ${level} ${id ?? ""}`, text });
  const count = IN_PROGRESS.exec(text)?.[1];
  if (count !== undefined && id !== undefined) abandoned.set(id, (abandoned.get(id) ?? 0) + Number(count));
};

const noteError = ({ texts }: Ledger, where: string, error: unknown): void => {
  const { message, code, cause } = error as { message?: unknown; code?: unknown; cause?: unknown };
  texts.push({ where, text: written({ message, code, cause }) });
};

const watchHooks = ({ hooks, events }: Headless, present: () => [Ledger, number]): void => {
  hooks.add("onSend.walk", (sent: Sent[]) => {
    const [ledger, at] = present();
    for (const { msg, source } of sent.slice(0, 1)) {
      if (source.node?.type === "genesys-events")
        ledger.emitted.push({ nodeId: source.id, at, msg: { ...msg } });
      const passage = ledger.passageOf(source.id, msg["walk"]);
      if (passage === undefined) continue;
      const { error } = msg as { error?: { code?: string } };
      if (error === undefined) passage.outputs += 1;
      else {
        passage.failures += 1;
        passage.code = String(error.code);
        noteError(ledger, `error of ${source.id}`, error);
      }
    }
  });
  hooks.add("onReceive.walk", ({ msg, destination }: Received) => {
    if (destination.node.type !== "catch") return;
    const passage = present()[0].passageOf(msg.error?.source?.id ?? "", msg["walk"]);
    if (passage !== undefined) passage.caught += 1;
  });
  hooks.add("onComplete.walk", ({ msg, node, error }: Completed) => {
    const [ledger] = present();
    const passage = ledger.passageOf(node.id, msg["walk"]);
    if (passage === undefined) return;
    passage.done += 1;
    if (error === undefined || error === null) return;
    passage.failures += 1;
    passage.code = String((error as { code?: unknown }).code);
    noteError(ledger, `error of ${node.id}`, error);
  });
  events.on("node-status", ({ id, status }: { id: string; status: Record<string, unknown> }) => {
    const [ledger] = present();
    ledger.statuses.set(id, status);
    ledger.texts.push({ where: `status of ${id}`, text: JSON.stringify(status) ?? "" });
  });
};

const countListeners = (events: EventEmitter): number =>
  events.eventNames().reduce((sum, name) => sum + events.listenerCount(name), 0);

/** @param name the package of Node-RED */
export const startWalkNodeRed = async (name: string, userDir: string, clock: Clock): Promise<WalkNodeRed> => {
  fillUserDir(userDir);
  const nodeRed = createRequire(__filename).resolve(name);
  let ledger: Ledger | undefined;
  let now = (): number => 0;
  const headless = await startHeadless({
    nodeRed,
    settings: {
      ...{ userDir, genesysAccountClock: clock, credentialSecret: "walk", readOnly: true },
      nodesExcludes: unusedCoreFiles(nodeRed, new Set(["catch"])),
    },
    onLog: (entry) => ledger && takeLog(ledger, entry),
  });
  watchHooks(headless, () => {
    if (ledger === undefined) throw new Error("no walk has begun");
    return [ledger, now()];
  });
  const red = createRequire(nodeRed)(nodeRed) as {
    nodes: { setFlows(flows: object[], type: string): Promise<unknown> };
  };
  return {
    headless,
    deploy: async (flows, type) => {
      const started = once(headless.events, "flows:started");
      await red.nodes.setFlows([...flows], type);
      await started;
    },
    watch: (next, at) => {
      ledger = next;
      now = at;
    },
    listeners: () => countListeners(headless.events),
  };
};
