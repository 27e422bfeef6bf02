import { plansOf } from "../node/definitions";
import type { Actor } from "../platform/api/identity";
import { refusedReads } from "../platform/lookups/refused-reads";
import { needsOf, operationsOf, type Need, type NodeConfig } from "../platform/plan/needs";
import type { CallOptions, Client } from "../platform/types";
import type { AccountContext } from "./account-context";
import { deployedNodes, type DeployedNodes } from "./deployed-nodes";

const OURS = /^genesys-/;

/** The nodes of this package that run with an account. */
export const ownNodes = ({ RED }: AccountContext, accountId: string): DeployedNodes => {
  const all: NodeConfig[] = [];
  RED.nodes.eachNode((node) => void all.push(node as unknown as NodeConfig));
  const { nodes, unclear } = deployedNodes(all, accountId);
  const isOurs = ({ type }: NodeConfig): boolean => OURS.test(type);
  return { nodes: nodes.filter(isOurs), unclear: unclear.filter(isOurs) };
};

/** How a report names a node that the editor does not have. */
export const named = ({ id, type, name }: NodeConfig) => ({
  id,
  type,
  name: typeof name === "string" ? name : "",
});

/**
 * What the deployed nodes of an account need, and this client or user lacks. A user's permissions are read. Of a client, only
 * the missing permissions of reads can be found.
 */
export const readLacks = async (
  context: AccountContext,
  accountId: string,
  client: Client,
  actor: Actor,
  options: CallOptions,
): Promise<{ lacks: Need[]; nodes: ReturnType<typeof named>[] }> => {
  const { nodes } = ownNodes(context, accountId);
  if (nodes.length === 0) return { lacks: [], nodes: [] };
  const plans = plansOf(context.RED);
  const { needs } = needsOf(nodes, actor, plans);
  const isMissing = await missingOf(client, actor, () => operationsOf(nodes, actor.kind, plans), options);
  return { lacks: needs.filter(isMissing), nodes: nodes.map(named) };
};

const missingOf = async (
  client: Client,
  { permissions }: Actor,
  operations: () => string[],
  options: CallOptions,
): Promise<(need: Need) => boolean> => {
  if (permissions !== undefined) return ({ held }) => held === false;
  const refused = await refusedReads(client, operations(), options);
  return ({ permissions: wanted }) => wanted.every((permission) => refused.has(permission));
};
