import { previewEvents } from "./events";
import { previewReply, previewSend } from "./messages";
import { previewOperation } from "./operation";
import { previewParticipant } from "./participant";
import { refusalIn, type Refusal } from "./refusal";
import { findLeg, findUser, requestOf, step, type GivenForm, type PreviewSettings, type Step } from "./step";
import { previewWrapUp } from "./wrap-up";

export { settingsOf, type Refusal } from "./refusal";
export type { GivenForm, PreviewSettings, Step } from "./step";

/** What a call may carry; the last three only to a queue. */
const CALL_FIELDS = [
  ...["callFromQueueId", "callerId", "callerIdName", "attributes", "uuiData", "externalContactId", "label"],
  ...["priority", "languageId", "routingSkillsIds"],
];
const CALLED = { phone: "phoneNumber", user: "callUserId", queue: "callQueueId" } as const;

const previewCall = ({ destinationType = "phone", waitFor, grant, blank = "" }: PreviewSettings): Step[] => {
  const called =
    destinationType === "user" || destinationType === "queue" ? CALLED[destinationType] : CALLED.phone;
  const fields = destinationType === "queue" ? CALL_FIELDS : CALL_FIELDS.slice(0, -3);
  const isForNobody = blank.split(",").includes("userId");
  const isUser = grant !== undefined && grant !== "client-credentials";
  const own = requestOf("postConversationsCalls", isForNobody ? undefined : "own");
  const onBehalf = requestOf("postConversationsCallsUserUserId", isUser ? "onBehalf" : undefined);
  return [
    ...(isForNobody && destinationType !== "user" ? [] : [findUser()]),
    ...(isUser ? [step("getUsersMe", undefined, "keptAWhile")] : []),
    {
      when: "always",
      requests: isForNobody ? [own] : isUser ? [own, onBehalf] : [onBehalf],
      body: { [called]: "{destination}", ...Object.fromEntries(fields.map((name) => [name, `{${name}}`])) },
    },
    ...(waitFor === "connected" ? [step("getConversation", undefined, "untilReady")] : []),
  ];
};

const PREVIEWS = new Map<string, (settings: PreviewSettings, form?: GivenForm) => Step[]>(
  Object.entries({
    "genesys-get-conversation": ({ target }) => [
      ...(target === "user" ? [findUser()] : []),
      step("getConversation"),
    ],
    "genesys-set-postflow": (settings) => [
      ...findLeg(settings),
      step("patchConversationsCallParticipantCommunicationPostflowaction", {
        destination: "{destination}",
        invocationData: "{invocationData}",
      }),
    ],
    "genesys-delete-postflow": (settings) => [
      ...findLeg(settings),
      step("deleteConversationsCallParticipantCommunicationPostflowaction"),
    ],
    "genesys-wrap-up": previewWrapUp,
    "genesys-place-call": previewCall,
    "genesys-send-message": previewSend,
    "genesys-reply-message": previewReply,
    "genesys-update-participant": previewParticipant,
    "genesys-api": previewOperation,
    "genesys-events": previewEvents,
  }),
);

/**
 * The requests that a node with these settings sends for one message, in order; empty where that cannot be told. The
 * setting `blank` names the inputs that are left blank, `grant` is the account's; `form` fills in what stands in the form
 * of a node that calls any operation.
 */
export const previewOf = (type: string, settings: PreviewSettings, form?: GivenForm): Step[] =>
  PREVIEWS.get(type)?.(settings, form) ?? [];

/** Why a node with these settings cannot work with the grant of its account, where that is so whatever a message brings. */
export const refusalOf = (type: string, settings: PreviewSettings): Refusal | undefined => {
  const { ids: _, ...deciding } = settings; // whom a node listens to: each would be looked up, and decides nothing here
  return refusalIn((one) => previewOf(type, one), deciding);
};
