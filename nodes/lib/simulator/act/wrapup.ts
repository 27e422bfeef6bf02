import type { Conversation } from "../entities/conversation";
import type { User } from "../entities/org";
import { applyWrapup, isPending, maySkip, skipWrapup } from "../machines/acw";
import { endLeg, isLive, legsOf, liveLegsOf, type Place } from "../machines/legs";
import { leaveCall } from "../machines/voice";
import type { Store } from "../store/store";
import { namedIn, notNow, textIn, userIn, type Details } from "./details";
import { conversationNamed } from "./voice";

/** What agents do at the end of an interaction, each in their own window. */

/** The newest leg of an agent (or of the one named) that connected and can still be wrapped up. */
const toWrapUp = (conversation: Conversation, user: User | undefined): Place => {
  const found = legsOf(conversation).findLast(
    (place) =>
      place.participant.wrapupRequired &&
      (user === undefined || place.participant.userId === user.id) &&
      (isLive(place.leg) || isPending(place)),
  );
  if (found) return found;
  throw notNow(conversation, "no agent has anything (left) to wrap up.");
};

export const wrapupActs = (store: Store) => ({
  /** The agent chooses a code (id or name; the queue's first by default), while talking or afterwards. */
  agentWrapsUp: (conversationId: string, details: Details = {}) => {
    const place = toWrapUp(conversationNamed(store, conversationId), userIn(store, details));
    const { wrapupCodes, queues } = store.org;
    const [first] = queues.get(place.participant.queueId ?? "")?.wrapupCodeIds ?? [];
    const code = namedIn(details, "code", wrapupCodes.values())?.id ?? first;
    if (code === undefined) throw notNow(place.conversation, "the queue has no wrap-up codes.");
    const notes = textIn(details, "notes");
    applyWrapup(store, place, { code, ...(notes === undefined ? {} : { notes }) });
    return { conversationId, participantId: place.participant.id, communicationId: place.leg.id, code };
  },

  /** The agent continues without a code, if the queue allows it. */
  agentSkipsWrapUp: (conversationId: string, details: Details = {}): void => {
    const place = toWrapUp(conversationNamed(store, conversationId), userIn(store, details));
    if (!maySkip(place)) throw notNow(place.conversation, "the queue asks for a wrap-up code.");
    skipWrapup(store, place);
  },

  /** The agent requests after-call work, in a queue that gives it only on request. */
  agentAsksForWrapUp: (conversationId: string, details: Details = {}): void => {
    toWrapUp(conversationNamed(store, conversationId), userIn(store, details)).leg.afterCallWorkRequired =
      true;
  },

  /** The agent is done with the interaction, whatever its medium; the customer's side of it ends too. */
  agentCompletes: (conversationId: string, details: Details = {}): void => {
    const conversation = conversationNamed(store, conversationId);
    const user = userIn(store, details);
    const own = liveLegsOf(conversation).findLast(
      ({ participant, leg }) =>
        leg.state === "connected" &&
        participant.userId !== undefined &&
        (user === undefined || participant.userId === user.id),
    );
    if (!own) throw notNow(conversation, "no agent is connected.");
    if (own.leg.media === "calls") return leaveCall(store, conversation, own.participant, "client");
    endLeg(store, own, "client");
    const others = liveLegsOf(conversation).filter(({ leg }) => leg.media === own.leg.media);
    if (others.every(({ participant }) => participant.userId === undefined))
      for (const place of others) endLeg(store, place, "peer");
  },
});

export const wrapupActParameters = {
  agentWrapsUp: ["conversationId", "*"],
  agentSkipsWrapUp: ["conversationId", "*"],
  agentAsksForWrapUp: ["conversationId", "*"],
  agentCompletes: ["conversationId", "*"],
} as const satisfies Record<keyof ReturnType<typeof wrapupActs>, readonly string[]>;
