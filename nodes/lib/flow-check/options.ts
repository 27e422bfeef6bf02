import { z } from "zod";
import { openChoice } from "../node/choices";
import { validateOptions } from "../node/validate";
import { didYouMean, nearest } from "../platform/catalogue/guess";
import { isGenesysError } from "../platform/errors/errors";
import { resolved } from "./environment";
import { worded } from "./sentences";
import type { Environment, Finding, FlowNode, NodeFacts } from "./types";

/** The values that an option takes, where the given one is none of them. */
const allowedFor = (schema: z.ZodType, value: unknown): string[] => {
  const [issue] = schema.safeParse(value).error?.issues ?? [];
  return issue?.code === "invalid_value" ? issue.values.map(String) : [];
};

const complaintOf = (shape: z.ZodObject, given: Record<string, unknown>): Finding | undefined => {
  try {
    validateOptions(shape, given);
    return undefined;
  } catch (error) {
    if (!isGenesysError(error)) throw error;
    return { level: "error", property: String(error.cause.field), message: error.message };
  }
};

/** One option by itself, by the node's own declaration. */
const checkOption = (name: string, schema: z.ZodType, value: unknown): Finding[] => {
  const given = value === "" || value === null || value === undefined ? {} : { [name]: value };
  const finding = complaintOf(z.object({ [name]: schema }), given);
  if (finding === undefined) return [];
  const allowed = typeof value === "string" ? allowedFor(schema, value) : [];
  const suggestions = typeof value === "string" && allowed.length > 0 ? nearest(value, allowed) : [];
  return [
    {
      ...{ ...finding, property: name, message: `${finding.message}${didYouMean(suggestions)}` },
      ...(suggestions.length > 0 && { suggestions }),
    },
  ];
};

/** Fixed settings that the node refuses as they are stored, each by itself, and then all together. */
export const checkOptions = (node: FlowNode, facts: NodeFacts, environment: Environment): Finding[] => {
  const schema = facts.optionsOf(node);
  const open = openChoice(schema, { ...node });
  if (open !== undefined) {
    return [{ level: "error", property: open, ...worded("notChosen", { property: open }) }];
  }
  const known = new Map<string, unknown>();
  let isWhole = true;
  const findings = Object.entries(schema.shape as Record<string, z.ZodType>).flatMap(([name, one]) => {
    const value = resolved(node[name], environment);
    if (value === undefined) isWhole = false;
    else if (value.value !== "" && value.value !== null && value.value !== undefined)
      known.set(name, value.value);
    return value === undefined ? [] : checkOption(name, one, value.value);
  });
  if (findings.length > 0 || !isWhole) return findings;
  const together = complaintOf(schema, Object.fromEntries(known));
  return together === undefined ? [] : [together];
};
