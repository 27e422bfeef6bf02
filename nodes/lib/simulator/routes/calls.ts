import type { Conversation, Participant } from "../entities/conversation";
import type { User } from "../entities/org";
import { refusal } from "../errors";
import { mediaConversationToWire } from "../formatters/media-conversation";
import { conversationToWire } from "../formatters/conversation";
import { ok, type Context, type Handler, type Handlers, type Reply } from "../handler";
import { mergeCalls } from "../machines/conference";
import { dial, placeCall, type Callee } from "../machines/dialing";
import { newConversation } from "../machines/parties";
import { liveCallsOf } from "../machines/voice";
import { calleeOf, numberGiven, queueNamed, userNamed, type Destination } from "./destinations";
import { conversationOf } from "./lookup";
import { callsToMerge } from "./conference";

/** Calls that are placed, for the user of the token or on behalf of one. */

interface CreateCall {
  phoneNumber?: string | null;
  callUserId?: string | null;
  callQueueId?: string | null;
  callFromQueueId?: string | null;
  participants?: Destination[] | null;
  conversationIds?: string[] | null;
  callerId?: string | null;
  priority?: number | null;
  languageId?: string | null;
  routingSkillsIds?: string[] | null;
  attributes?: Record<string, string> | null;
  uuiData?: string | null;
  externalContactId?: string | null;
  label?: string | null;
}

/** What the request says of whoever is called. */
const customerFacts = (given: CreateCall): Partial<Participant> => ({
  attributes: { ...given.attributes },
  ...(given.externalContactId ? { externalContactId: given.externalContactId } : {}),
  ...(given.callerId ? { ani: `tel:${given.callerId.replace(/^tel:/, "")}` } : {}),
});

const calleesOf = ({ store }: Context, given: CreateCall): Callee[] => {
  if (given.participants) return given.participants.map((each) => calleeOf(store, each));
  if (given.callUserId) return [{ to: "user", user: userNamed(store, given.callUserId) }];
  if (given.callQueueId) {
    const facts: Partial<Participant> = {
      attributes: { ...given.attributes },
      ...(typeof given.priority === "number" ? { priority: given.priority } : {}),
      ...(given.languageId ? { languageId: given.languageId } : {}),
      ...(given.routingSkillsIds ? { skillIds: given.routingSkillsIds } : {}),
    };
    return [{ to: "queue", queue: queueNamed(store, given.callQueueId), facts }];
  }
  const number = numberGiven(given.phoneNumber ?? "");
  return [{ to: "number", number, facts: customerFacts(given), uuiData: given.uuiData ?? undefined }];
};

const created = ({ id }: Conversation): Reply => ok({ id, selfUri: `/api/v2/conversations/calls/${id}` });

const create = (context: Context, user: User): Reply => {
  const { store } = context;
  const given = context.body as CreateCall;
  if (!user.station) throw refusal("conversation.error.no.user.station");
  if (!store.settings.edgesUp) throw refusal("providerapi.error.station.no.active.edge");
  if (given.conversationIds) {
    const calls = callsToMerge(context, given.conversationIds);
    const conference = newConversation(store);
    mergeCalls(store, conference, calls);
    return created(conference);
  }
  return created(
    placeCall(store, {
      user,
      callees: calleesOf(context, given),
      queue: given.callFromQueueId ? queueNamed(store, given.callFromQueueId) : undefined,
      label: given.label ?? undefined,
    }),
  );
};

/** The user of the token; the gate has let nobody else through. */
export const ownUser = ({ user }: Context): User => {
  if (!user) throw refusal("not.a.user");
  return user;
};

const onBehalfOf = ({ store, params }: Context): User => userNamed(store, params["userId"] ?? "");

/** A party is called into a running call. */
const addParties =
  (userOf: (context: Context) => User): Handler =>
  (context) => {
    const { store } = context;
    const conversation = conversationOf(context);
    if (!userOf(context).station) throw refusal("conversation.error.no.user.station");
    const given = (context.body as { participants?: Destination[] | null }).participants ?? [];
    const callees = given.map((each) => calleeOf(store, each));
    const live = liveCallsOf(conversation);
    if (live.length === 0) throw refusal("conversation.error.call.disconnected");
    if (live.length + callees.length > store.settings.maxConferenceParties)
      throw refusal("conversation.error.cannot.create.conference");
    for (const callee of callees) dial(store, conversation, callee, { peerId: live[0]?.leg.id });
    return ok(conversationToWire(store, conversation));
  };

const myCalls: Handler = (context) => {
  const { store } = context;
  const me = ownUser(context).id;
  const mine = [...store.conversations.values()].filter((conversation) =>
    liveCallsOf(conversation).some(({ participant }) => participant.userId === me),
  );
  const entities = mine.map((conversation) => mediaConversationToWire(store, conversation, "calls"));
  return ok({ entities, pageSize: 25, pageNumber: 1, total: entities.length, pageCount: 1 });
};

export const callHandlers: Handlers = {
  getConversationsCalls: myCalls,
  getConversationsCallsMaximumconferenceparties: ({ store }) =>
    ok({ maxParticipants: store.settings.maxConferenceParties }),
  postConversationsCalls: (context) => create(context, ownUser(context)),
  postConversationsCallsUserUserId: (context) => create(context, onBehalfOf(context)),
  postConversationsCallParticipants: addParties(ownUser),
  postConversationsCallParticipantsUserUserId: addParties(onBehalfOf),
};
