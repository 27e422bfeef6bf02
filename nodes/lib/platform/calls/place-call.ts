import { blankInput, GenesysError, isGenesysError } from "../errors/errors";
import { asE164 } from "../conversation/phone";
import type { CallOptions, Client, Wait } from "../types";
import { untilAnswered } from "./answered-call";
import { postCall, type NewCall } from "../api/calls";
import { createPlacing } from "./lost-call";
import { explainStation } from "./no-station";
import { actsAsUser, findUserId, signedInUserId } from "../api/users";

/** A call as a flow requests it. */
export interface CallOrder {
  destination: string;
  destinationType: "phone" | "user" | "queue";
  /** For numbers without a country code: two letters. */
  country?: string | undefined;
  /** Id or e-mail address of the user on whose behalf. */
  userId?: string | undefined;
  waitFor: "created" | "connected";
  /** How long to wait until the call is answered. */
  deadlineMs: number;
  /** What is sent as it is. */
  details: Omit<NewCall, "phoneNumber" | "callUserId" | "callQueueId">;
}

export interface PlacedCall {
  conversationId: string;
  mediaType: "call";
  state: "created" | "connected";
  /** In E.164, or the id of the user or queue. */
  destination: string;
  participantId?: string;
  communicationId?: string;
  userId?: string;
  /** The response was lost, and the call was found among the user's active ones. */
  recovered?: true;
}

/**
 * Places one call and, if requested, waits until it is answered. It is never placed a second time: after a lost
 * response the signed-in user's calls are read, or the error has the outcome `unknown`.
 * @throws GenesysError `rejected` with `cause.reason` if the call was not answered; `timeout` if it still rings at the
 * deadline. In both cases the call was placed: the outcome is `done`.
 */
export const placeCall = async (
  client: Client,
  order: CallOrder,
  options: CallOptions & { waiting?: (wait: Wait) => void } = {},
): Promise<PlacedCall> => {
  const { waiting, ...call } = options;
  const wish = await asNewCall(client, order, call);
  const { userId, onBehalfOf } = await callerOf(client, order.userId, call);
  const placed = await placeOnce(client, wish, onBehalfOf, call);
  const base = {
    ...placed,
    mediaType: "call" as const,
    destination: wish.phoneNumber ?? wish.callUserId ?? wish.callQueueId ?? "",
    ...(userId === undefined ? {} : { userId }),
  };
  if (order.waitFor === "created") return { ...base, state: "created" };
  waiting?.("answer");
  const { phoneNumber, callUserId, callQueueId } = wish;
  const called = { callerId: userId, phoneNumber, callUserId, callQueueId };
  const { conversationId } = placed;
  const answered = await untilAnswered(client, { conversationId, called }, order.deadlineMs, call);
  return { ...base, state: "connected", ...answered };
};

const asNewCall = async (client: Client, order: CallOrder, options: CallOptions): Promise<NewCall> => {
  const { destination, destinationType, country, details } = order;
  const { priority, languageId, routingSkillsIds, callerId, ...any } = details;
  const common: NewCall = {
    ...any,
    callerId: callerId === undefined ? undefined : await asE164("callerId", callerId, country),
  };
  if (destinationType === "queue")
    return { callQueueId: destination, ...common, priority, languageId, routingSkillsIds };
  if (destinationType === "phone")
    return { phoneNumber: await asE164("destination", destination, country), ...common };
  return { callUserId: await findUserId(client, destination, options, "destination"), ...common };
};

/** Whose call it is, where that is known, and whether it is placed on their behalf. */
const callerOf = async (
  client: Client,
  named: string | undefined,
  options: CallOptions,
): Promise<{ userId?: string; onBehalfOf?: string }> => {
  if (named !== undefined) {
    const userId = await findUserId(client, named, options);
    const isOwn = client.grant !== "client-credentials" && userId === (await signedInUserId(client, options));
    return isOwn ? { userId } : { userId, onBehalfOf: userId };
  }
  if (await actsAsUser(client, options)) return {};
  throw blankInput(
    "userId",
    "This account has no signed-in user. Set the user on whose behalf to call, by id, e-mail address or name. " +
      "Or use an account in which a user has signed in.",
  );
};

const placeOnce = async (
  client: Client,
  wish: NewCall,
  onBehalfOf: string | undefined,
  options: CallOptions,
): Promise<{ conversationId: string; recovered?: true }> => {
  // The calls on behalf of another user are not among those of the one who has signed in.
  const placing = onBehalfOf === undefined ? await createPlacing(client, wish) : undefined;
  try {
    const conversationId = await postCall(client, wish, onBehalfOf, options);
    placing?.settle(conversationId);
    return { conversationId };
  } catch (error) {
    if (!isGenesysError(error)) throw error;
    const explained = explainStation(error);
    if (explained.cause.outcome === "notSent" || explained.cause.outcome === "refused") {
      placing?.settle();
      throw explained;
    }
    const found = await placing?.find(options);
    if (found !== undefined) return { conversationId: found, recovered: true };
    throw new GenesysError(
      explained.code,
      `${explained.message} The call may have been placed. Check the user's calls before you place it again.`,
      explained.cause,
    );
  }
};
