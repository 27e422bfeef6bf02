import { refusal } from "../http/errors";
import type { Order } from "../machines/callbacks";
import type { Store } from "../store/store";
import { queueNamed, userNamed } from "./destinations";

/** The bodies of the requests about callbacks, checked. */

interface Numbers {
  callbackNumbers?: string[] | null;
  validateCallbackNumbers?: boolean | null;
}

export interface Create extends Numbers {
  scriptId?: string | null;
  queueId?: string | null;
  routingData?: {
    queueId: string;
    languageId?: string | null;
    priority?: number | null;
    skillIds?: string[] | null;
    preferredAgentIds?: string[] | null;
  } | null;
  callbackUserName?: string | null;
  callbackScheduledTime?: string | null;
  data?: Record<string, string> | null;
  callerId?: string | null;
  callerIdName?: string | null;
}

export interface Patch extends Numbers {
  conversationId: string;
  agentId: string;
  queueId?: string | null;
  callbackScheduledTime?: string | null;
}

export interface Identifier {
  conversationId: string;
  callbackId: string;
}

/** Further ahead than this is refused. */
const FURTHEST_MS = 30 * 86_400_000;

const malformed = (fieldName: string) => refusal("bad.request", {}, { details: [{ fieldName }] });

export const timeIn = (store: Store, text: string | null | undefined): number => {
  const now = store.clock.now();
  const at = text ? Date.parse(text) : now;
  if (at > now + FURTHEST_MS) throw refusal("callback.error.scheduled.time.too.far.in.future");
  return at;
};

/** The country of the request only completes a national number, so both formats are accepted. */
export const numbersIn = ({ callbackNumbers, validateCallbackNumbers }: Numbers): string[] => {
  const numbers = callbackNumbers ?? [];
  const isNumber = (text: string): boolean => /^\+?\d{5,15}$/.test(text.replace(/[\s().-]/g, ""));
  if (validateCallbackNumbers && !numbers.every(isNumber)) throw malformed("callbackNumbers");
  return numbers;
};

/** The queue of the body. The two places for it do not contradict each other. */
export const queueIdIn = ({ queueId, routingData }: Create): string | undefined => {
  const found = queueId ?? routingData?.queueId;
  if (routingData && routingData.queueId !== found) throw malformed("routingData.queueId");
  return found;
};

export const orderIn = (store: Store, input: Create, queueId: string): Order => {
  const numbers = numbersIn(input);
  if (numbers.length === 0) throw refusal("callback.error.missing.callback.numbers");
  const { languageId, priority, skillIds, preferredAgentIds } = input.routingData ?? {};
  const [preferred] = preferredAgentIds ?? [];
  return {
    numbers,
    name: input.callbackUserName ?? undefined,
    queue: queueNamed(store, queueId, "conversations.error.queue.not.found"),
    scheduledAt: timeIn(store, input.callbackScheduledTime),
    attributes: { ...input.data },
    callerId: input.callerId ?? undefined,
    callerIdName: input.callerIdName ?? undefined,
    scriptId: input.scriptId ?? undefined,
    routing: {
      ...(languageId ? { languageId } : {}),
      ...(typeof priority === "number" ? { priority } : {}),
      ...(skillIds ? { skillIds } : {}),
      ...(preferred ? { preferredAgentId: userNamed(store, preferred).id } : {}),
    },
  };
};
