import type { MediaType } from "../conversation/conversation";
import type { Target } from "../conversation/target";
import { findLeg, requestOf, step, type PlannedRequest, type Step } from "./step";

/** The media whose wrap-up has an operation of its own. */
const WORDS: Readonly<Record<string, string>> = {
  call: "Call",
  callback: "Callback",
  email: "Email",
  message: "Message",
  socialExpression: "Social",
  video: "Video",
};

const byMedium = (
  mediaType: string,
  operationOf: (word: string) => string,
  general: string,
): PlannedRequest[] => {
  if (mediaType !== "any") {
    const word = Object.hasOwn(WORDS, mediaType) ? WORDS[mediaType] : undefined;
    return [requestOf(word === undefined ? general : operationOf(word))];
  }
  return [
    ...Object.entries(WORDS).map(([medium, word]) => requestOf(operationOf(word), medium)),
    requestOf(general, "other"),
  ];
};

interface WrapUpChoice extends Pick<Target, "target"> {
  action: "apply" | "skip" | "read" | "list";
  when: "now" | "ended" | "beforeTimeout";
  mediaType: MediaType | "any";
  provisional: boolean;
  verify: boolean;
}

/** A wrap-up that is applied, skipped or read, or the list of codes. */
export const wrapUpSteps = (choice: WrapUpChoice): Step[] => {
  const { action, when, mediaType, provisional, target, verify } = choice;
  const isNow = when === "now" || action === "read" || action === "list";
  const isByIdsOnly = target === "ids" && action === "list";
  const read = isByIdsOnly
    ? []
    : findLeg({ target: target === "ids" ? "agent" : target }, isNow ? "always" : "untilReady");
  const codes = step("getConversationParticipantWrapupcodes", undefined, "keptAWhile");
  const look = verify ? [step("getConversation", undefined, "afterwards")] : [];
  if (action === "list") return [...read, { ...codes, when: "always" }];
  if (action === "skip")
    return [...read, step("patchConversationParticipant", { wrapupSkipped: true }), ...look];
  if (action === "read") {
    const operation = (word: string): string => `getConversations${word}ParticipantCommunicationWrapup`;
    const requests = byMedium(mediaType, operation, "getConversationParticipantWrapup");
    return provisional ? [...read, { when: "always", requests }] : read;
  }
  const operation = (word: string): string => `postConversations${word}ParticipantCommunicationWrapup`;
  const requests = byMedium(mediaType, operation, "patchConversationParticipant");
  const body = {
    ...{ code: "{code}", notes: "{notes}", tags: "{tags}", durationSeconds: "{durationSeconds}" },
    ...(provisional ? { provisional } : {}),
  };
  return [...read, codes, { when: "always", requests, body }, ...look];
};
