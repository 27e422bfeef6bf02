import { readActor } from "../platform/api/identity";
import { isGenesysError } from "../platform/errors";
import { needsOf, type Actor, type NodeConfig } from "../platform/needs";
import type { Composition } from "../platform/compose";
import type { Door } from "./door";
import { idOf, type Routes } from "./route";

/** What the deployed nodes of an account need, what the account has, and what is missing. */
export const servePermissions = (door: Door, routes: Routes): void =>
  routes.write("/account/:id/permissions", async (asked) => {
    const id = idOf(asked);
    const nodes: NodeConfig[] = [];
    door.RED.nodes.eachNode((node) => {
      const config = node as unknown as NodeConfig & { account?: unknown; d?: unknown };
      if (config.account === id && config.d !== true) nodes.push(config);
    });
    const deployed = door.deployed(id);
    const { actor, unseen } = await see(door, deployed);
    const { needs, blocked } = needsOf(nodes, actor);
    const named = nodes.map((node) => ({
      id: node.id,
      type: node.type,
      name: typeof node.name === "string" ? node.name : "",
    }));
    return { ok: true, as: actor.kind, unseen, nodes: named, needs, blocked };
  });

/** Why the permissions cannot be seen: a word of the dialog, or the reason of a failure. */
type Unseen = { word: "notDeployed" | "client" } | { reason: string } | undefined;

const see = async (
  { clock }: Door,
  deployed: Composition | undefined,
): Promise<{ actor: Actor; unseen?: Unseen }> => {
  if (deployed === undefined) return { actor: { kind: "client" }, unseen: { word: "notDeployed" } };
  const byGrant: Actor = { kind: deployed.settings.grant === "authorization-code" ? "user" : "client" };
  if (deployed.settings.grant === "client-credentials") return { actor: byGrant, unseen: { word: "client" } };
  try {
    const actor = await readActor(deployed.client(), { deadline: clock.now() + 20_000 });
    return actor.permissions === undefined ? { actor, unseen: { word: "client" } } : { actor };
  } catch (error) {
    if (!isGenesysError(error)) throw error;
    return { actor: byGrant, unseen: { reason: error.message } };
  }
};
