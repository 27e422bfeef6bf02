import type { Conversation } from "../entities/conversation";
import { conversationToWire } from "../formatters/conversation";
import { Refusal, refusal } from "../http/errors";
import { accepted, empty, ok, type Context, type Handler, type Handlers } from "../http/handler";
import { callCustomer } from "../machines/callback-call";
import {
  assignCallback,
  callbackPlaces,
  endCallback,
  moveCallback,
  reschedule,
  scheduleCallback,
  scheduleForParticipant,
} from "../machines/callbacks";
import { liveCallsOf } from "../machines/voice";
import type { Store } from "../store/store";
import {
  numbersIn,
  orderIn,
  queueIdIn,
  timeIn,
  type Create,
  type Identifier,
  type Patch,
} from "./callback-fields";
import { ownUser } from "./calls";
import { numberGiven, queueNamed, userNamed } from "./destinations";
import { conversationOf, participantOf, refuseWithoutLiveLeg } from "./lookup";

/** Callbacks: created, moved to another time, called, given up. */

const idsFor = ({ id }: Conversation, communicationId: string) => ({
  conversation: { id, selfUri: `/api/v2/conversations/callbacks/${id}` },
  callbackIdentifiers: [{ type: "ACD", id: communicationId }],
});

const create = ({ store, body }: Context) => {
  const input = body as Create;
  const queueId = queueIdIn(input);
  if (!queueId) throw refusal("callback.error.missing.queue.id");
  const { conversation, leg } = scheduleCallback(store, orderIn(store, input, queueId));
  return ok(idsFor(conversation, leg.id));
};

/** Created on a conversation that goes on: for one of its people, not for a queue. */
const createForParticipant: Handler = (context) => {
  const { store } = context;
  const input = context.body as Create;
  const conversation = conversationOf(context);
  const participant = participantOf(context, conversation);
  if (participant.purpose === "acd") throw refusal("conversation.error.cannot.callback.acd");
  refuseWithoutLiveLeg(conversation);
  const queueId = queueIdIn(input) ?? participant.queueId;
  if (!queueId) throw refusal("conversation.error.queue.required");
  scheduleForParticipant(store, conversation, participant, orderIn(store, input, queueId));
  return empty(201);
};

const changed = (store: Store, input: Patch) => {
  const conversation = store.conversations.get(input.conversationId);
  const places = conversation ? callbackPlaces(conversation) : [];
  const own = places.findLast(({ participant }) => participant.purpose === "acd");
  if (!conversation || !own) throw refusal("conversation.error.conversation.not.found");
  refuseWithoutLiveLeg(conversation, "callbacks");
  const numbers = numbersIn(input);
  const scheduledAt = input.callbackScheduledTime ? timeIn(store, input.callbackScheduledTime) : undefined;
  const queue = input.queueId
    ? queueNamed(store, input.queueId, "conversations.error.queue.not.found")
    : undefined;
  assignCallback(store, own, userNamed(store, input.agentId));
  if (queue) moveCallback(store, conversation, queue);
  if (numbers.length > 0) for (const { leg } of places) leg.callbackNumbers = numbers;
  if (scheduledAt !== undefined) reschedule(store, conversation, scheduledAt);
  return idsFor(conversation, own.leg.id);
};

/** One of several: its refusal leaves the others as they are. */
const changedOrRefused = (store: Store, input: Patch): { entity: object } | { error: object } => {
  try {
    return { entity: changed(store, input) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { error: { code: error.code, message: error.message } };
  }
};

/** One that is not over yet. */
const callbackNamed = (store: Store, { conversationId, callbackId }: Identifier): Conversation => {
  const conversation = store.conversations.get(conversationId);
  const places = conversation ? callbackPlaces(conversation) : [];
  if (!conversation || !places.some(({ leg }) => leg.id === callbackId))
    throw refusal("conversation.error.conversation.not.found");
  refuseWithoutLiveLeg(conversation, "callbacks");
  return conversation;
};

/** The user of the token, who has the callback and a phone. */
const placeCall: Handler = (context) => {
  const { store } = context;
  const conversation = store.conversations.get(context.params["conversationId"] ?? "");
  if (!conversation) throw refusal("conversation.error.conversation.not.found");
  const user = ownUser(context);
  const place = callbackPlaces(conversation).findLast(
    ({ participant, leg }) => participant.userId === user.id && leg.state === "connected",
  );
  if (!place || liveCallsOf(conversation).some(({ participant }) => participant === place.participant))
    throw refusal("conversation.error.callback.call.cannot.be.placed");
  if (!user.station) throw refusal("conversation.error.no.user.station");
  if (!store.settings.edgesUp) throw refusal("providerapi.error.station.no.active.edge");
  callCustomer(store, place, numberGiven((context.body as { callNumber: string }).callNumber));
  return ok(conversationToWire(store, conversation));
};

export const callbackHandlers: Handlers = {
  postConversationsCallbacks: create,
  postConversationParticipantCallbacks: createForParticipant,
  postConversationsCall: placeCall,
  patchConversationsCallbacks: ({ store, body }) => ok(changed(store, body as Patch)),

  postConversationsCallbacksBulkUpdate: ({ store, body }) => {
    const { patchCallbackRequests } = body as { patchCallbackRequests: Patch[] };
    const results = patchCallbackRequests.map((each) => changedOrRefused(store, each));
    const errorIndexes = results.flatMap((result, index) => ("error" in result ? [index] : []));
    return ok({ results, errorCount: errorIndexes.length, errorIndexes });
  },

  postConversationsCallbacksBulkDisconnect: ({ store, body, later }) => {
    const { callbackDisconnectIdentifiers } = body as { callbackDisconnectIdentifiers: Identifier[] };
    const meant = callbackDisconnectIdentifiers.map((each) => callbackNamed(store, each));
    for (const conversation of meant) later(() => endCallback(store, conversation));
    return accepted();
  },
};
