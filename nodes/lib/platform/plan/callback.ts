import { CREATE_CALLBACK, CREATE_FOR_PARTICIPANT, PLACE_CALL, UPDATE_CALLBACK } from "../api/callbacks";
import type { CallbackAction } from "../callbacks/callback";
import type { Target } from "../conversation/target";
import { wayOf } from "../participants/ways";
import type { Grant } from "../types";
import { findUser, requestOf, step, type Step } from "./step";

interface CallbackChoice {
  action: CallbackAction;
  target: Target["target"] | "none";
  /** May the node name the agent who is preferred? */
  hasUser: boolean;
  grant: Grant | undefined;
}

const READ = "getConversation";

const findQueue = (): Step => step("getRoutingQueues", undefined, "ifEmail");

const newCallback = (hasUser: boolean) => ({
  ...(hasUser
    ? { routingData: { queueId: "{queueId}", preferredAgentIds: ["{userId}"] } }
    : { queueId: "{queueId}" }),
  callbackNumbers: "{numbers}",
  callbackUserName: "{customerName}",
  callbackScheduledTime: "{scheduledTime}",
  data: "{attributes}",
});

const createSteps = ({ target, hasUser }: CallbackChoice): Step[] => {
  const found = [findQueue(), ...(hasUser || target === "user" ? [findUser()] : [])];
  const body = newCallback(hasUser);
  // Was a callback created whose response was lost?
  return target === "none"
    ? [
        ...found,
        step(CREATE_CALLBACK, body),
        step("postAnalyticsConversationsDetailsQuery", undefined, "afterFailure"),
        step(READ, undefined, "afterFailure"),
      ]
    : [...found, step(READ), step(CREATE_FOR_PARTICIPANT, body), step(READ, undefined, "afterFailure")];
};

const change = {
  conversationId: "{conversationId}",
  agentId: "{userId}",
  callbackScheduledTime: "{scheduledTime}",
  queueId: "{queueId}",
  callbackNumbers: "{numbers}",
};

const endSteps = ({ target, grant }: CallbackChoice): Step[] => {
  const actsAsUser = grant === "authorization-code";
  const { way } = wayOf({ does: "change", mediaType: "callback", actsAsUser, isUsersLeg: false });
  return [
    ...(target === "user" ? [findUser()] : []),
    step(READ),
    ...(way === undefined
      ? []
      : [{ when: "always" as const, requests: [requestOf(way.operation)], body: { state: "disconnected" } }]),
  ];
};

/** Who the account is has to be found out for an access token. */
const identity = (grant: Grant | undefined): Step[] =>
  grant === "access-token" ? [step("getUsersMe", undefined, "ifAccessToken")] : [];

/** One action on a callback. */
export const callbackSteps = (choice: CallbackChoice): Step[] => {
  const { action, hasUser, grant } = choice;
  switch (action) {
    case "create":
      return createSteps(choice);
    case "reschedule":
      return [
        ...[findQueue(), ...(hasUser ? [findUser()] : [])],
        ...[step(READ), step(UPDATE_CALLBACK, change)],
      ];
    case "start":
      return [
        ...identity(grant),
        step(READ),
        step(PLACE_CALL, { callNumber: "{numbers}" }),
        step(READ, undefined, "afterFailure"),
      ];
    case "end":
      return [...identity(grant), ...endSteps(choice)];
  }
};
