import { supervise, type Supervision } from "../machines/supervision";
import { liveCallsOf } from "../machines/voice";
import type { Store } from "../store/store";
import { ActError, notNow, textIn, userIn, type Details } from "./details";
import { conversationNamed } from "./voice";

/** Supervisors who join a call without a request. */

const WAYS = ["monitor", "coach", "barge"] as const satisfies readonly Supervision[];

const wayIn = (details: Details): Supervision => {
  const word = textIn(details, "mode") ?? "monitor";
  const found = WAYS.find((way) => way === word);
  if (found) return found;
  throw new ActError("mode", `There is no mode ${word}. There are: ${WAYS.join(", ")}.`);
};

export const supervisionActs = (store: Store) => ({
  /** A supervisor monitors the agent's call, coaches the agent, or barges in. Returns the id of the conversation. */
  supervisorJoins: (conversationId: string, details: Details = {}) => {
    const conversation = conversationNamed(store, conversationId);
    const [supervisor] = [...store.org.users.values()].filter(({ title }) => title === "Supervisor");
    const user = userIn(store, details) ?? supervisor;
    const place = liveCallsOf(conversation).findLast(
      ({ participant, leg }) => participant.userId !== undefined && leg.state === "connected",
    );
    if (!place || !user) throw notNow(conversation, "no agent is talking in it.");
    supervise(store, place, user, wayIn(details));
    return { conversationId, userId: user.id };
  },
});

export const supervisionActParameters = {
  supervisorJoins: ["conversationId", "*"],
} as const satisfies Record<keyof ReturnType<typeof supervisionActs>, readonly string[]>;
