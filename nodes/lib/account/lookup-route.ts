import { z } from "zod";
import { sharedParts } from "../node/runtime-state";
import { validateOptions } from "../node/validate";
import { LOOKUP_KINDS } from "../platform/lookups/lists";
import { lookUpNames } from "../platform/lookups/names";
import { lookUp, searchIn } from "../platform/lookups/lookups";
import { simulatedConversations } from "../node/simulate";
import { configError } from "../platform/errors/errors";
import type { Composition } from "../platform/compose";
import type { Client } from "../platform/types";
import type { AccountContext } from "./account-context";
import { isAsDeployed, readForm } from "./form";
import { idOf, type Routes } from "../node/dialog-routes";
import { doorTo } from "./simulated";
import { createUndeployed } from "./undeployed";

/** The conversations of the simulated org: of the deployed account only, since another one has another org. */
const CONVERSATION = "conversation";

const question = z.object({
  kind: z.enum([CONVERSATION, ...LOOKUP_KINDS]),
  search: z.string().max(200).default(""),
  page: z.number().int().min(1).max(1_000).default(1),
  /** Ids of entries: only these are looked up, for their names. */
  ids: z.array(z.string().min(1).max(100)).max(50).optional(),
  /** The queue whose wrap-up codes are meant. */
  queueId: z.string().max(200).optional(),
  /** The account as the editor has it, where that is not what is deployed. */
  account: z.record(z.string(), z.unknown()).optional(),
});

/** A dialog does not wait for longer. */
const PATIENCE_MS = 20_000;

/**
 * Lists for the dialogs: through the deployed account's own client, with its rate limit, its token, its memory, or
 * through one for the account as it is in the editor.
 */
export const serveLookups = (context: AccountContext, routes: Routes): void => {
  const undeployed = sharedParts(context.RED, "clients that are not deployed", () =>
    createUndeployed(context),
  );

  const deployedAt = (id: string): Composition => {
    const deployed = context.deployed(id);
    if (deployed !== undefined) return deployed;
    throw configError(
      "account",
      "The account is not deployed, so its settings are unknown. Deploy the account first.",
    );
  };
  const clientOf = (id: string, form: unknown): Client => {
    if (form !== undefined) {
      const wanted = readForm(context, id, form);
      if (!isAsDeployed(context, id, wanted)) return undeployed.client(id, wanted);
    }
    return deployedAt(id).client();
  };

  routes.write("/account/:id/lookup", async (request) => {
    const { kind, ids, account, ...sought } = validateOptions(question, { ...(request.body as object) });
    if (kind === CONVERSATION) {
      const all = await simulatedConversations(await doorTo(deployedAt(idOf(request))));
      return ids === undefined
        ? searchIn(all, sought)
        : { items: all.filter(({ id }) => ids.includes(id)), more: false };
    }
    const client = clientOf(idOf(request), account);
    const deadline = context.clock.now() + PATIENCE_MS;
    if (ids !== undefined) return { items: await lookUpNames(client, kind, ids, { deadline }), more: false };
    return lookUp(client, kind, sought, { deadline });
  });
};
