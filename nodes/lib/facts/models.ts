import { readFacts } from "./read";

/** A value inside a request body: the few words of JSON Schema that the platform's models need. */
export interface Shape {
  type?: "string" | "number" | "integer" | "boolean" | "array" | "object";
  format?: "date-time" | "date";
  /** Compared without regard to case, as the platform does. */
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
  required?: string[];
}

/** The models that request bodies are made of, by name. Read from disk at the first call. */
export const loadModels = (): Readonly<Record<string, Model>> =>
  readFacts<Record<string, Model>>("models.json");
