import { operationWithId } from "../../facts/platform";
import type { Target } from "../conversation/target";

/** When a request is sent, or how often; all but the last are words of the catalogue. */
export type Occasion =
  | "always"
  | "ifEmail"
  | "ifAccessToken"
  | "keptAWhile"
  | "untilReady"
  | "ifFile"
  | "untilChecked"
  | "afterwards"
  | "atStart"
  | "sharedAtStart"
  | "perConversation"
  | "perUser"
  | "perMessage"
  | "perEvent"
  | "afterGap"
  | "morePages"
  | "ifDifferent"
  | "ifOtherQueue"
  | "perQueue"
  | "perOwnConversation"
  | "withFile"
  | "untilEnded"
  | "jobResults"
  | "withDownload"
  | "afterFailure";

/** What is sent after a failure only is not shown before anything has failed. */
export const isShown = ({ when }: Step): boolean => when !== "afterFailure";

/** One of several alternative requests; `medium` names the conversations it is for. */
export interface PlannedRequest {
  operation: string;
  method: string;
  path: string;
  /** The text after the question mark, if it is known. */
  query?: string;
  medium?: string;
  /** Refused to client credentials. */
  needsUser?: true;
}

/** One step of what a node sends. A body is a template: `{text}` means the node's input of this name. */
export interface Step {
  when: Occasion;
  requests: PlannedRequest[];
  body?: unknown;
  /** The body is no template: it is sent as it is. */
  isWhole?: true;
  /** What is needed besides what the requests themselves need. */
  permissions?: string[];
  /** Why nothing will be sent. */
  problem?: string;
}

/** What a form holds of a value: the value itself, or how it is shown where only a message has it. */
export type GivenValue = { value: unknown } | { shown: string };

/** The values in the form of a node that calls any operation. */
export interface GivenForm {
  parameters: Readonly<Record<string, GivenValue>>;
  /** How the parameters are shown where a message has them all in one. */
  all?: string;
  body?: unknown;
}

/** Method and path of an operation, from the catalogue. */
export const requestOf = (operation: string, medium?: string): PlannedRequest => {
  const facts = operationWithId(operation);
  if (facts === undefined) throw new RangeError(`${operation} is not in the catalogue`);
  const { method, path, needsUser } = facts;
  return {
    ...{ operation, method, path },
    ...(medium === undefined ? {} : { medium }),
    ...(needsUser === true ? { needsUser } : {}),
  };
};

export const step = (operation: string, body?: unknown, when: Occasion = "always"): Step => ({
  when,
  requests: [requestOf(operation)],
  ...(body === undefined ? {} : { body }),
});

/** How a user named by e-mail address or name is found. */
export const findUser = (): Step => step("postUsersSearch", undefined, "ifEmail");

/** What is read to find the leg that is meant; by ids nothing. */
export const findLeg = ({ target }: Pick<Target, "target">, when: Occasion = "always"): Step[] => [
  ...(target === "user" ? [findUser()] : []),
  ...(target === "ids" ? [] : [step("getConversation", undefined, when)]),
];
