import { loadOperations } from "../../facts/operations";

/** When a request is sent, or how often; a word of the catalogue. */
export type Occasion =
  | "always"
  | "ifEmail"
  | "ifAccessToken"
  | "keptAWhile"
  | "untilReady"
  | "ifFile"
  | "untilChecked"
  | "afterwards";

/** One of the requests that stand for each other; `medium` says for which conversations. */
export interface PreviewRequest {
  operation: string;
  method: string;
  path: string;
  medium?: string;
}

/** One step of what a node sends. A body is a template: `{text}` stands for the node's input of this name. */
export interface Step {
  when: Occasion;
  requests: PreviewRequest[];
  body?: unknown;
}

/** The settings of a node that decide what it sends, as the dialog shows them. */
export type PreviewSettings = Readonly<Record<string, string | undefined>>;

export const isOn = (value: string | undefined): boolean => value === "true";

/** Method and path of an operation, from the catalogue. */
export const requestOf = (operation: string, medium?: string): PreviewRequest => {
  const facts = loadOperations().find(({ id }) => id === operation);
  if (facts === undefined) throw new RangeError(`${operation} is not in the catalogue`);
  const { method, path } = facts;
  return { operation, method, path, ...(medium === undefined ? {} : { medium }) };
};

export const step = (operation: string, body?: unknown, when: Occasion = "always"): Step => ({
  when,
  requests: [requestOf(operation)],
  ...(body === undefined ? {} : { body }),
});

/** How a user named by e-mail address is found. */
export const findUser = (): Step => step("postUsersSearch", undefined, "ifEmail");

/** What is read to find the leg that is meant; by ids nothing. */
export const findLeg = ({ target }: PreviewSettings, when: Occasion = "always"): Step[] => [
  ...(target === "user" ? [findUser()] : []),
  ...(target === "ids" ? [] : [step("getConversation", undefined, when)]),
];
