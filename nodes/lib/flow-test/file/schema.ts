import { z } from "zod";
import { EXPECTATIONS, STEPS } from "./block-schema";
import { given, type Given } from "./given-schema";
import { name } from "./words";

/** A test file: what is given, what happens, what is expected. The words are public: they are only added to. */

const options = <T extends z.ZodType>(all: Record<string, T>) => Object.values(all) as [T, ...T[]];
const block = {
  when: z.array(z.union(options<z.ZodType>(STEPS))).optional(),
  expect: z.array(z.union(options<z.ZodType>(EXPECTATIONS))).optional(),
};
const testCase = z.strictObject({
  name,
  given: given.optional(),
  ...block,
  then: z.array(z.strictObject(block)).optional().describe("What happens next."),
});

export const testFile = z.strictObject({
  $schema: z.string().optional(),
  flow: name.describe("The flow file, from the folder of this file. It is not changed."),
  given: given.optional().describe("For all cases; a case may have more, or other values."),
  cases: z.array(testCase).min(1),
});

export type Step = { [K in keyof typeof STEPS]: z.output<(typeof STEPS)[K]> }[keyof typeof STEPS];
export type Expectation = {
  [K in keyof typeof EXPECTATIONS]: z.output<(typeof EXPECTATIONS)[K]>;
}[keyof typeof EXPECTATIONS];
type Expected = typeof EXPECTATIONS;
export type MessageExpectation = z.output<Expected["at"]> | z.output<Expected["from"]>;
export type ExpectationOf<K extends keyof Expected> = z.output<Expected[K]>;
export interface Block {
  when?: Step[] | undefined;
  expect?: Expectation[] | undefined;
}
export interface TestCase extends Block {
  name: string;
  given?: Given | undefined;
  then?: Block[] | undefined;
}
export interface TestFile {
  flow: string;
  given?: Given | undefined;
  cases: TestCase[];
}

const kindIn = (all: object, one: unknown): string | undefined =>
  typeof one === "object" && one !== null
    ? Object.keys(all).find((kind) => Object.hasOwn(one, kind))
    : undefined;

/** By its own schema, so that a mistake names the property and not every alternative. */
const schemaOf = (
  all: Readonly<Record<string, z.ZodType>>,
  one: unknown,
  isExpected: boolean,
): z.ZodType | string => {
  const kind = kindIn(all, one);
  if (kind !== undefined) return all[kind] as z.ZodType;
  return `This is no ${isExpected ? "expectation" : "step"}. There are: ${Object.keys(all).join(", ")}.`;
};

export const stepSchemaOf = (one: unknown): z.ZodType | string => schemaOf(STEPS, one, false);
export const expectationSchemaOf = (one: unknown): z.ZodType | string => schemaOf(EXPECTATIONS, one, true);

/** The JSON Schema of a test file, for editors. */
export const jsonSchema = (): Record<string, unknown> => {
  const made = z.toJSONSchema(testFile, { io: "input", unrepresentable: "any", target: "draft-7" }) as Record<
    string,
    unknown
  >;
  return { ...made, title: "genesys-flow-test" };
};

export type { Given, Stub } from "./given-schema";
