import { findLeg, isOn, requestOf, step, type PreviewRequest, type PreviewSettings, type Step } from "./step";

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
): PreviewRequest[] => {
  if (mediaType !== "any") {
    const word = Object.hasOwn(WORDS, mediaType) ? WORDS[mediaType] : undefined;
    return [requestOf(word === undefined ? general : operationOf(word))];
  }
  return [
    ...Object.entries(WORDS).map(([medium, word]) => requestOf(operationOf(word), medium)),
    requestOf(general, "other"),
  ];
};

/** What `genesys-wrap-up` sends. */
export const previewWrapUp = (settings: PreviewSettings): Step[] => {
  const { action = "apply", when = "now", mediaType = "any", target } = settings;
  const isNow = when === "now" || action === "read" || action === "list";
  const isByIdsOnly = target === "ids" && action === "list";
  const read = isByIdsOnly
    ? []
    : findLeg({ target: target === "ids" ? "agent" : target }, isNow ? "always" : "untilReady");
  const codes = step("getConversationParticipantWrapupcodes", undefined, "keptAWhile");
  const look = isOn(settings.verify) ? [step("getConversation", undefined, "afterwards")] : [];
  if (action === "list") return [...read, { ...codes, when: "always" }];
  if (action === "skip")
    return [...read, step("patchConversationParticipant", { wrapupSkipped: true }), ...look];
  if (action === "read") {
    const operation = (word: string): string => `getConversations${word}ParticipantCommunicationWrapup`;
    const requests = byMedium(mediaType, operation, "getConversationParticipantWrapup");
    return isOn(settings.provisional) ? [...read, { when: "always", requests }] : read;
  }
  const operation = (word: string): string => `postConversations${word}ParticipantCommunicationWrapup`;
  const requests = byMedium(mediaType, operation, "patchConversationParticipant");
  const body = {
    ...{ code: "{code}", notes: "{notes}", tags: "{tags}", durationSeconds: "{durationSeconds}" },
    ...(isOn(settings.provisional) ? { provisional: true } : {}),
  };
  return [...read, codes, { when: "always", requests, body }, ...look];
};
