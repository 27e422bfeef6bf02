import type { Conversation } from "../entities/conversation";
import { refusal } from "../http/errors";
import { ok, accepted, type Context, type Handlers } from "../http/handler";
import {
  assignCallback,
  callbackPlaces,
  endCallback,
  reschedule,
  scheduleCallback,
} from "../machines/callbacks";
import type { Store } from "../store/store";
import { queueNamed, userNamed } from "./destinations";
import { refuseWithoutLiveLeg } from "./lookup";

/** Callbacks: ordered, moved to another time, given up. */

interface Numbers {
  callbackNumbers?: string[] | null;
  validateCallbackNumbers?: boolean | null;
}

interface Create extends Numbers {
  scriptId?: string | null;
  queueId?: string | null;
  routingData?: {
    queueId: string;
    languageId?: string | null;
    priority?: number | null;
    skillIds?: string[] | null;
  } | null;
  callbackUserName?: string | null;
  callbackScheduledTime?: string | null;
  data?: Record<string, string> | null;
  callerId?: string | null;
  callerIdName?: string | null;
}

interface Patch extends Numbers {
  conversationId: string;
  agentId: string;
  callbackScheduledTime?: string | null;
}

interface Identifier {
  conversationId: string;
  callbackId: string;
}

/** Further ahead than this is refused. */
const FURTHEST_MS = 30 * 86_400_000;

const malformed = (fieldName: string) => refusal("bad.request", {}, { details: [{ fieldName }] });

const timeIn = (store: Store, text: string | null | undefined): number => {
  const now = store.clock.now();
  const at = text ? Date.parse(text) : now;
  if (at > now + FURTHEST_MS) throw refusal("callback.error.scheduled.time.too.far.in.future");
  return at;
};

/** The country of the request only completes a national number, so both formats are accepted. */
const numbersIn = ({ callbackNumbers, validateCallbackNumbers }: Numbers): string[] => {
  const numbers = callbackNumbers ?? [];
  const isNumber = (text: string): boolean => /^\+?\d{5,15}$/.test(text.replace(/[\s().-]/g, ""));
  if (validateCallbackNumbers && !numbers.every(isNumber)) throw malformed("callbackNumbers");
  return numbers;
};

const queueIdIn = ({ queueId, routingData }: Create): string => {
  const found = queueId ?? routingData?.queueId;
  if (!found) throw refusal("callback.error.missing.queue.id");
  if (routingData && routingData.queueId !== found) throw malformed("routingData.queueId");
  return found;
};

const answerFor = ({ id }: Conversation, communicationId: string) =>
  ok({
    conversation: { id, selfUri: `/api/v2/conversations/callbacks/${id}` },
    callbackIdentifiers: [{ type: "ACD", id: communicationId }],
  });

const create = ({ store, body }: Context) => {
  const input = body as Create;
  const numbers = numbersIn(input);
  if (numbers.length === 0) throw refusal("callback.error.missing.callback.numbers");
  const { languageId, priority, skillIds } = input.routingData ?? {};
  const { conversation, leg } = scheduleCallback(store, {
    numbers,
    name: input.callbackUserName ?? undefined,
    queue: queueNamed(store, queueIdIn(input), "conversations.error.queue.not.found"),
    scheduledAt: timeIn(store, input.callbackScheduledTime),
    attributes: { ...input.data },
    callerId: input.callerId ?? undefined,
    callerIdName: input.callerIdName ?? undefined,
    scriptId: input.scriptId ?? undefined,
    routing: {
      ...(languageId ? { languageId } : {}),
      ...(typeof priority === "number" ? { priority } : {}),
      ...(skillIds ? { skillIds } : {}),
    },
  });
  return answerFor(conversation, leg.id);
};

const change = (store: Store, input: Patch) => {
  const conversation = store.conversations.get(input.conversationId);
  const places = conversation ? callbackPlaces(conversation) : [];
  const own = places.find(({ participant }) => participant.purpose === "acd");
  if (!conversation || !own) throw refusal("conversation.error.conversation.not.found");
  refuseWithoutLiveLeg(conversation, "callbacks");
  const numbers = numbersIn(input);
  const scheduledAt = input.callbackScheduledTime ? timeIn(store, input.callbackScheduledTime) : undefined;
  assignCallback(store, own, userNamed(store, input.agentId));
  if (numbers.length > 0) for (const { leg } of places) leg.callbackNumbers = numbers;
  if (scheduledAt !== undefined) reschedule(store, conversation, scheduledAt);
  return answerFor(conversation, own.leg.id);
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

export const callbackHandlers: Handlers = {
  postConversationsCallbacks: create,
  patchConversationsCallbacks: ({ store, body }) => change(store, body as Patch),

  postConversationsCallbacksBulkDisconnect: ({ store, body, later }) => {
    const { callbackDisconnectIdentifiers } = body as { callbackDisconnectIdentifiers: Identifier[] };
    const meant = callbackDisconnectIdentifiers.map((each) => callbackNamed(store, each));
    for (const conversation of meant) later(() => endCallback(store, conversation));
    return accepted();
  },
};
