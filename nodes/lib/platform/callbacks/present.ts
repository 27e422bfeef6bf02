import { getConversation } from "../api/conversations";
import {
  hasEnded,
  isCustomer,
  legsOf,
  type Conversation,
  type Leg,
  type Participant,
} from "../conversation/conversation";
import { blankInput, GenesysError } from "../errors/errors";
import type { CallOptions, Client } from "../types";

/** A callback as its conversation shows it now. */
export interface PresentCallback {
  conversation: Conversation;
  /** The customer's part. */
  leg: Leg;
  numbers: readonly string[];
  /** In ms. */
  scheduledAt: number | undefined;
  /** The agent that the queue prefers, or the last one who was offered the callback. */
  agentId: string | undefined;
}

const callbacksIn = (conversation: Conversation): Leg[] =>
  legsOf(conversation).filter(({ mediaType }) => mediaType === "callback");

const isLive = (leg: Leg): boolean => !hasEnded(leg);

const ofCustomer = ({ participant }: Leg): boolean => isCustomer(participant);

/** `conversationRoutingData` of the queue's part. */
interface Routing {
  scoredAgents?: { agent?: { id?: unknown } }[];
}

const preferredIn = ({ conversationRoutingData }: Participant): string | undefined => {
  const agents = (conversationRoutingData as Routing | null | undefined)?.scoredAgents;
  const id = Array.isArray(agents) ? agents[0]?.agent?.id : undefined;
  return typeof id === "string" ? id : undefined;
};

const agentOf = (legs: readonly Leg[]): string | undefined => {
  const queues = legs.filter(({ participant }) => participant.purpose === "acd");
  const preferred = queues.map(({ participant }) => preferredIn(participant)).findLast(Boolean);
  return (
    preferred ?? legs.findLast(({ participant }) => participant.userId !== undefined)?.participant.userId
  );
};

const textsIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];

const noCallback = (conversationId: string, hasOne: boolean): GenesysError =>
  new GenesysError(
    "noTarget",
    hasOne
      ? "The callback of the conversation has ended. Create a new one."
      : "The conversation has no callback. Check the conversation id.",
    { outcome: "notSent", conversationId },
  );

/**
 * Reads the callback of a conversation: of several that have not ended, the newest.
 * @throws GenesysError `noTarget` where there is none, or it has ended
 */
export const readCallback = async (
  client: Client,
  conversationId: string | undefined,
  options?: CallOptions,
): Promise<PresentCallback> => {
  if (conversationId === undefined)
    throw blankInput("conversationId", "Set the id of the callback's conversation.");
  const conversation = await getConversation(client, conversationId, options);
  const legs = callbacksIn(conversation);
  const live = legs.filter(isLive);
  const leg = live.findLast(ofCustomer) ?? live.at(-1);
  if (leg === undefined) throw noCallback(conversationId, legs.length > 0);
  const { callbackNumbers, callbackScheduledTime } = leg.communication;
  const scheduledAt =
    typeof callbackScheduledTime === "string" ? Date.parse(callbackScheduledTime) : undefined;
  return { conversation, leg, numbers: textsIn(callbackNumbers), scheduledAt, agentId: agentOf(legs) };
};
