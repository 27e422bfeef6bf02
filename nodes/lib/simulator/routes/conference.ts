import type { Conversation } from "../entities/conversation";
import { refusal } from "../http/errors";
import { accepted, empty, type Context, type Handler, type Handlers } from "../http/handler";
import { applyWrapup, isPending } from "../machines/acw";
import { mergeCalls } from "../machines/conference";
import { legsOf } from "../machines/legs";
import { endConversation, liveCallsOf } from "../machines/voice";
import { conversationOf, refuseWithoutLiveLeg } from "./lookup";

/** What concerns a conversation as a whole: calls that are merged, and the ends of all parties. */

/** The calls of these ids, each connected and none of them the one to merge into. */
export const callsToMerge = (
  { store }: Context,
  ids: readonly string[],
  into?: Conversation,
): Conversation[] => {
  if (ids.length === 0) throw refusal("conversation.error.empty.conversation.list");
  return ids.map((id) => {
    if (id === into?.id) throw refusal("conversation.error.cannot.conference.self");
    const call = store.conversations.get(id);
    if (!call) throw refusal("conversation.error.conversation.not.found");
    const live = liveCallsOf(call);
    if (live.length === 0) throw refusal("conversation.error.cannot.create.conference");
    if (!live.every(({ leg }) => leg.state === "connected"))
      throw refusal("conversation.error.cannot.merge.alerting.conference");
    return call;
  });
};

const merge: Handler = (context) => {
  const into = conversationOf(context);
  const { conversationIds } = context.body as { conversationIds?: string[] | null };
  refuseWithoutLiveLeg(into, "calls");
  const calls = callsToMerge(context, conversationIds ?? [], into);
  context.later(() => {
    if (liveCallsOf(into).length > 0) mergeCalls(context.store, into, calls);
  });
  return accepted();
};

/** Ends everything and leaves the system's code where a wrap-up is due. */
const disconnect: Handler = (context) => {
  const { store } = context;
  const conversation = conversationOf(context);
  if (!legsOf(conversation).some(isPending)) refuseWithoutLiveLeg(conversation);
  context.later(() => {
    endConversation(store, conversation, "system");
    for (const place of legsOf(conversation))
      if (isPending(place)) applyWrapup(store, place, { code: store.settings.systemWrapupCode });
  });
  return accepted("");
};

export const conferenceHandlers: Handlers = {
  patchConversationsCallConference: merge,
  postConversationDisconnect: disconnect,
  deleteConversation: (context) => {
    const { store } = context;
    const conversation = conversationOf(context);
    refuseWithoutLiveLeg(conversation);
    endConversation(store, conversation, "client");
    return empty(204);
  },
};
