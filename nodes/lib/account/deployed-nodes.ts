import type { NodeConfig } from "../platform/plan/needs";

/** The properties of a stored node that decide whether it runs. */
interface Stored extends NodeConfig {
  z?: string;
  account?: string;
  d?: boolean;
  disabled?: boolean;
  env?: { name?: string; value?: unknown }[];
}

export interface DeployedNodes {
  /** They run with the account. */
  nodes: NodeConfig[];
  /** Their subflow or environment decides which account these run with. */
  unclear: NodeConfig[];
}

const ENV = /^\$\{([^}]+)\}$/;

/**
 * The nodes of an account among all that is stored: those in a flow that is switched off do not count, and those of a
 * subflow where it is used. An account that comes out of a property of a subflow or a flow is followed there.
 */
export const deployedNodes = (all: readonly NodeConfig[], accountId: string): DeployedNodes => {
  const stored = all as readonly Stored[];
  const byId = new Map(stored.map((one) => [one.id, one]));

  const runs = ({ id, z, d }: Stored, within: readonly string[] = []): boolean => {
    if (d === true || within.includes(id)) return false;
    const place = z === undefined ? undefined : byId.get(z);
    if (place === undefined) return z === undefined || z === "";
    if (place.type !== "subflow") return place.disabled !== true;
    return stored.some((one) => one.type === `subflow:${place.id}` && runs(one, [...within, id]));
  };
  const valuesOf = (name: string): unknown[] =>
    stored.flatMap(({ env = [] }) => env.filter((one) => one.name === name).map(({ value }) => value));

  const nodes: NodeConfig[] = [];
  const unclear: NodeConfig[] = [];
  for (const node of stored) {
    if (node.account === undefined || !runs(node)) continue;
    const [, name] = ENV.exec(node.account) ?? [];
    if (node.account === accountId) nodes.push(node);
    else if (name !== undefined && valuesOf(name).includes(accountId)) nodes.push(node);
    else if (name !== undefined && valuesOf(name).length === 0) unclear.push(node);
  }
  return { nodes, unclear };
};
