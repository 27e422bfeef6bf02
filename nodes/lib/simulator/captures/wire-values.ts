import type { Wire } from "../formatters/wire";

/** Values of a capture, by what they are. Whatever has another type is absent. */

export const isWire = (value: unknown): value is Wire =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const listIn = (value: unknown): Wire[] => (Array.isArray(value) ? value.filter(isWire) : []);

export const textIn = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

export const flagIn = (value: unknown): boolean => value === true;

export const numberIn = (value: unknown): number | undefined =>
  typeof value === "number" && Number.isFinite(value) ? value : undefined;

/** In ms. */
export const momentIn = (value: unknown): number | undefined => {
  const ms = typeof value === "string" ? Date.parse(value) : NaN;
  return Number.isNaN(ms) ? undefined : ms;
};

export const textsIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];

/** The first of them that is an object; the platform has references as objects in one shape, and as ids in another. */
export const idIn = (of: Wire, ...names: string[]): string | undefined => {
  for (const name of names) {
    const value = of[name];
    const id = textIn(isWire(value) ? value["id"] : value);
    if (id !== undefined) return id;
  }
  return undefined;
};

/** Only the fields that are there. */
export type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

export const given = <T extends object>(fields: T): Given<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<T>;
