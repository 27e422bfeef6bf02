import { plansOf } from "../node/definitions";
import { readActor, type Actor } from "../platform/api/identity";
import type { Composition } from "../platform/compose";
import { isGenesysError } from "../platform/errors/errors";
import { needsOf } from "../platform/plan/needs";
import type { AccountContext } from "./account-context";
import { named, ownNodes } from "./lacks";
import { idOf, type Routes } from "../node/dialog-routes";

/** What the deployed nodes of an account need, what the account has, and what is missing. */
export const servePermissions = (context: AccountContext, routes: Routes): void =>
  routes.write("/account/:id/permissions", async (request) => {
    const { nodes, unclear } = ownNodes(context, idOf(request));
    const { actor, unseen } = await see(context, context.deployed(idOf(request)));
    return {
      ok: true,
      as: actor.kind,
      unseen,
      nodes: [...nodes, ...unclear].map(named),
      unclear: unclear.map(({ id }) => id),
      ...needsOf(nodes, actor, plansOf(context.RED)),
    };
  });

/** Why the permissions cannot be seen: a text of the dialog, or the reason of a failure. */
type Unseen = { word: "notDeployed" | "client" } | { reason: string } | undefined;

const see = async (
  { clock }: AccountContext,
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
