import { z } from "zod";
import { isUsed, settledInputs, typeKeyOf } from "../node/input-settings";
import { tagComplaint } from "../node/template-tags";
import { validateInputs } from "../node/validate";
import { didYouMean, nearest } from "../platform/catalogue/guess";
import { isGenesysError } from "../platform/errors/errors";
import { resolved } from "./environment";
import { worded, type Sentence } from "./sentences";
import type { Environment, Finding, FlowNode, NodeFacts } from "./types";

/** The types of a TypedInput that Node-RED evaluates. */
const TYPES: readonly string[] = [
  ...["str", "num", "bool", "json", "msg", "flow", "global", "env", "jsonata"],
  ...["fields", "date", "bin", "re"],
];

/** What is written in the node itself: the value that each message has; `undefined` where it comes from elsewhere. */
export const writtenValue = (
  value: unknown,
  type: unknown,
  environment: Environment,
): { value: unknown } | { wrong: Sentence } | undefined => {
  if (type === "num") {
    const settled = resolved(value, environment);
    if (settled === undefined || settled.value === "") return settled;
    const number = Number(settled.value);
    return Number.isNaN(number) ? { wrong: "notNumber" } : { value: number };
  }
  if (type === "bool") return { value: /^true$/i.test(String(value)) };
  if (type === "str") {
    const settled = resolved(value, environment);
    return typeof settled?.value === "string" ? { value: settled.value.trim() } : settled;
  }
  if (type !== "json") return undefined;
  if (typeof value !== "string") return { value };
  if (value.trim() === "") return { value: undefined };
  try {
    return resolved(JSON.parse(value), environment);
  } catch {
    return { wrong: "notJson" };
  }
};

const error = (property: string, message: string, suggestions: string[] = []): Finding => ({
  ...{ level: "error", property, message },
  ...(suggestions.length > 0 && { suggestions }),
});

const wrong = (property: string, sentence: Sentence): Finding => ({
  ...{ level: "error", property },
  ...worded(sentence, { property }),
});

const complaintOf = (name: string, schema: z.ZodType, value: unknown): Finding[] => {
  const isBlank = value === undefined || value === null || value === "";
  try {
    validateInputs(z.object({ [name]: schema }), isBlank ? {} : { [name]: value }, {});
    return [];
  } catch (thrown) {
    if (!isGenesysError(thrown)) throw thrown;
    return [error(name, thrown.message)];
  }
};

const checkInput = (
  name: string,
  schema: z.ZodType,
  [value, type]: [unknown, unknown],
  key: string,
  environment: Environment,
): Finding[] => {
  if (typeof type !== "string" || !TYPES.includes(type)) {
    const near = typeof type === "string" ? nearest(type, TYPES) : [];
    const says = worded("inputType", { types: TYPES.slice(0, 9).join(", ") }, didYouMean(near));
    return [{ ...error(key, says.message, near), ...says }];
  }
  const tag = tagComplaint(name, value, type);
  if (tag !== undefined) return [error(name, tag.message)];
  if (type === "fields") return Array.isArray(value) ? [] : [wrong(name, "notFields")];
  if (typeof value === "string" && value.trim() === "") return complaintOf(name, schema, undefined);
  const written = writtenValue(value, type, environment);
  if (written === undefined) return [];
  return "wrong" in written ? [wrong(name, written.wrong)] : complaintOf(name, schema, written.value);
};

/** Inputs whose value is written in the node and that the node refuses, by its own declaration. */
export const checkInputs = (node: FlowNode, facts: NodeFacts, environment: Environment): Finding[] => {
  const { inputs, stored: options } = facts;
  if (inputs === undefined) return [];
  const settled = settledInputs({ inputs, options }, { ...node });
  return Object.entries(inputs.shape as Record<string, z.ZodType>)
    .filter(([, schema]) => isUsed(schema, options, node))
    .flatMap(([name, schema]) => {
      const key = typeKeyOf(name, options);
      return checkInput(name, schema, [settled[name], settled[key]], key, environment);
    });
};
