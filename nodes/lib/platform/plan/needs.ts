import type { Actor } from "../api/identity";
import type { Permissions } from "../../facts/operations";
import { operationWithId } from "../../facts/platform";
import type { NodePlan, Plans } from "./planner";
import type { Refusal } from "./refusal";
import type { Step } from "./step";

/** What deployed nodes need of their account, made from the requests that they send as they are set. */

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
  /** Only a message decides which operation these call. */
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

const planOf = (plans: Plans, node: NodeConfig, kind: Actor["kind"]): NodePlan | undefined =>
  plans.get(node.type)?.(node, GRANTS[kind]);

const operationsIn = (steps: readonly Step[] = []): string[] =>
  steps.flatMap(({ requests }) => requests.map(({ operation }) => operation));

/** What these nodes need of an account that acts so: each set of permissions once, with the nodes that need it. */
export const needsOf = (nodes: readonly NodeConfig[], actor: Actor, plans: Plans): Needs => {
  const needs = new Map<string, Need>();
  const note = (node: string, permissions: Permissions | null | undefined): void => {
    if (!permissions || permissions.type === "NONE") return;
    const any = permissions.type === "ANY" && permissions.list.length > 1;
    // Each permission once, also where another operation needs it together with others.
    for (const list of any ? [permissions.list] : permissions.list.map((one) => [one])) {
      const key = JSON.stringify([any, ...list]);
      const held = holds(actor, { type: permissions.type, list });
      const need = needs.get(key) ?? { permissions: list, any, held, nodes: [] };
      needs.set(key, need);
      if (!need.nodes.includes(node)) need.nodes.push(node);
    }
  };
  const open: string[] = [];
  for (const node of nodes) {
    const plan = planOf(plans, node, actor.kind);
    const steps = plan === undefined ? [] : plan.steps();
    if (steps === undefined) open.push(node.id);
    for (const operation of operationsIn(steps)) note(node.id, operationWithId(operation)?.permissions);
    for (const { permissions = [] } of steps ?? [])
      for (const permission of permissions) note(node.id, { type: "ALL", list: [permission] });
  }
  return {
    needs: [...needs.values()].sort((a, b) => a.permissions.join().localeCompare(b.permissions.join())),
    withUser: nodes.flatMap((node) => {
      const refusal = planOf(plans, node, "client")?.refusal();
      return refusal === undefined ? [] : [{ node: node.id, ...refusal }];
    }),
    open,
  };
};

/** The operations that these nodes send as they are set. */
export const operationsOf = (nodes: readonly NodeConfig[], kind: Actor["kind"], plans: Plans): string[] => [
  ...new Set(nodes.flatMap((node) => operationsIn(planOf(plans, node, kind)?.steps()))),
];

/** For the specs: every operation that a node may call, whichever the grant. */
export const callsOf = (node: NodeConfig, plans: Plans): string[] => [
  ...new Set(
    (["client", "user"] as const).flatMap((kind) => operationsIn(planOf(plans, node, kind)?.steps())),
  ),
];
