import { refusal } from "../http/errors";
import { accepted, type Context, type Handler, type Handlers } from "../http/handler";
import type { Callee } from "../machines/dialing";
import { handOver, type TransferTarget } from "../machines/hand-over";
import { isLive, type Place } from "../machines/legs";
import { replaceParty } from "../machines/transfer";
import { notPlayed } from "../http/not-played";
import { conversationOf, mediaOf, participantOf } from "./lookup";
import { address, agent, contact, queue, type Named, type NamedParty } from "./named-parties";

/** A participant is replaced by another party: in a call it is dialed, in any other medium it is handed over. */

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
    const input = (context.body ?? {}) as NamedParty;
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
