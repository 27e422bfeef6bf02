import type { PresenceDefinition, User } from "../entities/org";
import { definitionToWire, presenceToWire } from "../formatters/org";
import type { Wire } from "../formatters/wire";
import { refusal } from "../http/errors";
import { ok, type Context, type Handlers } from "../http/handler";
import { setPresence } from "../machines/agents";

/** Presences: those that the org has, and those that its users have. */

interface Patch {
  presenceDefinition?: { id?: string | null } | null;
  message?: string | null;
}

/** The user that the path names. */
export const userOf = ({ store, params }: Context): User => {
  const user = store.org.users.get(params["userId"] ?? "");
  if (!user || user.state === "deleted") throw refusal("not.found");
  return user;
};

const malformed = (fieldName: string) => refusal("bad.request", {}, { details: [{ fieldName }] });

/** The one that a request chooses, by its id. A deactivated one cannot be chosen. */
const chosen = ({ store }: Context, { presenceDefinition }: Patch): PresenceDefinition | undefined => {
  if (!presenceDefinition) return undefined;
  const found = store.org.presences.get(presenceDefinition.id ?? "");
  if (!found || found.deactivated) throw malformed("presenceDefinition.id");
  return found;
};

const isSystem = ({ type }: PresenceDefinition): boolean => type === "System";

const systemPresence = ({ id, name }: PresenceDefinition): Wire => ({ id, name });

export const presenceHandlers: Handlers = {
  getPresenceDefinitions0: ({ store, query }) => {
    const deactivated = /^true$/i.test(query.get("deactivated") ?? "");
    const found = [...store.org.presences.values()].filter((each) => each.deactivated === deactivated);
    return ok({
      total: found.length,
      entities: found.map(definitionToWire),
      selfUri: "/api/v2/presence/definitions",
    });
  },
  getSystempresences: ({ store }) =>
    ok([...store.org.presences.values()].filter(isSystem).map(systemPresence)),
  getUserPresencesPurecloud: (context) => ok(presenceToWire(userOf(context))),
  patchUserPresencesPurecloud: (context) => {
    const user = userOf(context);
    const patch = context.body as Patch;
    const wanted = { definition: chosen(context, patch), message: patch.message ?? undefined };
    setPresence(context.store, user, wanted, context.correlationId);
    return ok(presenceToWire(user));
  },
};
