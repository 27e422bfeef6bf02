/** Looks up the usual mistakes of tutorials and generated code, and what to use instead. */
import { wrongOperations } from "./guess-known-operations";
import { wrongFields } from "./guess-known-fields";
import { wrongParameters, wrongValues } from "./guess-known-parameters";

export interface Known {
  instead: string[];
  hint: string;
}

/** A name or path of an operation, where it is a well-known mistake */
export const knownWrongOperation = (written: string): Known | undefined =>
  wrongOperations.find(({ pattern }) => pattern.test(written));

/** A field of a body that does not exist, where it is a well-known mistake. `has` checks which fields exist. */
export const knownWrongField = (
  field: string,
  model: string,
  has: (name: string) => boolean,
): Known | undefined =>
  wrongFields.find(
    ({ pattern, models, instead }) =>
      pattern.test(field) && (models?.test(model) ?? true) && instead.every((name) => has(name)),
  );

/** The same for a parameter of a path or a query. */
export const knownWrongParameter = (name: string, has: (name: string) => boolean): Known | undefined =>
  wrongParameters.find(({ pattern, instead }) => pattern.test(name) && instead.every((one) => has(one)));

/** A value that its enumeration does not have, where it is a well-known mistake. */
export const knownWrongValue = (value: string, allowed: readonly string[]): Known | undefined => {
  const found = wrongValues.find(
    ({ pattern, among }) => pattern.test(value) && allowed.some((one) => one.toLowerCase() === among),
  );
  if (!found) return undefined;
  return { instead: allowed.filter((one) => found.instead.includes(one.toLowerCase())), hint: found.hint };
};
