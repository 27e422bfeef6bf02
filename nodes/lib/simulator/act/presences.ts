import { setPresence } from "../machines/agents";
import type { Store } from "../store/store";
import { ActError, namedIn, userIn, type Details } from "./details";

/** What agents do with themselves. */
export const presenceActs = (store: Store) => ({
  /** The user has another presence: one of the platform's, or one of the organisation's own. Only `On Queue` is offered customers. */
  agentChangesPresence: (details: Details = {}) => {
    const user = userIn(store, details);
    if (!user) throw new ActError("user", "agentChangesPresence needs details.user.");
    const usable = [...store.org.presences.values()].filter(({ deactivated }) => !deactivated);
    const definition = namedIn(details, "presence", usable);
    if (!definition) throw new ActError("presence", "agentChangesPresence needs details.presence.");
    setPresence(store, user, { definition }, store.ids.next("presence"));
    return { userId: user.id, presence: definition.name };
  },
});

export const presenceActParameters = {
  agentChangesPresence: ["*"],
} as const satisfies Record<keyof ReturnType<typeof presenceActs>, readonly string[]>;
