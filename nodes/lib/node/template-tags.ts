import { inputError, type GenesysError } from "../platform/errors/errors";

/** A tag of Mustache in a text, as in `{{payload.name}}`, `{{{name}}}` or `{{#list}}`. */
const TAG = /\{\{\{?\s*[^\s{}][^{}]*\}\}/;

const isPlain = (value: unknown): value is object =>
  Object.prototype.toString.call(value) === "[object Object]";

/** Is there a template tag in this text, or in a text or name of this object or list? */
export const tagIn = (value: unknown): boolean => {
  if (typeof value === "string") return TAG.test(value);
  if (Array.isArray(value)) return value.some(tagIn);
  return isPlain(value) && Object.entries(value).some(([name, one]) => tagIn(name) || tagIn(one));
};

/** What of an input was typed as a text, or as an object with texts; undefined where it comes from elsewhere. */
const typedIn = (value: unknown, type: string): unknown => {
  if (type === "fields") return undefined; // each field for itself
  if (typeof value !== "string" || type === "str") return value;
  if (type !== "json") return undefined;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return undefined; // each message reports it
  }
};

/** The error of an input whose typed text holds a template tag; undefined of any other. The text is not repeated. */
export const tagComplaint = (name: string, value: unknown, type: string): GenesysError | undefined =>
  tagIn(typedIn(value, type))
    ? inputError(
        name,
        `The input "${name}" contains a template tag such as {{payload.name}}. This node does not replace template tags, ` +
          "so it would send the tag itself. Use a JSONata expression, or build the text in a template node before " +
          "this node and read it from the message.",
      )
    : undefined;
