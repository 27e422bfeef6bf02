import { readFileSync } from "node:fs";
import { join } from "node:path";

const read = new Map<string, unknown>();

/** A generated data file beside this one. It never changes while the process lives, so it is read once, when first wanted. */
export const readFacts = <T>(file: string): T => {
  if (!read.has(file)) read.set(file, JSON.parse(readFileSync(join(__dirname, file), "utf8")));
  return read.get(file) as T;
};
