/** As much of JSON schema as the contracts of data actions use. */
export interface Schema {
  type?: string;
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  items?: Schema;
}

const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === "string",
  integer: (value) => Number.isInteger(value),
  number: (value) => typeof value === "number",
  boolean: (value) => typeof value === "boolean",
  array: (value) => Array.isArray(value),
  object: (value) => typeof value === "object" && value !== null && !Array.isArray(value),
};

/** The path of the first value that does not keep the schema, `$` for the whole; undefined: all do. */
export const mismatch = (schema: Schema, value: unknown, at = "$"): string | undefined => {
  if (schema.type !== undefined && TYPES[schema.type]?.(value) === false) return at;
  if (Array.isArray(value)) {
    const { items } = schema;
    return (
      items && value.map((one, n) => mismatch(items, one, `${at}[${n}]`)).find((one) => one !== undefined)
    );
  }
  if (typeof value !== "object" || value === null) return undefined;
  const missing = schema.required?.find((name) => !Object.hasOwn(value, name));
  if (missing !== undefined) return `${at}.${missing}`;
  for (const [name, one] of Object.entries(schema.properties ?? {})) {
    const wrong = Object.hasOwn(value, name)
      ? mismatch(one, (value as Record<string, unknown>)[name], `${at}.${name}`)
      : undefined;
    if (wrong !== undefined) return wrong;
  }
  return undefined;
};
