import type { FlowNode } from "../../flow-check/types";
import type { Entry, EntryOf } from "./timeline";

/** What an expectation looks at. */
export interface World {
  flow: readonly FlowNode[];
  /** The entries since the steps of the block began. */
  entries(): readonly Entry[];
  contextOf(id: string): Record<string, unknown>;
  /** The text of a file in the folder of the flow, if it is there. */
  fileText(name: string): string | undefined;
}

/** What is found of an expectation so far. */
export interface Look {
  isMet: boolean;
  /** What was used for it: nothing else may be there with `nothingElse`. */
  used: readonly Entry[];
  /** What came instead, one line each. */
  instead: readonly string[];
}

/** The entries of one kind. */
export const of = <K extends Entry["kind"]>({ entries }: World, kind: K): EntryOf<K>[] =>
  entries().filter((entry): entry is EntryOf<K> => entry.kind === kind);

const isPresent = (times: number | undefined, found: number): boolean =>
  times === undefined ? found > 0 : found === times;

/** What may come any number of times, or exactly so often. */
export const counted = (
  times: number | undefined,
  found: readonly Entry[],
  others: readonly string[],
): Look => ({
  isMet: isPresent(times, found.length),
  used: found,
  instead: [...(times === undefined ? [] : [`it came ${found.length} times`]), ...others],
});
