import { LONGEST } from "./mutate";
import type { Report } from "./run";

/** What a thread is to do ... */
export interface Work {
  target: string;
  executions: number;
  seed: number;
  /** The count of runs, the length of the input, the input. */
  shared: SharedArrayBuffer;
}
export const SHARED_BYTES = 8 + LONGEST;

/** ... and what it returns. */
export interface Result extends Pick<Report, "executions" | "faults" | "slowestMs" | "heap"> {
  target: string;
  growth: number;
  functions: number;
  share: number;
  /** Of the inputs that reach most: the shortest that reach as much. */
  corpus: Uint8Array[];
}
