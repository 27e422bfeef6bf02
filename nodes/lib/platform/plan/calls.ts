import type { Grant } from "../types";
import { findUser, requestOf, step, type Step } from "./step";

/** What a call may carry; the last three only to a queue. */
const CALL_FIELDS = [
  ...["callFromQueueId", "callerId", "callerIdName", "attributes", "uuiData", "externalContactId", "label"],
  ...["priority", "languageId", "routingSkillsIds"],
];
const CALLED = { phone: "phoneNumber", user: "callUserId", queue: "callQueueId" } as const;

interface CallChoice {
  destinationType: keyof typeof CALLED;
  waitFor: "created" | "connected";
  /** May the node name a user on whose behalf the call is placed? */
  hasUser: boolean;
  grant: Grant | undefined;
}

/** A call that is placed: of the account's own user, or on behalf of another one. */
export const callSteps = ({ destinationType, waitFor, hasUser, grant }: CallChoice): Step[] => {
  const fields = destinationType === "queue" ? CALL_FIELDS : CALL_FIELDS.slice(0, -3);
  const actsAsUser = grant !== undefined && grant !== "client-credentials";
  const own = requestOf("postConversationsCalls", hasUser ? "own" : undefined);
  const onBehalf = requestOf("postConversationsCallsUserUserId", actsAsUser ? "onBehalf" : undefined);
  return [
    ...(hasUser || destinationType === "user" ? [findUser()] : []),
    ...(actsAsUser ? [step("getUsersMe", undefined, "keptAWhile")] : []),
    {
      when: "always",
      requests: !hasUser ? [own] : actsAsUser ? [own, onBehalf] : [onBehalf],
      body: {
        [CALLED[destinationType]]: "{destination}",
        ...Object.fromEntries(fields.map((name) => [name, `{${name}}`])),
      },
    },
    // Was a call placed whose response was lost?
    ...(actsAsUser ? [step("getConversationsCalls", undefined, "afterFailure")] : []),
    ...(waitFor === "connected" ? [step("getConversation", undefined, "untilReady")] : []),
  ];
};
