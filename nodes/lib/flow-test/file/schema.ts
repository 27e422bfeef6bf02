import { z } from "zod";

/** A test file: what is given, what happens, what is expected. The words are public: they are only added to. */

const name = z.string().min(1);
const record = z.record(z.string(), z.unknown());
const texts = z.record(z.string(), z.string());
const seconds = z.number().min(0).max(31_536_000);
const within = seconds.optional().describe("Seconds of virtual time after the steps; 10 if it is left out.");
const pattern = z
  .unknown()
  .describe(
    "What is there must have these properties; it may have more. See docs/testing.md for $-operators.",
  );
const node = name.describe("The name or the id of a node.");
const path = z.string().startsWith("/");
const as = z
  .string()
  .regex(/^[A-Za-z]\w*$/)
  .optional()
  .describe("A name for the result: ${name.property} is replaced by it.");

const stub = z.strictObject({
  host: name.describe("The host as the flow names it, with its port where that is not the usual one."),
  method: name.optional(),
  path: path.optional(),
  status: z.number().int().min(200).max(599).optional(),
  headers: texts.optional(),
  body: z.unknown().optional(),
  delaySeconds: seconds.optional(),
  times: z.number().int().positive().optional().describe("So often it answers; without it, always."),
  fails: z.boolean().optional().describe("The connection breaks instead of an answer."),
});

const given = z.strictObject({
  time: z.iso
    .datetime({ offset: true })
    .optional()
    .describe("When the case begins; 2026-03-02T09:00:00Z if it is left out."),
  org: record
    .optional()
    .describe(
      "The start state of the simulated organisation: users, queues, wrapupCodes, skills, languages, settings, acts.",
    ),
  floor: z
    .strictObject({ seed: z.union([z.string(), z.number()]).optional(), rates: record.optional() })
    .optional()
    .describe("Customers and agents act by themselves."),
  capture: name
    .optional()
    .describe("Reserved: captures of real conversations. It is refused until they exist."),
  settings: record.optional().describe("Settings of the simulated organisation, over those of org."),
  context: z
    .strictObject({
      global: record.optional(),
      flows: z.record(z.string(), record).optional().describe("By the name or the id of a tab."),
    })
    .optional(),
  environment: texts.optional().describe("Environment variables. Those of the terminal are not passed on."),
  credentials: z
    .record(z.string(), texts)
    .optional()
    .describe("Credentials of nodes other than accounts, by name or id."),
  accounts: z
    .record(z.string(), z.enum(["simulator", "limited"]))
    .optional()
    .describe("The OAuth client of an account, by name or id: limited has almost no permissions."),
  files: texts.optional().describe("Files in the folder in which the flow runs."),
  stubs: z.array(stub).optional().describe("What answers for other hosts."),
});

const match = z.strictObject({ method: name.optional(), path: path.optional(), operation: name.optional() });
const fault = z.union([
  z.strictObject({
    status: z.number().int().min(400).max(599),
    body: z.unknown().optional(),
    headers: texts.optional(),
    delayMs: z.number().optional(),
  }),
  z.strictObject({ retryAfter: z.number().positive(), delayMs: z.number().optional() }),
  z.strictObject({ silence: z.literal(true) }),
  z.strictObject({ brokenBody: z.literal(true) }),
  z.strictObject({ html: z.literal(true), status: z.number().int().optional() }),
  z.strictObject({ reset: z.literal(true) }),
  z.strictObject({ lostAnswer: z.literal(true) }),
  z.strictObject({ delayMs: z.number().positive() }),
]);

const http = z.strictObject({
  method: name.optional(),
  path,
  headers: texts.optional(),
  body: z.unknown().optional(),
});

const STEPS = {
  act: z.looseObject({
    act: name.describe(
      "What happens in the organisation: an action of simulate, with its details beside it.",
    ),
    as,
  }),
  press: z.strictObject({ press: node.describe("An inject node: its button is pressed.") }),
  send: z.strictObject({ send: record.describe("A message."), to: node }),
  http: z.strictObject({ http: http.describe("A request to an endpoint of the flow."), as }),
  fault: z.strictObject({ fault, match: match.optional(), times: z.number().int().positive().optional() }),
  settings: z.strictObject({ settings: record.describe("Settings of the organisation from now on.") }),
  pass: z.strictObject({ pass: seconds.describe("So many seconds pass.") }),
};

const count = z.number().int().min(0).optional();
const messages = {
  messages: z.array(pattern).min(1).optional().describe("In this order; others may come in between."),
  anyOrder: z.boolean().optional(),
  count: count.describe("Exactly so many messages."),
  nothing: z.literal(true).optional().describe("No message at all."),
  nothingElse: z.literal(true).optional().describe("No other messages than these."),
  within,
};

const EXPECTATIONS = {
  event: z.strictObject({
    event: name.describe("An event that a node conversation events emits."),
    match: pattern.optional(),
    from: node.optional(),
    times: count,
    within,
  }),
  request: z.strictObject({
    request: name.describe(
      "Reached the organisation: an operation id, or method and path such as PATCH /api/v2/…",
    ),
    body: pattern.optional(),
    query: pattern.optional(),
    path: pattern.optional(),
    status: z.number().int().optional(),
    times: count,
    within,
  }),
  response: z.strictObject({
    response: z
      .union([name, z.literal(true)])
      .describe("The response to the request with this name, or to the last one."),
    status: z.number().int().optional(),
    headers: pattern.optional(),
    body: pattern.optional(),
    within,
  }),
  outside: z.strictObject({
    outside: name.describe("A request to this stubbed host."),
    method: name.optional(),
    path: pattern.optional(),
    body: pattern.optional(),
    headers: pattern.optional(),
    times: count,
    within,
  }),
  error: z.strictObject({
    error: z.union([name, z.literal(true)]).describe("An error with this code; true: any error."),
    at: node.optional(),
    message: pattern.optional(),
    cause: pattern.optional(),
    times: count,
    within,
  }),
  at: z.strictObject({ at: node.describe("What arrives at this node."), ...messages }),
  from: z.strictObject({
    from: node.describe("What this node sends."),
    output: z.number().int().positive().optional(),
    ...messages,
  }),
  noError: z.strictObject({
    noError: z.literal(true).describe("No error, also none that the flow handles."),
    within,
  }),
  nothingElse: z.strictObject({
    nothingElse: z
      .literal(true)
      .describe(
        "No other message at a node that is named here, no other request that changes something, no other error.",
      ),
    within,
  }),
  context: z.strictObject({
    context: z.union([z.literal("global"), name]).describe("global, or the name or id of a tab."),
    match: pattern,
    within,
  }),
  file: z.strictObject({
    file: name.describe("A file that the flow has written."),
    content: pattern,
    within,
  }),
};

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

export type Stub = z.output<typeof stub>;
export type Given = z.output<typeof given>;
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

/** The first of these keys that it has says what a step or an expectation is: some are also a property of another kind. */
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
