import type { Conversation, Participant } from "../entities/conversation";
import type { User } from "../entities/org";
import type { Callee } from "../machines/dialing";
import { setFlag } from "../machines/flags";
import { handOver } from "../machines/hand-over";
import { liveLegsOf, type Place } from "../machines/legs";
import { replaceParty } from "../machines/transfer";
import type { Store } from "../store/store";
import { ActError, namedIn, notNow, textIn, userIn, type Details } from "./details";
import { conversationNamed, supervises } from "./voice";

/** What agents do with a customer they have, without a request: hold, resume, transfer. */

const isTheirs = ({ userId }: Participant, user: User | undefined): boolean =>
  userId !== undefined && (user === undefined || userId === user.id);

/** The newest connected leg of an agent, or of the one named; not a supervisor's. */
const inHand = (conversation: Conversation, user: User | undefined): Place => {
  const found = liveLegsOf(conversation).findLast(
    ({ participant, leg }) =>
      leg.state === "connected" && isTheirs(participant, user) && !supervises(participant),
  );
  if (found) return found;
  throw notNow(conversation, "no agent is connected.");
};

const calleeIn = (store: Store, details: Details): Callee => {
  const number = textIn(details, "number");
  const queue = namedIn(details, "queue", store.org.queues.values());
  const user = userIn(store, { user: details["to"] });
  if (queue) return { to: "queue", queue };
  if (user) return { to: "user", user };
  if (number !== undefined) return { to: "number", number };
  throw new ActError("queue", "agentTransfers needs details.queue, details.to or details.number.");
};

export const transferActs = (store: Store) => {
  const hold = (conversationId: string, details: Details, isHeld: boolean): void => {
    const place = inHand(conversationNamed(store, conversationId), userIn(store, details));
    if (place.leg.held === isHeld)
      throw notNow(place.conversation, isHeld ? "it is on hold already." : "it is not on hold.");
    setFlag(store, place, "held", isHeld);
  };

  return {
    /** The agent puts the customer on hold. */
    agentHolds: (conversationId: string, details: Details = {}): void => hold(conversationId, details, true),

    /** The agent takes the customer back from hold. */
    agentResumes: (conversationId: string, details: Details = {}): void =>
      hold(conversationId, details, false),

    /** The agent transfers the customer, and leaves at once: to a queue, to a colleague (`to`), a call to a number, too. */
    agentTransfers: (conversationId: string, details: Details = {}): void => {
      const place = inHand(conversationNamed(store, conversationId), userIn(store, details));
      const callee = calleeIn(store, details);
      if (callee.to === "user" && callee.user.id === place.participant.userId)
        throw new ActError("to", `${callee.user.name} has the customer already.`);
      if (place.leg.media === "calls") return replaceParty(store, place, callee, false);
      if (callee.to === "number") throw new ActError("number", "Only a call can be transferred to a number.");
      handOver(store, place, callee);
    },
  };
};

export const transferActParameters = {
  agentHolds: ["conversationId", "*"],
  agentResumes: ["conversationId", "*"],
  agentTransfers: ["conversationId", "*"],
} as const satisfies Record<keyof ReturnType<typeof transferActs>, readonly string[]>;
