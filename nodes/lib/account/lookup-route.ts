import { z } from "zod";
import { validateOptions } from "../node/validate";
import { lookUp, lookUpName, LOOKUP_KINDS } from "../platform/api/lookups";
import { configError } from "../platform/hosts";
import type { Door } from "./door";
import { idOf, type Routes } from "./route";

const question = z.object({
  kind: z.enum(LOOKUP_KINDS as [string, ...string[]]),
  search: z.string().max(200).default(""),
  page: z.number().int().min(1).max(1_000).default(1),
  /** An entry's id: it alone is wanted, for its name. */
  id: z.string().max(100).optional(),
  /** The queue whose wrap-up codes are meant. */
  queueId: z.string().max(200).optional(),
});

/** A dialog does not wait for longer. */
const PATIENCE_MS = 20_000;

/** Lists for the dialogs of a deployed account, through its own client: its rate limit, its token, its memory. */
export const serveLookups = (door: Door, routes: Routes): void =>
  routes.write("/account/:id/lookup", async (asked) => {
    const { kind, id, ...sought } = validateOptions(question, { ...(asked.body as object) });
    const deployed = door.deployed(idOf(asked));
    if (deployed === undefined)
      throw configError("account", "Deploy the account first: lists are read with what is deployed.");
    const deadline = door.clock.now() + PATIENCE_MS;
    if (id !== undefined) return lookUpName(deployed.client(), kind, id, { deadline });
    return lookUp(deployed.client(), kind, sought, { deadline });
  });
