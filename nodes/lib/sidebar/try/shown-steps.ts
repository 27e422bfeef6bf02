import { isId } from "../../facts/ids";
import type { PlannedRequest, Step } from "../../platform/plan/step";
import { sketched } from "../messages";
import { shownValue, withoutAddresses, type Sight } from "../shown";

type Values = Record<string, unknown>;

const BLANK = /^\{(\w+)\}$/;

/** A template with the values in the place of their names. What is left out is not sent. */
const filled = (template: unknown, inputs: Values): unknown => {
  if (typeof template === "string") {
    const name = BLANK.exec(template)?.[1];
    return name === undefined ? template : inputs[name];
  }
  if (Array.isArray(template)) return template.map((one) => filled(one, inputs));
  if (typeof template !== "object" || template === null) return template;
  const entries = Object.entries(template).map(([key, one]) => [key, filled(one, inputs)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
};

/** Of ids that a response brings, the name is shown. */
const pathOf = (path: string, inputs: Values, sight: Sight): string =>
  path.replace(/\{(\w+)\}/g, (name, key: string) => {
    const value = inputs[key];
    if (typeof value !== "string") return name;
    return sight.personal || isId(value) ? value : "•••";
  });

const requestShown = (request: PlannedRequest, inputs: Values, sight: Sight): object => {
  const { method, operation, path, query, medium } = request;
  const shown = (text: string): string => (sight.personal ? text : withoutAddresses(text));
  return {
    ...{ method, operation, path: shown(pathOf(path, inputs, sight)) },
    ...(query === undefined ? {} : { query: shown(query) }),
    ...(medium === undefined ? {} : { medium }),
  };
};

/** The requests of a node with the values of a message, without what this reader may not see. */
export const shownSteps = (steps: readonly Step[], inputs: Values, sight: Sight): object[] => {
  const known = typeof inputs["parameters"] === "object" ? { ...inputs["parameters"], ...inputs } : inputs;
  return steps.map(({ when, requests, body, isWhole, problem }) => ({
    when,
    requests: requests.map((one) => requestShown(one, known, sight)),
    ...(body === undefined
      ? {}
      : { body: shownValue(sketched(isWhole === true ? body : filled(body, inputs)), sight) }),
    ...(problem === undefined ? {} : { problem }),
  }));
};
