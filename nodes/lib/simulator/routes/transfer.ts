import { refusal } from "../http/errors";
import { accepted, type Context, type Handler, type Handlers } from "../http/handler";
import type { Callee } from "../machines/dialing";
import { handOver, type TransferTarget } from "../machines/hand-over";
import { isLive, type Place } from "../machines/legs";
import { replaceParty } from "../machines/transfer";
import { notPlayed } from "../http/not-played";
import { calleeAt, queueNamed, userNamed } from "./destinations";
import { conversationOf, mediaOf, participantOf } from "./lookup";

/** A participant is replaced by another party: in a call it is dialed, in any other medium it is handed over. */

interface Input {
  transferType?: string | null;
  userId?: string | null;
  userName?: string | null;
  userDisplayName?: string | null;
  queueId?: string | null;
  queueName?: string | null;
  address?: string | null;
  contactId?: string | null;
  phoneType?: string | null;
}

type Named = (context: Context, input: Input) => Callee | undefined;

/** Fields that name the same one may be given together. */
const theSame = <T>(found: readonly T[], fieldName: string): T | undefined => {
  if (found.some((each) => each !== found[0])) throw refusal("bad.request", {}, { details: [{ fieldName }] });
  return found[0];
};

const agent: Named = ({ store }, { userId, userName, userDisplayName }) => {
  const byId = userId ? [{ to: "user", user: userNamed(store, userId) } as const] : [];
  const byName = [userName, userDisplayName].flatMap((name) => (name ? calleeAt(store, name) : []));
  const users = [...byId, ...byName].flatMap((each) => (each.to === "user" ? each.user : []));
  if (users.length < byId.length + byName.length) throw refusal("resource.not.found");
  const user = theSame(users, "userId");
  return user && { to: "user", user };
};

const queue: Named = ({ store }, { queueId, queueName }) => {
  const code = "conversations.error.queue.not.found";
  const named = queueName && [...store.org.queues.values()].find(({ name }) => name === queueName);
  if (queueName && !named) throw refusal(code);
  const byId = queueId ? [queueNamed(store, queueId, code)] : [];
  const found = theSame([...byId, ...(named ? [named] : [])], "queueId");
  return found && { to: "queue", queue: found };
};

const address: Named = ({ store }, input) => (input.address ? calleeAt(store, input.address) : undefined);

/** The contacts of this org have one number, which serves as the one at work and as the mobile one. */
const contact: Named = ({ store }, { contactId, phoneType }) => {
  if (!contactId) return undefined;
  const found = store.org.externalContacts.get(contactId);
  if (!found?.phone || !/^(work|cell)phone$/i.test(phoneType ?? "")) throw refusal("resource.not.found");
  return { to: "number", number: found.phone, facts: { externalContactId: found.id } };
};

const any: Named = (context, input) => {
  const [only, ...others] = [agent, queue, address].flatMap((named) => named(context, input) ?? []);
  const given = (["userId", "userName", "queueId", "address"] as const).filter((field) => input[field]);
  if (others.length > 0) throw notPlayed(context.operation.id, given.join(" with "));
  return only;
};

const isSame = ({ participant }: Place, callee: Callee): boolean =>
  callee.to === "user" ? callee.user.id === participant.userId : false;

/** The newest live leg of the operation's medium. */
const placeIn = (context: Context): Place => {
  const conversation = conversationOf(context);
  const participant = participantOf(context, conversation);
  const media = mediaOf(context);
  const leg = participant.communications.findLast(
    (each) => isLive(each) && (media === undefined || each.media === media),
  );
  const isCall = (leg?.media ?? media ?? "calls") === "calls";
  if (isCall && leg?.state !== "connected") throw refusal("conversations.error.transfer.not.connected");
  if (!leg || leg.state === "alerting")
    throw refusal("conversation.error.participant.no.active.conversations");
  return { conversation, participant, leg };
};

/** Where an interaction that is no call can be transferred. */
const targetOf = ({ operation }: Context, { participant }: Place, callee: Callee): TransferTarget => {
  if (callee.to === "number") throw refusal("bad.request", {}, { details: [{ fieldName: "address" }] });
  if (callee.to === "user" && participant.queueId === undefined)
    throw notPlayed(operation.id, "a transfer to a user of what came from no queue");
  return callee;
};

const prepare = (context: Context, place: Place, callee: Callee, isAttended: boolean): (() => void) => {
  const { store, operation } = context;
  const { leg } = place;
  if (leg.media === "calls") {
    if (isAttended && callee.to === "queue")
      throw notPlayed(operation.id, "transferType Attended to a queue");
    return () => {
      if (leg.state === "connected") replaceParty(store, place, callee, isAttended);
    };
  }
  if (isAttended) throw notPlayed(operation.id, `transferType Attended of ${leg.media}`);
  const target = targetOf(context, place, callee);
  return () => {
    if (isLive(leg)) handOver(store, place, target);
  };
};

const replace =
  (named: Named): Handler =>
  (context) => {
    const input = (context.body ?? {}) as Input;
    conversationOf(context);
    const callee = named(context, input);
    if (!callee) throw refusal("conversations.error.transfer.destination.required");
    const place = placeIn(context);
    if (isSame(place, callee)) throw refusal("conversations.error.transfer.same.party");
    context.later(prepare(context, place, callee, input.transferType?.toLowerCase() === "attended"));
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
  postConversationsCallbackParticipantReplace: replace(any),
  postConversationsCobrowsesessionParticipantReplace: replace(any),
  postConversationsEmailParticipantReplace: replace(any),
  postConversationsMessageParticipantReplace: replace(any),
};
