import { APPLY, MEDIA_WITH_WRAP_UP, READ, wrapUpOperation } from "../api/wrapups";
import type { MediaType } from "../conversation/conversation";
import type { Target } from "../conversation/target";
import { findLeg, requestOf, step, type PlannedRequest, type Step } from "./step";

const byMedium = (operations: typeof APPLY, mediaType: MediaType | "any"): PlannedRequest[] =>
  mediaType === "any"
    ? [
        ...MEDIA_WITH_WRAP_UP.map((medium) => requestOf(wrapUpOperation(operations, medium), medium)),
        requestOf(wrapUpOperation(operations), "other"),
      ]
    : [requestOf(wrapUpOperation(operations, mediaType))];

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
  if (action === "read")
    return provisional ? [...read, { when: "always", requests: byMedium(READ, mediaType) }] : read;
  const body = {
    ...{ code: "{code}", notes: "{notes}", tags: "{tags}", durationSeconds: "{durationSeconds}" },
    ...(provisional ? { provisional } : {}),
  };
  return [...read, codes, { when: "always", requests: byMedium(APPLY, mediaType), body }, ...look];
};
