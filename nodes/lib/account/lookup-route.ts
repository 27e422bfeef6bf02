import { z } from "zod";
import { sharedParts } from "../node/runtime-state";
import { validateOptions } from "../node/validate";
import { LOOKUP_KINDS } from "../platform/lookups/lists";
import { lookUpNames } from "../platform/lookups/names";
import { lookUp } from "../platform/lookups/lookups";
import { configError } from "../platform/errors/errors";
import type { Client } from "../platform/types";
import type { AccountContext } from "./account-context";
import { isAsDeployed, readForm } from "./form";
import { idOf, type Routes } from "./route";
import { createUndeployed } from "./undeployed";

const question = z.object({
  kind: z.enum(LOOKUP_KINDS as [string, ...string[]]),
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

  const clientOf = (id: string, form: unknown): Client => {
    if (form !== undefined) {
      const wanted = readForm(context, id, form);
      if (!isAsDeployed(context, id, wanted)) return undeployed.client(id, wanted);
    }
    const deployed = context.deployed(id);
    if (deployed === undefined)
      throw configError(
        "account",
        "The account is not deployed, so its settings are unknown. Deploy the account first.",
      );
    return deployed.client();
  };

  routes.write("/account/:id/lookup", async (request) => {
    const { kind, ids, account, ...sought } = validateOptions(question, { ...(request.body as object) });
    const client = clientOf(idOf(request), account);
    const deadline = context.clock.now() + PATIENCE_MS;
    if (ids !== undefined) return { items: await lookUpNames(client, kind, ids, { deadline }), more: false };
    return lookUp(client, kind, sought, { deadline });
  });
};
