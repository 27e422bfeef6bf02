import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";

const read = new Map<string, unknown>();

/** The text of a data file; the package has it compressed, the repository as lines that can be reviewed. */
export const textOf = (file: string, folder = __dirname): string => {
  const packed = join(folder, `${file}.br`);
  if (!existsSync(packed)) return readFileSync(join(folder, file), "utf8");
  return brotliDecompressSync(readFileSync(packed)).toString("utf8");
};

/** A generated data file beside this one. It never changes while the process lives, so it is read once, when first wanted. */
export const readFacts = <T>(file: string): T => {
  if (!read.has(file)) read.set(file, JSON.parse(textOf(file)));
  return read.get(file) as T;
};
