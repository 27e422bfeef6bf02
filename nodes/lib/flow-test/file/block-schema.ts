import { z } from "zod";
import { as, name, node, path, pattern, record, seconds, texts, within } from "./words";

/** What happens, and what is expected. The first of the keys that it has says what a step or an expectation is: some are also a property of another kind. */

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

export const STEPS = {
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

export const EXPECTATIONS = {
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
