/** What a data action sends and what it expects back: its two contracts, as lists of fields. */

/** The types that Architect can read and write; a type with `[]` is a list. */
export const FIELD_TYPES = [
  "string",
  "integer",
  "number",
  "boolean",
  "string[]",
  "integer[]",
  "number[]",
  "boolean[]",
] as const;

export type FieldType = (typeof FIELD_TYPES)[number];

export interface Field {
  name: string;
  type: FieldType;
  required: boolean;
}

export type Contract = readonly Field[];

/** A name that a velocity template can read as `${input.name}`. */
export const FIELD_NAME = /^[a-z]\w{0,99}$/i;

/** The type of a field, or of the items of its list. */
export const itemTypeOf = (type: FieldType): string => type.replace("[]", "");

export const isList = (type: FieldType): boolean => type.endsWith("[]");

/** The name that occurs twice. */
export const repeatedName = (contract: Contract): string | undefined => {
  const names = contract.map(({ name }) => name);
  return names.find((name, at) => names.indexOf(name) !== at);
};

type Schema = Record<string, unknown>;

const propertyOf = ({ type }: Field): Schema =>
  isList(type) ? { type: "array", items: { type: itemTypeOf(type) } } : { type };

/** The contract as the JSON schema (draft 4) that the platform keeps: an empty list of required fields is not allowed there. */
export const schemaOf = (contract: Contract): Schema => {
  const required = contract.filter((field) => field.required).map(({ name }) => name);
  return {
    type: "object",
    properties: Object.fromEntries(contract.map((field) => [field.name, propertyOf(field)])),
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: true,
  };
};
