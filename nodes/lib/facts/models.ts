import { readFacts } from "./read";

/** A value inside a request body: the few words of JSON Schema that the platform's models need. */
export interface Shape {
  type?: "string" | "number" | "integer" | "boolean" | "array" | "object";
  format?: "date-time" | "date";
  /** Compared without regard to case, as the official SDKs do. */
  enum?: string[];
  /** The name of another model. */
  $ref?: string;
  items?: Shape;
  additionalProperties?: Shape | true;
  /** Set by the platform only: accepted and ignored in a request, so its shape is left out. */
  readOnly?: true;
}

export interface Model {
  properties: Record<string, Shape>;
  /** Corrected where the platform's own model asks for what only a reading needs. */
  required?: string[];
  /** Rules that the platform's description of its models cannot say. Blank counts as not given. */
  exactlyOne?: string[];
  atLeastOne?: string[];
  /** The first is required unless the second is given and not false. */
  requiredUnless?: Record<string, string>;
}

/** The models that request bodies are made of, by name. Read from disk at the first call. */
export const loadModels = (): Readonly<Record<string, Model>> =>
  readFacts<Record<string, Model>>("models.json");
