import type { z } from "zod";
import type { Planner } from "../platform/plan/planner";

/** A node as a flow file has it. Everything but its id and its type may be of any type. */
export interface FlowNode extends Readonly<Record<string, unknown>> {
  id: string;
  type: string;
}

/** `error`: it will not work. `warning`: it probably does not do what was meant. `note`: good to know. */
export type Level = "error" | "warning" | "note";

/** One thing that was found. No value of a property is in it, because a value may be personal. */
export interface Finding {
  level: Level;
  /** The id of the node; none where it is about the file. */
  node?: string;
  property?: string;
  /** A whole sentence, or several. */
  message: string;
  /** For the editor, which has the sentence in the language of the user; none where only the message in English says it. */
  says?: { sentence: string; values: Readonly<Record<string, string | number>> };
  /** What was probably meant, the likeliest first. */
  suggestions?: readonly string[];
}

/** What a node type declares of itself. */
export interface NodeFacts {
  /** The evaluated inputs; `undefined` for a node that takes none by the declaration of the adapter. */
  inputs?: z.ZodObject;
  /** What is checked of the fixed settings, for a node that is so stored. */
  optionsOf: (config: Readonly<Record<string, unknown>>) => z.ZodObject;
  /** What is known of the node's inputs by these options: see `settledInputs`. */
  stored: z.ZodObject;
  planner?: Planner;
  /** How many outputs it has beside that for errors. */
  outputs?: number;
}

/** The declarations by type, read when they are wanted; `undefined` for a type of another package. */
export type FactsOf = (type: string) => NodeFacts | undefined;

/** Names of the environment variables that are set; `undefined` where that is not known. */
export type Environment = ReadonlyMap<string, string> | undefined;
