import type { CaseResult } from "./case/run-case";
import type { ReadCase } from "./file/read";
import type { FlowNode } from "../flow-check/types";

/** What the command and the process of a case send to each other. */

/** What the process is started for. */
export interface Preparation {
  nodeRed: string;
  /** A user directory that is made for this process. */
  userDir: string;
  work: string;
  /** The types of nodes that the flow has. */
  types: readonly string[];
}

export interface Job {
  flow: readonly FlowNode[];
  testCase: ReadCase;
}

export type Report =
  { kind: "ready" } | { kind: "result"; result: CaseResult } | { kind: "broken"; message: string };
