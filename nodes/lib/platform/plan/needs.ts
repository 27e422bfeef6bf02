import type { Actor } from "../api/identity";
import { loadOperations, type Permissions } from "../../facts/operations";
import { previewOf, refusalOf, settingsOf, type Refusal, type Step } from "./plans";

/** What deployed nodes need of their account, told from the requests that they send as they are set. */

export interface NodeConfig extends Readonly<Record<string, unknown>> {
  id: string;
  type: string;
}

/** Is something of these permissions missing? `undefined`: it cannot be seen. */
export type Held = boolean | undefined;

export interface Need {
  /** All of them, or with `any` one of them. */
  permissions: string[];
  any: boolean;
  held: Held;
  /** The nodes that need it. */
  nodes: string[];
}

/** A node that works with a signed-in user only. */
export interface UserNode extends Refusal {
  node: string;
}

export interface Needs {
  needs: Need[];
  /** These need a signed-in user, whether the account has one or not. */
  withUser: UserNode[];
  /** Of these nobody knows which operation they call before a message comes. */
  open: string[];
}

const GRANTS = { client: "client-credentials", user: "authorization-code" } as const;

const segmentFits = (held: string, wanted: string): boolean => held === "*" || held === wanted;

/** `conversation:*` and `conversation:call:*` count as all that begins so. */
const grants = (held: string, wanted: string): boolean => {
  const has = held.split(":");
  const wants = wanted.split(":");
  return wants.every((segment, at) => segmentFits(has[at] ?? has[has.length - 1] ?? "", segment));
};

const holds = ({ permissions }: Actor, { type, list }: Permissions): Held => {
  if (permissions === undefined) return undefined;
  const has = (wanted: string): boolean => permissions.some((held) => grants(held, wanted));
  return type === "ANY" ? list.some(has) : list.every(has);
};

const stepsOf = (node: NodeConfig, kind: Actor["kind"]): Step[] =>
  previewOf(node.type, settingsOf(node, GRANTS[kind]));

const operationsIn = (steps: readonly Step[]): string[] =>
  steps.flatMap(({ requests }) => requests.map(({ operation }) => operation));

/** What these nodes need of an account that acts so: each set of permissions once, with the nodes that need it. */
export const needsOf = (nodes: readonly NodeConfig[], actor: Actor): Needs => {
  const facts = new Map(loadOperations().map(({ id, permissions }) => [id, permissions]));
  const needs = new Map<string, Need>();
  const note = (node: string, permissions: Permissions | null | undefined): void => {
    if (!permissions || permissions.type === "NONE" || permissions.list.length === 0) return;
    const any = permissions.type === "ANY" && permissions.list.length > 1;
    const key = JSON.stringify([any, ...permissions.list]);
    const held = holds(actor, permissions);
    const need = needs.get(key) ?? { permissions: permissions.list, any, held, nodes: [] };
    needs.set(key, need);
    if (!need.nodes.includes(node)) need.nodes.push(node);
  };
  for (const node of nodes) {
    const steps = stepsOf(node, actor.kind);
    for (const operation of operationsIn(steps)) note(node.id, facts.get(operation));
    for (const { permissions = [] } of steps)
      for (const permission of permissions) note(node.id, { type: "ALL", list: [permission] });
  }
  return {
    needs: [...needs.values()].sort((a, b) => a.permissions.join().localeCompare(b.permissions.join())),
    withUser: nodes.flatMap((node) => {
      const refusal = refusalOf(node.type, settingsOf(node, GRANTS.client));
      return refusal === undefined ? [] : [{ node: node.id, ...refusal }];
    }),
    open: nodes
      .filter((node) => node.type === "genesys-api" && stepsOf(node, actor.kind).length === 0)
      .map(({ id }) => id),
  };
};

/** For the specs: every operation that a node may call, whichever the grant. */
export const callsOf = (node: NodeConfig): string[] => [
  ...new Set(operationsIn([...stepsOf(node, "client"), ...stepsOf(node, "user")])),
];
