import type { Grant } from "../types";
import type { Refusal } from "./refusal";
import type { GivenForm, Step } from "./step";

/** What is known of a node before a message comes. */
export interface Given<Options, Input extends string> {
  /** Each option by itself: one that is missing or not valid counts as its default. */
  options: Options;
  /** The inputs that are left blank. */
  blank: ReadonlySet<Input>;
  /** The text of an input that is written in the node itself; undefined where it comes from elsewhere. */
  fixed: (input: Input) => string | undefined;
  /** That of the account, where it is known. */
  grant: Grant | undefined;
  /** The values in the form of a node that calls any operation, while its dialog is open. */
  form: GivenForm | undefined;
}

/** The plan of one node as it is set. */
export interface NodePlan {
  /** The requests for one message, in order; undefined if only a message decides it. */
  steps: () => Step[] | undefined;
  /** Why the node cannot work with the grant of its account, where that is so whatever a message brings. */
  refusal: () => Refusal | undefined;
}

/** Plans a node from its stored settings. */
export type Planner = (
  config: Readonly<Record<string, unknown>>,
  grant?: Grant,
  form?: GivenForm,
) => NodePlan;

/** The planners by type of node. */
export type Plans = ReadonlyMap<string, Planner>;
