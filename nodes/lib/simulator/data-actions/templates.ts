/** As much of the velocity language as the templates of data actions use. What it does not know stays as it is, as in velocity. */

/** What a template can read: `input.phone`, `credentials.headerValue`, `rawResult` ... */
export type Context = Readonly<Record<string, unknown>>;

const REFERENCE = /\$(!?)\{([\w.]+)\}/g;
const ESCAPED = /\$(!?)esc\.(jsonString|jsonEncode|url|urlFormEncode|uriEncode)\("?\$!?\{?([\w.]+)\}?"?\)/g;

const found = (context: Context, path: string): unknown =>
  path
    .split(".")
    .reduce<unknown>(
      (value, key) =>
        typeof value === "object" && value !== null && Object.hasOwn(value, key)
          ? (value as Context)[key]
          : undefined,
      context,
    );

const textOf = (value: unknown): string | undefined => {
  if (value === undefined || value === null) return undefined;
  return typeof value === "string" ? value : JSON.stringify(value);
};

const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);
const inUri = (text: string): string => encodeURIComponent(text);
const inForm = (text: string): string => new URLSearchParams([["", text]]).toString().slice(1);

const ESCAPES: Readonly<Record<string, (text: string) => string>> = {
  jsonString: inJson,
  jsonEncode: inJson,
  url: inForm,
  urlFormEncode: inForm,
  uriEncode: inUri,
};

/** A value that is not there leaves the reference as text, or nothing where the reference is quiet (`$!`). */
export const render = (template: string, context: Context): string => {
  // In one go: what an input has in it is text, whatever it looks like.
  const either = new RegExp(`${ESCAPED.source}|${REFERENCE.source}`, "g");
  return template.replace(
    either,
    (whole, quietEscape: string, escape: string, escaped: string, quiet: string, plain: string) => {
      const text = textOf(found(context, escaped ?? plain));
      if (text === undefined) return (quietEscape ?? quiet) === "!" ? "" : whole;
      return escape === undefined ? text : (ESCAPES[escape]?.(text) ?? whole);
    },
  );
};

/** The value at a path such as `$.customer.name`, as JSON: so a template gets it, quotes included. */
export const translated = (body: unknown, path: string): string | undefined => {
  const value = path === "$" ? body : found({ body }, `body${path.replace(/^\$/, "")}`);
  return value === undefined ? undefined : JSON.stringify(value);
};
