import type { Conversation } from "../entities/conversation";
import { refusal } from "../errors";
import { ok, accepted, type Context, type Handlers } from "../handler";
import { callbackPlaces, reschedule, scheduleCallback } from "../machines/callbacks";
import { endInteraction } from "../machines/interaction";
import type { Store } from "../store";
import { queueNamed } from "./destinations";

/** Callbacks: ordered, moved to another time, given up. */

interface Create {
  queueId?: string | null;
  routingData?: { queueId: string } | null;
  callbackNumbers: string[];
  callbackUserName?: string | null;
  callbackScheduledTime?: string | null;
  data?: Record<string, string> | null;
  callerId?: string | null;
  callerIdName?: string | null;
}

interface Patch {
  conversationId: string;
  callbackScheduledTime?: string | null;
  callbackNumbers?: string[] | null;
}

/** Further ahead than this is refused. */
const FURTHEST_MS = 30 * 86_400_000;

const timeIn = (store: Store, text: string | null | undefined): number => {
  const now = store.clock.now();
  const at = text ? Date.parse(text) : now;
  if (at > now + FURTHEST_MS) throw refusal("callback.error.scheduled.time.too.far.in.future");
  return at;
};

const answerFor = ({ id }: Conversation, communicationId: string) =>
  ok({
    conversation: { id, selfUri: `/api/v2/conversations/callbacks/${id}` },
    callbackIdentifiers: [{ type: "ACD", id: communicationId }],
  });

const create = ({ store, body }: Context) => {
  const input = body as Create;
  if (input.callbackNumbers.length === 0) throw refusal("callback.error.missing.callback.numbers");
  const queueId = input.queueId ?? input.routingData?.queueId;
  if (!queueId) throw refusal("callback.error.missing.queue.id");
  const { conversation, leg } = scheduleCallback(store, {
    numbers: input.callbackNumbers,
    name: input.callbackUserName ?? undefined,
    queue: queueNamed(store, queueId, "conversations.error.queue.not.found"),
    scheduledAt: timeIn(store, input.callbackScheduledTime),
    attributes: { ...input.data },
    callerId: input.callerId ?? undefined,
    callerIdName: input.callerIdName ?? undefined,
  });
  return answerFor(conversation, leg.id);
};

const change = (store: Store, input: Patch) => {
  const conversation = store.conversations.get(input.conversationId);
  const places = conversation ? callbackPlaces(conversation) : [];
  const own = places.find(({ participant }) => participant.purpose === "acd");
  if (!conversation || !own) throw refusal("conversation.error.conversation.not.found");
  const numbers = input.callbackNumbers;
  if (numbers?.length) for (const { leg } of places) leg.callbackNumbers = numbers;
  if (input.callbackScheduledTime)
    reschedule(store, conversation, timeIn(store, input.callbackScheduledTime));
  return answerFor(conversation, own.leg.id);
};

export const callbackHandlers: Handlers = {
  postConversationsCallbacks: create,
  patchConversationsCallbacks: ({ store, body }) => change(store, body as Patch),

  postConversationsCallbacksBulkDisconnect: (context) => {
    const { callbackDisconnectIdentifiers: named } = context.body as {
      callbackDisconnectIdentifiers: { conversationId?: string | null }[];
    };
    for (const { conversationId } of named) {
      const conversation = context.store.conversations.get(conversationId ?? "");
      if (conversation) context.later(() => endInteraction(context.store, conversation, "client"));
    }
    return accepted();
  },
};
