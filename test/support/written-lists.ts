import type { LogEntry } from "../../nodes/lib/simulator/http/log";
import { idOf } from "../../nodes/lib/simulator/store/ids";

export const [A, B, C] = [idOf("queue Support"), idOf("queue Sales"), idOf("user Ben Agent")];
export const VARIABLES = { GC_ONE: A, GC_TWO: B, GC_BOTH: `${A}, ${B}`, GC_BLANK: "" };

/** How a list is written in a node, and what is meant; undefined: refused, naming the variable GC_NONE. */
export const LISTS: [written: string, meant: string[] | undefined][] = [
  ["${GC_ONE}", [A]],
  ["${GC_BOTH}", [A, B]],
  ["${GC_ONE},${GC_TWO}", [A, B]],
  [" ${GC_ONE} , ${GC_TWO} ", [A, B]],
  [`\${GC_ONE}, ${C}`, [A, C]],
  [`${C},\${GC_BOTH}`, [C, A, B]],
  [`\${GC_BLANK}, ${C}`, [C]],
  [`${C}, ,`, [C]],
  ["${GC_ONE},${GC_NONE}", undefined],
  [`\${GC_NONE}, ${C}`, undefined],
  [`${C},\${GC_NONE}`, undefined],
  ["${GC_NONE}", undefined],
];

export const bodyOf = (entry: LogEntry): Record<string, unknown> => entry.body as Record<string, unknown>;
export const asJson = (written: string): string =>
  JSON.stringify(
    written
      .split(",")
      .map((one) => one.trim())
      .filter((one) => one !== ""),
  );
