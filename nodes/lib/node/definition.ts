import type { NodeAPI } from "node-red";
import type { z } from "zod";
import type { Awaiting, Client, Progress, Turn, Wait } from "../platform/types";
import type { Warning } from "../platform/errors/warnings";
import type { Given } from "../platform/plan/planner";
import type { Step } from "../platform/plan/step";
import type { AccountNode } from "./account";
import type { TracePart } from "./trace";

export type Values = Record<string, unknown>;

/** What `run` is given: plain values. It has no msg, no RED, no status and no done, and catches nothing. */
export interface Run<I, O> {
  client: Client;
  account: Pick<AccountNode, "simulate" | "respond" | "events">;
  inputs: I;
  options: O;
  /** Aborted when the node is closed. */
  signal: AbortSignal;
  /** Shows in the status line what a long call is waiting for. */
  waiting: (wait: Wait) => void;
  /** From now on the message only waits, until this clock time: the status counts it, and a close logs its conversation. */
  awaiting: (deadline: number, conversationId: string) => Awaiting;
  /** Held when `run` begins. Left where the message only waits, so that the next one about the same thing may act. */
  turn: Turn;
  /** Adds to the `warnings` of `msg.genesys`, where the request is sent all the same. */
  warn: (...warnings: Warning[]) => void;
  /** Shows in the status line how far a long call is. */
  progress: (progress: Progress) => void;
  /** Adds facts to `msg.genesys`. */
  note: (facts: Values) => void;
  /** The folder that relative file names are relative to, as in Node-RED's own nodes for files. */
  directory: string;
}

/** What a message is about: messages of one node about the same thing act in the order in which they came in. */
export interface About {
  /** The inputs that decide it. */
  inputs: readonly string[];
  /** From their values, before these are checked; `undefined` where the message is about nothing in particular. */
  key: (values: Values) => string | undefined;
}

/** What a plan is given of the options: one without a default may be unknown. */
export type Known<O extends z.ZodObject> = {
  [K in keyof z.output<O>]: O["shape"][K & keyof O["shape"]] extends z.ZodDefault
    ? z.output<O>[K]
    : z.output<O>[K] | undefined;
};

/** The requests that a node sends for one message, in order; undefined if only a message decides it. Pure. */
export type Plan<I extends z.ZodObject, O extends z.ZodObject> = (
  given: Given<Known<O>, Extract<keyof z.output<I>, string>>,
) => Step[] | undefined;

/** What a trace is given besides the result. */
export interface Traced<I extends z.ZodObject, O extends z.ZodObject> {
  inputs: z.output<I>;
  options: z.output<O>;
  /** The name that the dialog has stored for an id. */
  nameOf: (id: string | undefined) => string | undefined;
}

export interface NodeDefinition<I extends z.ZodObject, O extends z.ZodObject, R> {
  type: string;
  /** The evaluated inputs, per message: each key `x` is a TypedInput with its type in `xType`. */
  inputs: I;
  /** Fixed settings, per deploy. */
  options: O;
  /** What a message is about. Its conversation by default. */
  about?: About;
  /** Called for each node of this type that is deployed. */
  deployed?: (RED: NodeAPI, stored: Values) => void;
  /** How many outputs there are beside that for errors, and by which a message leaves. One by default. */
  outputs?: { count: number; of: (result: R) => number };
  /** What it sends. The dialogs, the account's list of permissions and docs/endpoints.md are made of it. */
  plan: Plan<I, O>;
  run: (given: Run<z.output<I>, z.output<O>>) => Promise<R>;
  /** Result in, message properties out; a list of them leaves as one message each. Pure. */
  output: (result: R, given: { inputs: z.output<I>; options: z.output<O> }) => Values | Values[];
  /** What the status shows after success: who, what, where to. Pure; it must not fail, because the request was sent. */
  trace: (result: R, given: Traced<I, O>) => TracePart[];
}
