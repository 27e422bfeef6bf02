import { refusal } from "../errors";
import { accepted, type Context, type Handler, type Handlers } from "../handler";
import type { Callee } from "../machines/dialing";
import { isLive, type Place } from "../machines/legs";
import { replaceParty } from "../machines/transfer";
import { calleeAt, queueNamed, userNamed } from "./destinations";
import { conversationOf, participantOf } from "./lookup";

/** A participant is replaced by somebody else. */

interface Input {
  transferType?: string | null;
  userId?: string | null;
  userName?: string | null;
  userDisplayName?: string | null;
  queueId?: string | null;
  queueName?: string | null;
  address?: string | null;
  contactId?: string | null;
}

type Named = (context: Context, input: Input) => Callee | undefined;

const agent: Named = ({ store }, { userId, userName, userDisplayName }) => {
  if (userId) return { to: "user", user: userNamed(store, userId) };
  const name = userName ?? userDisplayName;
  return name ? calleeAt(store, name) : undefined;
};

const queue: Named = ({ store }, { queueId, queueName }) => {
  const code = "conversations.error.queue.not.found";
  if (queueId) return { to: "queue", queue: queueNamed(store, queueId, code) };
  const named = [...store.org.queues.values()].find(({ name }) => name === queueName);
  if (queueName && !named) throw refusal(code);
  return named && { to: "queue", queue: named };
};

const address: Named = ({ store }, input) => (input.address ? calleeAt(store, input.address) : undefined);

const contact: Named = ({ store }, { contactId }) => {
  if (!contactId) return undefined;
  const found = store.org.externalContacts.get(contactId);
  if (!found?.phone) throw refusal("resource.not.found");
  return { to: "number", number: found.phone, facts: { externalContactId: found.id } };
};

const any: Named = (context, input) =>
  agent(context, input) ?? queue(context, input) ?? address(context, input);

const isSame = ({ participant }: Place, callee: Callee): boolean =>
  callee.to === "user" ? callee.user.id === participant.userId : false;

const replace =
  (named: Named): Handler =>
  (context) => {
    const input = (context.body ?? {}) as Input;
    const conversation = conversationOf(context);
    const participant = participantOf(context, conversation);
    const callee = named(context, input);
    if (!callee) throw refusal("conversations.error.transfer.destination.required");
    const leg = participant.communications.findLast(isLive);
    if (leg?.state !== "connected") throw refusal("conversations.error.transfer.not.connected");
    const place = { conversation, participant, leg };
    if (isSame(place, callee)) throw refusal("conversations.error.transfer.same.party");
    const isAttended = input.transferType?.toLowerCase() === "attended";
    context.later(() => {
      if (leg.state === "connected") replaceParty(context.store, place, callee, isAttended);
    });
    return accepted();
  };

export const transferHandlers: Handlers = {
  postConversationParticipantReplaceAgent: replace(agent),
  postConversationParticipantReplaceQueue: replace(queue),
  postConversationParticipantReplaceContactExternal: replace(contact),
  postConversationParticipantReplaceExternal: replace(address),
  postConversationParticipantTransfer: replace(address),
  postConversationParticipantReplace: replace(any),
  postConversationsCallParticipantReplace: replace(any),
};
