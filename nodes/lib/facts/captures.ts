import { readFacts } from "./read";

/** What the platform's models say of their fields, by the name of the field alone. */
export interface CaptureFacts {
  /** All names of fields. */
  names: readonly string[];
  /** Fields with a moment. */
  times: readonly string[];
  /** Fields with a number, other than those that describe a person. */
  numbers: readonly string[];
  /** Fields with any names in them, which the platform does not choose. */
  free: readonly string[];
  /** The enumerated values of a field, in lower case. */
  words: Readonly<Record<string, readonly string[]>>;
}

/** Read from disk at the first call. */
export const loadCaptureFacts = (): CaptureFacts => readFacts<CaptureFacts>("captures.json");
