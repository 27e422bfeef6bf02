import { didYouMean, nearest } from "../../platform/catalogue/guess";
import { outputsOf, printable } from "../../flow-check/flow";
import type { FlowNode } from "../../flow-check/types";
import type { Block, Expectation, Given, Step, TestCase } from "./schema";

/** The names of nodes that a test file has: each is that of one node of the flow. */

const TABS = ["tab", "subflow"];

const nameOf = ({ name, label }: FlowNode): string => {
  const shown = name === undefined || name === "" ? label : name;
  return typeof shown === "string" ? shown : "";
};

const isTab = ({ type }: FlowNode): boolean => TABS.includes(type);

/** The names of links and comments often repeat that of a node: they are meant where no node has the name. */
const isAside = ({ type }: FlowNode): boolean => /^(link (in|out)|comment|group|junction)$/.test(type);

const found = (
  flow: readonly FlowNode[],
  wanted: string,
  isWanted: (node: FlowNode) => boolean,
): FlowNode[] => {
  const candidates = flow.filter(isWanted);
  const byId = candidates.filter(({ id }) => id === wanted);
  if (byId.length > 0) return byId;
  const named = candidates.filter((node) => nameOf(node) === wanted);
  const nodes = named.filter((node) => !isAside(node));
  return nodes.length > 0 ? nodes : named;
};

/** The node with this id or name. To be called with what `checkNames` has accepted. */
export const nodeNamed = (flow: readonly FlowNode[], wanted: string): FlowNode =>
  found(flow, wanted, (node) => !isTab(node))[0] ?? { id: wanted, type: "" };

export const tabNamed = (flow: readonly FlowNode[], wanted: string): FlowNode =>
  found(flow, wanted, isTab)[0] ?? { id: wanted, type: "" };

interface Use {
  wanted: string;
  /** What it must be. */
  as: "node" | "inject" | "account" | "tab" | "sender";
}

const usesOfStep = (step: Step): Use[] => {
  if ("press" in step) return [{ wanted: step.press as string, as: "inject" }];
  return "send" in step ? [{ wanted: step.to as string, as: "node" }] : [];
};

const usesOfExpectation = (one: Expectation): Use[] => {
  if ("context" in one) return one.context === "global" ? [] : [{ wanted: one.context, as: "tab" }];
  if ("at" in one) return one.at === undefined ? [] : [{ wanted: one.at, as: "node" }];
  return "from" in one && one.from !== undefined ? [{ wanted: one.from, as: "sender" }] : [];
};

const usesOfGiven = ({ context, credentials, accounts }: Given): Use[] => [
  ...Object.keys(context?.flows ?? {}).map((wanted): Use => ({ wanted, as: "tab" })),
  ...Object.keys(credentials ?? {}).map((wanted): Use => ({ wanted, as: "node" })),
  ...Object.keys(accounts ?? {}).map((wanted): Use => ({ wanted, as: "account" })),
];

const usesOfBlock = ({ when = [], expect = [] }: Block): Use[] => [
  ...when.flatMap(usesOfStep),
  ...expect.flatMap(usesOfExpectation),
];

const IS: Readonly<Record<Use["as"], (node: FlowNode) => boolean>> = {
  node: (node) => !isTab(node),
  inject: ({ type }) => type === "inject",
  account: ({ type }) => type === "genesys-account",
  tab: isTab,
  sender: (node) => !isTab(node),
};

const WORD: Readonly<Record<Use["as"], string>> = {
  node: "node",
  inject: "inject node",
  account: "account",
  tab: "tab",
  sender: "node",
};

const mistakeIn = (flow: readonly FlowNode[], { wanted, as }: Use): string | undefined => {
  const all = found(flow, wanted, IS[as]);
  const [first, second] = all;
  const shown = `"${printable(wanted).slice(0, 80)}"`;
  if (first === undefined) {
    const names = flow.filter(IS[as]).map(nameOf).filter(Boolean);
    const near = nearest(wanted, names);
    const hint = near.length > 0 ? didYouMean(near) : "";
    return `The flow has no ${WORD[as]} ${shown}.${hint}`;
  }
  if (second !== undefined)
    return `Several nodes are called ${shown}. Use an id: ${all.map(({ id }) => printable(id)).join(", ")}.`;
  if (as === "sender" && outputsOf(first).flat().length === 0)
    return `No wire leaves ${shown}, so nothing that it sends can be seen.`;
  return undefined;
};

/** What is wrong with the names of these cases, in one sentence. */
export const checkNames = (
  flow: readonly FlowNode[],
  cases: readonly (TestCase & { given: Given })[],
): string | undefined => {
  for (const { name, given, then = [], ...block } of cases) {
    const uses = [...usesOfGiven(given), ...[block, ...then].flatMap(usesOfBlock)];
    for (const use of uses) {
      const mistake = mistakeIn(flow, use);
      if (mistake !== undefined) return `"${printable(name)}": ${mistake}`;
    }
  }
  return undefined;
};
