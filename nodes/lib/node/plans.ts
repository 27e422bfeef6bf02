import type { z } from "zod";
import type { Planner } from "../platform/plan/planner";
import { refusalIn } from "../platform/plan/refusal";
import { openChoice } from "./choices";
import type { Known, Plan, Values } from "./definition";
import { isVariable } from "./environment";
import { typeKeyOf } from "./input-settings";

interface Planned<I extends z.ZodObject, O extends z.ZodObject> {
  inputs: I;
  options: O;
  plan: Plan<I, O>;
}

/** The planner of a node, which reads stored settings by the node's own schemas. */
export const plannerOf =
  <I extends z.ZodObject, O extends z.ZodObject>({ inputs, options, plan }: Planned<I, O>): Planner =>
  (config, grant, form) => {
    type Input = Extract<keyof z.output<I>, string>;
    const names = Object.keys(inputs.shape) as Input[];
    const blank: ReadonlySet<Input> = new Set(names.filter((name) => config[name] === ""));
    if (openChoice(options, config) !== undefined) return { steps: () => [], refusal: () => undefined };
    const known = knownOptions(options, config);
    const given = { blank, grant, form, fixed: (name: Input) => fixedText(name, options, config) };
    return {
      steps: () => plan({ ...given, options: known as Known<O> }),
      refusal: () => {
        const deciding = withoutLists(known) as Known<O>;
        return refusalIn((blanks) => plan({ ...given, options: deciding, blank: blanks }), given);
      },
    };
  };

const knownOptions = (options: z.ZodObject, config: Values): Values =>
  Object.fromEntries(
    Object.entries(options.shape as Record<string, z.ZodType>).map(([name, schema]) => {
      const given = config[name] === "" || config[name] === null ? undefined : config[name];
      const { data = schema.safeParse(undefined).data } = schema.safeParse(given);
      return [name, data];
    }),
  );

/** A list may be long, and its entries decide nothing about the grant. */
const withoutLists = (known: Values): Values =>
  Object.fromEntries(Object.entries(known).map(([name, value]) => [name, Array.isArray(value) ? [] : value]));

const fixedText = (name: string, options: z.ZodObject, config: Values): string | undefined => {
  const { [name]: value, [typeKeyOf(name, options)]: type = "str" } = config;
  return typeof value === "string" && type === "str" && !isVariable(value.trim()) ? value : undefined;
};
