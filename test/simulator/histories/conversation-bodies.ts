import { idOf } from "../../../nodes/lib/simulator/store/ids";
import { someNumber, someQueue, someUser, type Bodies, type Given } from "./given";
import { pickConversation } from "./pool";

/** Bodies about calls, callbacks, participants and lists, by the model of the body. */

const CODES = ["Resolved", "Wrong number", "Sale"] as const;
/** A call, mostly not that of the path. */
const otherCall = ({ simulator, pick, conversationId }: Given): string | undefined => {
  const found = pickConversation(simulator, pick, "calls")?.id;
  const others = [...simulator.store.conversations.values()].filter(({ id }) => id !== conversationId);
  return found === conversationId && !pick.chance(4) ? pick.from(others)?.id : found;
};

const wrapup = ({ pick }: Given): Record<string, unknown> => ({
  code: idOf(`wrapup code ${pick.one(CODES)}`),
  ...(pick.chance(2) ? { notes: "All well", tags: ["vip"], durationSeconds: 12 } : {}),
  ...(pick.chance(4) ? { provisional: true } : {}),
});

/** A callback that goes on, with the queue's part of it. */
const someCallback = ({ simulator, pick }: Given): Record<string, unknown> => {
  const conversation = pickConversation(simulator, pick, "callbacks");
  const queued = conversation?.participants.find(({ purpose }) => purpose === "acd");
  return { conversationId: conversation?.id, callbackId: queued?.communications[0]?.id ?? "none" };
};

const callback = (given: Given): Record<string, unknown> => ({
  queueId: someQueue(given),
  callbackNumbers: [someNumber(given)],
  callbackUserName: "Casey",
  scriptId: idOf("script Callback"),
  callerId: "+15555550199",
  callerIdName: "Support",
  data: { order: "7" },
  ...(given.pick.chance(2)
    ? { callbackScheduledTime: new Date(given.simulator.clock.now() + 20_000).toISOString() }
    : {}),
});

const patchCallback = (given: Given): Record<string, unknown> => ({
  conversationId: someCallback(given)["conversationId"] ?? "none",
  agentId: someUser(given),
  callbackNumbers: ["+15555550143"],
  ...(given.pick.chance(3) ? { queueId: someQueue(given) } : {}),
});

export const CONVERSATION_BODIES: Bodies = {
  AfterCallWorkUpdate: ({ pick }) => ({ afterCallWorkRequired: pick.chance(2) }),
  BulkCallbackDisconnectRequest: (given) => ({ callbackDisconnectIdentifiers: [someCallback(given)] }),
  BulkCallbackPatchRequest: (given) => ({ patchCallbackRequests: [patchCallback(given)] }),
  CallCommand: (given) => ({ callNumber: someNumber(given) }),
  ChannelTopic: (given) => [{ id: `v2.users.${someUser(given)}.conversations` }],
  Conversation: ({ pick }) =>
    pick.one<Record<string, unknown>>([
      { state: "disconnected" },
      { recordingState: "paused" },
      { recordingState: "active" },
      { externalTag: "order-7" },
      {},
    ]),
  ConversationQuery: ({ pick }) => ({
    interval: "2025-12-31T00:00:00.000Z/2026-01-03T00:00:00.000Z",
    order: pick.one(["asc", "desc"]),
  }),
  CreateCallbackCommand: callback,
  CreateCallbackOnConversationCommand: callback,
  CreateCallRequest: (given) => {
    const destination = given.pick.one<Record<string, unknown>>([
      { phoneNumber: someNumber(given) },
      { callUserId: someUser(given) },
      { callQueueId: someQueue(given) },
      { participants: [{ address: someNumber(given) }, { userId: someUser(given) }] },
      { conversationIds: [otherCall(given)] },
    ]);
    return {
      ...destination,
      ...(given.pick.chance(2) ? { callFromQueueId: someQueue(given) } : {}),
      ...(given.pick.chance(3)
        ? { uuiData: "00", attributes: { order: "7" }, label: idOf("label VIP") }
        : {}),
    };
  },
  Digits: () => ({ digits: "12#" }),
  FaxSendRequest: () => ({ addresses: ["+15555550142"], name: "fax" }),
  GenerateMeetingIdRequest: () => ({ ephemeral: true, expireTimeDays: 2 }),
  MandatoryPostCallActionInput: ({ pick }) =>
    pick.one([
      { destination: "+15555550142" },
      { destination: idOf("flow Satisfaction survey"), invocationData: '{"a":1}' },
      { destination: "nowhere" },
    ]),
  MediaParticipantRequest: (given) =>
    given.pick.one<Record<string, unknown>>([
      { state: "disconnected" },
      { state: "connected" },
      { held: true },
      { held: false },
      { muted: true },
      { confined: true },
      { recording: true },
      { recording: false },
      { wrapupSkipped: true },
      { wrapup: wrapup(given) },
    ]),
  ParkingStateRequest: ({ pick }) => ({ state: pick.one(["parked", "connected"]) }),
  ParticipantAttributes: () => ({ attributes: { order: "7" } }),
  PatchCallbackRequest: patchCallback,
  SetUuiDataRequest: () => ({ uuiData: "00ff" }),
  TransferRequest: (given) =>
    given.pick.one<Record<string, unknown>>([
      { userId: someUser(given) },
      { queueId: someQueue(given) },
      { userId: someUser(given), transferType: "Attended" },
    ]),
  TransferToAgentRequest: (given) => ({ userId: someUser(given) }),
  TransferToExternalContactRequest: () => ({
    contactId: idOf("external contact Casey Customer"),
    phoneType: "WorkPhone",
  }),
  TransferToExternalRequest: (given) => ({ address: someNumber(given) }),
  TransferToQueueRequest: (given) => ({ queueId: someQueue(given) }),
  UpdateConferenceRequest: (given) => ({ conversationIds: [otherCall(given)] }),
  UserSearchRequest: ({ pick }) => ({
    query: [{ type: "TERM", fields: ["name"], value: "Ada Agent" }],
    expand: pick.chance(2) ? ["presence", "routingStatus", "station", "authorization"] : [],
  }),
  WrapupInput: wrapup,
};
