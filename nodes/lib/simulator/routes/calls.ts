import type { Conversation, Participant } from "../entities/conversation";
import type { User } from "../entities/org";
import { refusal } from "../http/errors";
import { mediaConversationToWire } from "../formatters/media-conversation";
import { conversationToWire } from "../formatters/conversation";
import { pageOf } from "../formatters/page";
import { ok, type Context, type Handler, type Handlers, type Reply } from "../http/handler";
import { mergeCalls } from "../machines/conference";
import { dial, placeCall, type Callee } from "../machines/dialing";
import { newConversation } from "../machines/parties";
import { liveCallsOf } from "../machines/voice";
import { notPlayed } from "../http/not-played";
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
  callerIdName?: string | null;
  priority?: number | null;
  languageId?: string | null;
  routingSkillsIds?: string[] | null;
  attributes?: Record<string, string> | null;
  uuiData?: string | null;
  externalContactId?: string | null;
  label?: string | null;
}

/** The called party of the request. */
const calleeFacts = (given: CreateCall): Partial<Participant> => ({
  attributes: { ...given.attributes },
  ...(given.externalContactId ? { externalContactId: given.externalContactId } : {}),
  ...(given.callerId ? { ani: `tel:${given.callerId.replace(/^tel:/, "")}` } : {}),
  ...(given.callerIdName ? { aniName: given.callerIdName } : {}),
});

/** Only a queue routes by these; the platform's own words for them are "if calling a queue". */
const routingFacts = (given: CreateCall): Partial<Participant> => ({
  ...(typeof given.priority === "number" ? { priority: given.priority } : {}),
  ...(given.languageId ? { languageId: given.languageId } : {}),
  ...(given.routingSkillsIds ? { skillIds: given.routingSkillsIds } : {}),
});

const calleesOf = ({ store }: Context, given: CreateCall): Callee[] => {
  const facts = calleeFacts(given);
  const uui = given.uuiData ? { uuiData: given.uuiData } : {};
  const called = (callee: Callee): Callee => ({ ...callee, ...uui, facts: { ...facts, ...callee.facts } });
  if (given.participants) return given.participants.map((each) => called(calleeOf(store, each)));
  if (given.callUserId) return [called({ to: "user", user: userNamed(store, given.callUserId) })];
  if (given.callQueueId) {
    const queue = queueNamed(store, given.callQueueId);
    return [called({ to: "queue", queue, facts: routingFacts(given) })];
  }
  return [called({ to: "number", number: numberGiven(given.phoneNumber ?? "") })];
};

/** What a merge of running calls has no use for. */
const OF_NEW_CALLS = [
  "callFromQueueId",
  "callerId",
  "callerIdName",
  "attributes",
  "uuiData",
  "externalContactId",
] as const satisfies readonly (keyof CreateCall)[];

const merge = (context: Context, ids: readonly string[], given: CreateCall): Conversation => {
  const { store, operation } = context;
  const unused = OF_NEW_CALLS.find((field) => given[field] != null);
  if (unused !== undefined) throw notPlayed(operation.id, `${unused} beside conversationIds`);
  const calls = callsToMerge(context, ids);
  const conference = newConversation(store, given.label ? { utilizationLabelId: given.label } : {});
  mergeCalls(store, conference, calls);
  return conference;
};

const created = ({ id }: Conversation): Reply => ok({ id, selfUri: `/api/v2/conversations/calls/${id}` });

const create = (context: Context, user: User): Reply => {
  const { store } = context;
  const given = context.body as CreateCall;
  if (!user.station) throw refusal("conversation.error.no.user.station");
  if (!store.settings.edgesUp) throw refusal("providerapi.error.station.no.active.edge");
  if (given.conversationIds) return created(merge(context, given.conversationIds, given));
  return created(
    placeCall(store, {
      user,
      callees: calleesOf(context, given),
      queue: given.callFromQueueId ? queueNamed(store, given.callFromQueueId) : undefined,
      label: given.label ?? undefined,
    }),
  );
};

/** The user of the token; the gates refuse all other tokens. */
export const ownUser = ({ user }: Context): User => {
  if (!user) throw refusal("not.a.user");
  return user;
};

const onBehalfOf = ({ store, params }: Context): User => userNamed(store, params["userId"] ?? "");

/** The user of the path, who must be in the call: at present, or ever where it is over. */
const memberNamed = (context: Context): User => {
  const user = onBehalfOf(context);
  const conversation = conversationOf(context);
  const live = liveCallsOf(conversation).map(({ participant }) => participant);
  const members = live.length === 0 ? conversation.participants : live;
  const { onBehalfNeedsParticipant } = context.store.settings;
  if (onBehalfNeedsParticipant && !members.some(({ userId }) => userId === user.id))
    throw refusal("conversation.error.not.conversation.participant");
  return user;
};

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
  return ok(
    pageOf(context, mine, (conversation) => mediaConversationToWire(store, conversation, "calls") ?? {}),
  );
};

export const callHandlers: Handlers = {
  getConversationsCalls: myCalls,
  getConversationsCallsMaximumconferenceparties: ({ store }) =>
    ok({ maxParticipants: store.settings.maxConferenceParties }),
  postConversationsCalls: (context) => create(context, ownUser(context)),
  postConversationsCallsUserUserId: (context) => create(context, onBehalfOf(context)),
  postConversationsCallParticipants: addParties(ownUser),
  postConversationsCallParticipantsUserUserId: addParties(memberNamed),
};
