import { inputError } from "../errors/errors";
import type { Channel, Content, Template } from "../conversation/message";

/** The content of a message, checked before anything is sent. Pure. */

/** The longest text of each channel, in characters. An SMS is at most five parts of 153. */
const SMS_LIMIT = 765;
const OTHER_LIMIT = 2000;

const limitOf = (channel: string | undefined): number => (channel === "sms" ? SMS_LIMIT : OTHER_LIMIT);

/** @throws GenesysError `input` where the text is longer than the channel takes; an unknown channel counts as the roomiest. */
export const checkText = (text: string, channel: string | undefined): string => {
  const limit = limitOf(channel);
  if (text.length <= limit) return text;
  const name = channel === "sms" ? "an SMS" : `a message${channel === undefined ? "" : ` over ${channel}`}`;
  throw inputError(
    "text",
    `The text has ${text.length} characters, but ${name} allows at most ${limit}. Shorten it, or send it in parts.`,
    { length: text.length, limit },
  );
};

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const LISTS = ["parameters", "headerParameters", "bodyParameters", "buttonUrlParameters"] as const;

/** `{ name: "Ada" }` means the same as `[{ id: "name", value: "Ada" }]`. */
const asParameters = (given: unknown, field: string): unknown => {
  if (Array.isArray(given)) return given;
  if (!isPlain(given))
    throw inputError(
      "template",
      `"${field}" of the template must be an object of values by name, or a list of { id, value }.`,
    );
  return Object.entries(given).map(([id, value]) => ({ id, value: asParameterText(value, field) }));
};

/** An object may have a `toString` that is no function. */
const asParameterText = (value: unknown, field: string): string => {
  try {
    return String(value);
  } catch {
    throw inputError("template", `A value in "${field}" of the template is not text. Pass text or a number.`);
  }
};

/**
 * The id of a canned response, or `{ responseId, parameters }`.
 * @throws GenesysError `input` where it is neither.
 */
export const asTemplate = (given: unknown): Template => {
  if (typeof given === "string" && given.trim() !== "") return { responseId: given.trim() };
  if (!isPlain(given) || typeof given.responseId !== "string" || given.responseId === "")
    throw inputError(
      "template",
      'The input "template" must be the id of a canned response, or an object { responseId, parameters }.',
    );
  const lists = LISTS.filter((field) => given[field] !== undefined && given[field] !== null);
  return {
    ...given,
    responseId: given.responseId,
    ...Object.fromEntries(lists.map((field) => [field, asParameters(given[field], field)])),
  };
};

interface Given {
  text?: string | undefined;
  template?: unknown;
}

/** The one content that is given, or `undefined` where there is none. @throws GenesysError `input` where there are two. */
export const contentOf = ({ text, template }: Given, channel: Channel): Content | undefined => {
  if (text !== undefined && template !== undefined)
    throw inputError(
      "text",
      'Both "text" and "template" are set, but a message has only one of them. Leave one empty.',
    );
  if (text !== undefined) return { textBody: checkText(text, channel) };
  if (template === undefined) return undefined;
  if (channel === "open")
    throw inputError("template", "Without an agent, an open messaging channel accepts only text. Use text.");
  return { messagingTemplate: asTemplate(template) };
};
