import { checkGrant, checkHosts, checkReferences } from "./accounts";
import { checkBehindEvents } from "./behind-events";
import { checkVariables } from "./environment";
import { flowOf, printable, type Flow } from "./flow";
import { checkInputs } from "./inputs";
import { checkTopics, checkWait } from "./listening";
import { checkOperation } from "./operation";
import { checkOptions } from "./options";
import { permissionsOf, type AccountPermissions } from "./permissions";
import { unknownProperties } from "./properties";
import { worded } from "./sentences";
import type { Environment, FactsOf, Finding, FlowNode, NodeFacts } from "./types";
import { checkLinks, checkWires } from "./wires";

export interface Checked {
  findings: Finding[];
  permissions: AccountPermissions[];
  /** How many nodes of ours were checked. */
  checked: number;
}

/** Nothing in a file may end the check: what a node has may be nested deeper than a check can follow. */
const guarded = (id: string, check: () => Finding[]): Finding[] => {
  try {
    return check();
  } catch {
    return [{ level: "error", node: id, ...worded("unreadable") }];
  }
};

const SPECIAL: Readonly<
  Record<string, (node: FlowNode, facts: NodeFacts, environment: Environment) => Finding[]>
> = {
  "genesys-api": checkOperation,
  "genesys-events": checkTopics,
  "genesys-wait": checkWait,
};

/** Everything that is wrong with one node of ours by itself. */
const checkNode = (flow: Flow, node: FlowNode, facts: NodeFacts, environment: Environment): Finding[] =>
  [
    () => unknownProperties(node, facts),
    () => checkReferences(flow, node),
    () => checkHosts(node),
    () => checkOptions(node, facts, environment),
    () => checkInputs(node, facts, environment),
    () => SPECIAL[node.type]?.(node, facts, environment) ?? [],
    () => checkGrant(flow, node, facts),
  ].flatMap((check) => guarded(node.id, check).map((finding) => ({ ...finding, node: node.id })));

const notes = ({ disabledTabs, repeated }: Flow): Finding[] => [
  ...disabledTabs.map(({ id }): Finding => ({
    ...{ level: "note", node: id },
    message: "This tab is disabled. Its nodes were not checked.",
  })),
  ...repeated.map((id): Finding => ({
    ...{ level: "error", node: id, property: "id" },
    ...worded("repeatedId", { id: printable(id).slice(0, 40) }),
  })),
];

/** Checks the nodes of one file. Types of other packages are followed by their wires, and not checked otherwise. */
export const checkFlow = (
  nodes: readonly FlowNode[],
  factsOf: FactsOf,
  environment?: Environment,
): Checked => {
  const flow = flowOf(nodes);
  const ours = flow.active.filter(({ type }) => factsOf(type) !== undefined);
  const findings = [
    ...notes(flow),
    ...ours.flatMap((node) => {
      const facts = factsOf(node.type);
      return facts === undefined ? [] : checkNode(flow, node, facts, environment);
    }),
    ...flow.active.flatMap((node) =>
      guarded(node.id, () => [...checkWires(flow, node, factsOf), ...checkLinks(flow, node)]),
    ),
    ...guarded("", () => checkBehindEvents(flow, factsOf)),
    ...checkVariables(flow, ours, environment),
  ];
  return { findings, permissions: safePermissions(flow, factsOf), checked: ours.length };
};

const safePermissions = (flow: Flow, factsOf: FactsOf): AccountPermissions[] => {
  try {
    return permissionsOf(flow, factsOf);
  } catch {
    return []; // a node that cannot be planned has a finding already
  }
};
