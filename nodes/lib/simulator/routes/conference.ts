import type { Conversation } from "../entities/conversation";
import { refusal } from "../errors";
import { conversationToWire } from "../formatters/conversation";
import { accepted, empty, ok, type Context, type Handler, type Handlers } from "../handler";
import { applyWrapup } from "../machines/acw";
import { mergeCalls } from "../machines/conference";
import { endLeg, legsOf, liveLegsOf } from "../machines/legs";
import { endCall, liveCallsOf } from "../machines/voice";
import { conversationOf } from "./lookup";

/** What concerns a conversation as a whole: calls that are merged, and the ends that spare nobody. */

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
  const calls = callsToMerge(context, conversationIds ?? [], into);
  context.later(() => mergeCalls(context.store, into, calls));
  return accepted();
};

/** Everybody leaves at once, whatever the medium; nobody is sent on. */
const endAll = ({ store }: Context, conversation: Conversation, how: "client" | "system"): void => {
  endCall(store, conversation, how);
  for (const place of liveLegsOf(conversation)) endLeg(store, place, how);
};

/** `PATCH /conversations/calls/{id}`: ends the call for everybody, or merges others into it. */
const change: Handler = (context) => {
  const conversation = conversationOf(context);
  const { conversationIds } = context.body as { conversationIds?: string[] | null };
  if (conversationIds) {
    const calls = callsToMerge(context, conversationIds, conversation);
    mergeCalls(context.store, conversation, calls);
  } else {
    if (liveCallsOf(conversation).length === 0) throw refusal("conversation.error.call.disconnected");
    endAll(context, conversation, "client");
  }
  return ok(conversationToWire(context.store, conversation));
};

/** Ends everything and leaves the system's code where a wrap-up is due. */
const disconnect: Handler = (context) => {
  const { store } = context;
  const conversation = conversationOf(context);
  context.later(() => {
    endAll(context, conversation, "system");
    for (const place of legsOf(conversation))
      if (place.leg.afterCallWork?.state === "pending")
        applyWrapup(store, place, { code: store.settings.systemWrapupCode });
  });
  return accepted("");
};

export const conferenceHandlers: Handlers = {
  patchConversationsCallConference: merge,
  patchConversationsCall: change,
  postConversationDisconnect: disconnect,
  deleteConversation: (context) => {
    endAll(context, conversationOf(context), "client");
    return empty(204);
  },
};
