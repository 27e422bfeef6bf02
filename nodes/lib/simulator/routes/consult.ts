import type { Conversation, Participant } from "../entities/conversation";
import { refusal } from "../http/errors";
import { empty, ok, type Context, type Handler, type Handlers } from "../http/handler";
import {
  cancelConsult,
  consultationIn,
  speak,
  startConsult,
  type Consultation,
  type SpeakTo,
} from "../machines/consult";
import type { Place } from "../machines/legs";
import { liveCallsOf } from "../machines/voice";
import { calleeOf, type Destination } from "./destinations";
import { conversationOf, participantOf } from "./lookup";
import { address, agent, contact, queue, type Named, type NamedParty } from "./named-parties";

/** An agent consults another party. The participant of the path is the one who is to be transferred. */

interface Input extends NamedParty {
  speakTo: string;
  consultingUserId?: string | null;
  destination?: Destination | null;
}

const inputOf = ({ body }: Context): Input => body as Input;

const speakToOf = (context: Context): SpeakTo => inputOf(context).speakTo.toLowerCase() as SpeakTo;

const connected = (conversation: Conversation, isMeant: (participant: Participant) => boolean) =>
  liveCallsOf(conversation).findLast(
    ({ participant, leg }) => leg.state === "connected" && isMeant(participant),
  );

const objectOf = (context: Context): Place => {
  const conversation = conversationOf(context);
  const meant = participantOf(context, conversation);
  if (!liveCallsOf(conversation).some(({ participant }) => participant === meant))
    throw refusal("conversation.error.call.disconnected");
  const place = connected(conversation, (participant) => participant === meant);
  if (!place) throw refusal("conversations.error.transfer.not.connected");
  return place;
};

/** The user of the token, or another one in the call who is named. */
const initiatorOf = (context: Context, conversation: Conversation): Place => {
  const userId = inputOf(context).consultingUserId ?? context.user?.id;
  const place = connected(conversation, (participant) => participant.userId === userId);
  if (!place) throw refusal("not.a.participant");
  return place;
};

const start =
  (named: Named): Handler =>
  (context) => {
    const object = objectOf(context);
    const initiator = initiatorOf(context, object.conversation);
    if (initiator.participant === object.participant)
      throw refusal("conversations.error.transfer.same.party");
    const callee = named(context, inputOf(context));
    if (!callee) throw refusal("conversations.error.transfer.destination.required");
    if (callee.to === "user" && callee.user.id === initiator.participant.userId)
      throw refusal("conversations.error.transfer.same.party");
    // A call has one consultation at a time. How the platform refuses a second one is not published.
    if (consultationIn(context.store, object.conversation)) throw refusal("bad.request");
    const { id } = startConsult(context.store, { initiator, object }, callee, speakToOf(context));
    return ok({ destinationParticipantId: id });
  };

/** The destination of the old form, whose fields the newer operations have by themselves. */
const destination: Named = ({ store }, input) => {
  const { destination: given } = input as Input;
  return given ? calleeOf(store, given) : undefined;
};

const running = (context: Context): Consultation => {
  const conversation = conversationOf(context);
  const meant = participantOf(context, conversation);
  if (!liveCallsOf(conversation).some(({ participant }) => participant === meant))
    throw refusal("conversation.error.call.disconnected");
  const found = consultationIn(context.store, conversation);
  if (found?.object.participant !== meant) throw refusal("resource.not.found");
  return found;
};

export const consultHandlers: Handlers = {
  postConversationsCallParticipantConsult: start(destination),
  postConversationsCallParticipantConsultAgent: start(agent),
  postConversationsCallParticipantConsultQueue: start(queue),
  postConversationsCallParticipantConsultContactExternal: start(contact),
  postConversationsCallParticipantConsultExternal: start(address),
  postConversationsCallParticipantVoiceConsult: start(address),

  patchConversationsCallParticipantConsult: (context) => {
    const consultation = running(context);
    initiatorOf(context, consultation.object.conversation);
    speak(context.store, consultation, speakToOf(context));
    return ok({ destinationParticipantId: consultation.destination.id });
  },

  deleteConversationsCallParticipantConsult: (context) => {
    const consultation = running(context);
    if (!connected(consultation.object.conversation, ({ userId }) => userId === context.user?.id))
      throw refusal("not.a.participant");
    cancelConsult(context.store, consultation);
    return empty(200);
  },
};
