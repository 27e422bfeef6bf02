import type { Conversation } from "../entities/conversation";
import { ref, type Wire } from "../formatters/wire";
import { refusal } from "../http/errors";
import { ok, type Context, type Handlers } from "../http/handler";
import { isLive } from "../machines/legs";
import { conversationOf, participantOf } from "./lookup";

/** A caller is sent to a secure flow, in which agents cannot listen, and comes back. Sessions of this org stay pending. */

interface Session extends Wire {
  id: string;
  participantId: string;
}

const sessionsOf = ({ extras }: Conversation): readonly Session[] =>
  (extras["secureSessions"] ?? []) as Session[];

const shown = ({ participantId, ...session }: Session, { id }: Conversation): Wire => ({
  ...session,
  selfUri: `/api/v2/conversations/${id}/participants/${participantId}/secureivrsessions/${session.id}`,
});

const sessionsIn = (context: Context): Wire[] => {
  const conversation = conversationOf(context);
  const { id } = participantOf(context, conversation);
  const own = sessionsOf(conversation).filter(({ participantId }) => participantId === id);
  return own.map((each) => shown(each, conversation));
};

interface Input {
  sourceParticipantId?: string | null;
  flowId: string;
  userData: string;
  disconnect?: boolean | null;
}

const malformed = (fieldName: string) => refusal("bad.request", {}, { details: [{ fieldName }] });

export const secureIvrHandlers: Handlers = {
  getConversationParticipantSecureivrsessions: (context) => ok({ entities: sessionsIn(context) }),
  getConversationParticipantSecureivrsession: (context) => {
    const found = sessionsIn(context).find(({ id }) => id === context.params["secureSessionId"]);
    if (!found) throw refusal("not.found");
    return ok(found);
  },

  postConversationParticipantSecureivrsessions: (context) => {
    const { store, body } = context;
    const conversation = conversationOf(context);
    const participant = participantOf(context, conversation);
    if (!participant.communications.some((leg) => leg.media === "calls" && isLive(leg)))
      throw refusal("conversation.error.call.disconnected");
    if (body == null) throw malformed("body");
    const { flowId, userData, sourceParticipantId, disconnect } = body as Input;
    if (!store.org.flows.has(flowId)) throw malformed("flowId");
    const source = sourceParticipantId ?? participant.id;
    if (!conversation.participants.some(({ id }) => id === source)) throw malformed("sourceParticipantId");
    const session: Session = {
      id: store.ids.next("secure session"),
      participantId: participant.id,
      flow: ref("flows", flowId),
      userData,
      state: "PENDING",
      sourceParticipantId: source,
      disconnect: disconnect ?? false,
    };
    conversation.extras["secureSessions"] = [...sessionsOf(conversation), session];
    return ok(shown(session, conversation));
  },
};
