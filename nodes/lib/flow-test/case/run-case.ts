import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, resolve, sep } from "node:path";
import { nodeNamed, tabNamed } from "../file/names";
import type { Block, Expectation, Given } from "../file/schema";
import type { ReadCase } from "../file/read";
import type { FlowNode } from "../../flow-check/types";
import type { CaseTime } from "../time/time";
import type { Border } from "../world/border";
import type { Headless } from "../world/headless";
import { serveStubs } from "../world/hosts";
import { expectAll, mistakeIn, type Failure } from "./expect";
import { newestIn, doSteps, type Conversation, type StepParts } from "./steps";
import { loadCapture, startOrg } from "./org";
import { createReferences } from "./references";
import { lineOf, type Entry, type Timeline } from "./timeline";

/** One case from its start to its end. */

export interface CaseParts {
  flow: readonly FlowNode[];
  testCase: ReadCase;
  /** The folder in which the flow runs. */
  folder: string;
  headless: Headless;
  border: Border;
  time: CaseTime;
  timeline: Timeline;
  /** Gives the accounts their organisation. */
  giveOrg: (url: string) => void;
}

export interface CaseResult {
  failures: readonly Failure[];
  timeline: readonly string[];
  virtualMs: number;
}

/** A relative name below the folder. @throws Error */
const fileIn = (folder: string, name: string): string => {
  const path = resolve(folder, name);
  if (path.startsWith(folder + sep)) return path;
  throw new Error(`The file ${name} is not in the folder of the flow. Use a relative name.`);
};

const prepareFiles = (folder: string, files: Readonly<Record<string, string>> = {}): void => {
  for (const [name, text] of Object.entries(files)) {
    const path = fileIn(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
};

const prepareContext = ({ flow, headless, testCase }: CaseParts): void => {
  const { global = {}, flows = {} } = testCase.given.context ?? {};
  const put = (id: string, values: Record<string, unknown>): void => {
    const keys = Object.keys(values);
    if (keys.length > 0) headless.contextOf(id).set(keys, Object.values(values));
  };
  put("global", global);
  for (const [name, values] of Object.entries(flows)) put(tabNamed(flow, name).id, values);
};

/** The flow as it is deployed: with the credentials of the case, which no flow file has. */
const withCredentials = (flow: readonly FlowNode[], { credentials = {} }: Given): object[] => {
  const byId = new Map(Object.entries(credentials).map(([name, one]) => [nodeNamed(flow, name).id, one]));
  return flow.map((node) => (byId.has(node.id) ? { ...node, credentials: byId.get(node.id) } : node));
};

const contextValues = ({ headless }: CaseParts, id: string): Record<string, unknown> => {
  const context = headless.contextOf(id);
  return Object.fromEntries(context.keys().map((key) => [key, context.get(key)]));
};

const isOn = (flow: readonly FlowNode[], { d, z }: FlowNode): boolean =>
  d !== true && flow.find(({ id }) => id === z)?.["disabled"] !== true;

/** What is in a flow file and has no node when it runs; an instance of a subflow becomes the nodes of the subflow. */
const NO_RUNTIME = /^(comment|group|junction|subflow(:.*)?)$/;

/** A flow of which a part does not start could pass by doing nothing. @throws Error */
const checkStarted = ({ flow, headless }: CaseParts): void => {
  const tabs = new Set(flow.filter(({ type }) => type === "tab").map(({ id }) => id));
  const wanted = flow.filter(
    (node) => tabs.has(String(node["z"])) && !NO_RUNTIME.test(node.type) && isOn(flow, node),
  );
  const missing = wanted.filter(({ id }) => headless.nodeById(id) === undefined);
  if (missing.length === 0) return;
  const names = missing.slice(0, 5).map(({ id, type }) => `${type} (${id})`);
  throw new Error(
    `Node-RED has not started these nodes: ${names.join(", ")}. Does the flow start in the editor?`,
  );
};

/** A person presses a button when the nodes are connected. What happened before is no event. */
const CONNECTED_WITHIN_MS = 10_000;

const connected = ({ flow, headless }: CaseParts): (() => boolean) => {
  const wanted = flow.filter(
    ({ type, scope }) => type === "genesys-events" && scope !== "input" && scope !== "message",
  );
  const open = new Set(wanted.filter((node) => isOn(flow, node)).map(({ id }) => id));
  headless.events.on("node-status", ({ id, status }: { id: string; status?: { code?: string } }) => {
    if (status?.code === "connected") open.delete(id);
  });
  return () => open.size === 0;
};

const unhandled = (entries: readonly Entry[], expected: readonly Expectation[], start: number): Failure[] => {
  const isExpected = (code: string | undefined): boolean =>
    expected.some((one) => "error" in one && (one.error === true || one.error === code));
  const lines = entries.flatMap((entry) =>
    entry.kind === "error" && !entry.isHandled && !isExpected(entry.error.code) ? [lineOf(entry, start)] : [],
  );
  return lines.length === 0 ? [] : [{ expected: "no error that the flow does not handle", instead: lines }];
};

const refused = (entries: readonly Entry[]): Failure[] => {
  const lines = entries.flatMap((entry) =>
    entry.kind === "refused"
      ? [entry.what]
      : entry.kind === "outside" && entry.request.status === undefined
        ? [`${entry.request.method} ${entry.request.host}${entry.request.path}`]
        : [],
  );
  const expected = "no request to another host without a stub (given.stubs)";
  return lines.length === 0 ? [] : [{ expected, instead: [...new Set(lines)] }];
};

const runBlock = async (
  { when = [], expect = [] }: Block,
  parts: StepParts,
  of: CaseParts,
  last: Conversation,
) => {
  const mistake = mistakeIn(expect);
  if (mistake !== undefined) throw new Error(mistake);
  const { timeline, time, flow, folder } = of;
  const first =
    last.id === undefined && timeline.entries().every(({ kind }) => kind !== "step")
      ? 0
      : timeline.entries().length;
  await doSteps(when, parts, last);
  const world = {
    flow,
    entries: () => timeline.entries().slice(first),
    contextOf: (id: string) => contextValues(of, id),
    fileText: (name: string) => {
      const path = fileIn(folder, name);
      return existsSync(path) ? readFileSync(path, "utf8") : undefined;
    },
  };
  return expectAll(parts.references.resolve(expect), world, time);
};

/** @throws Error in one sentence where the case cannot be run */
export const runCase = async (parts: CaseParts): Promise<CaseResult> => {
  const { testCase, flow, headless, border, time, timeline, folder } = parts;
  const { given, then = [], ...block } = testCase;
  const start = time.now();
  const org = await startOrg(given, time, timeline);
  border.allow(org.port);
  border.allow(headless.port);
  border.setOwnPort(headless.port);
  border.setHosts(
    await serveStubs({
      stubs: given.stubs ?? [],
      after: time.after,
      onRequest: (request) => void timeline.add({ kind: "outside", request }),
    }),
  );
  if (testCase.capture !== undefined) await loadCapture(org, testCase.capture);
  parts.giveOrg(org.simulator.url);
  prepareFiles(folder, given.files);
  Object.assign(process.env, given.environment);
  prepareContext(parts);
  const isConnected = connected(parts);
  await headless.deploy(withCredentials(flow, given));
  checkStarted(parts);
  await time.run(isConnected, CONNECTED_WITHIN_MS);

  const references = createReferences((name) =>
    name === "newest" ? { conversationId: newestIn(org) } : undefined,
  );
  const stepParts: StepParts = { flow, headless, org, time, timeline, references };
  const last: Conversation = { id: undefined };
  const failures: Failure[] = [];
  for (const one of [block, ...then]) {
    failures.push(...(await runBlock(one, stepParts, parts, last)));
    if (failures.length > 0) break; // what follows builds on it
  }
  const expected = [block, ...then].flatMap(({ expect = [] }) => expect);
  const entries = timeline.entries();
  return {
    failures: [...failures, ...unhandled(entries, expected, start), ...refused(entries)],
    timeline: entries.map((entry) => lineOf(entry, start)),
    virtualMs: time.now() - start,
  };
};
