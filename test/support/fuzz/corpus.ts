import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../pages";

const CORPUS = join(ROOT, "test/corpus");
/** Longer ones are dropped: what they reach, a shorter one mostly reaches as well. */
const LONGEST_KEPT = 6_000;
export const MOST_KEPT = 40;

/** The inputs that are in the tree for a target, and which file each is. */
export const readCorpus = (target: string): { file: string; input: Buffer }[] => {
  const folder = join(CORPUS, target);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .map((name) => ({ file: `${target}/${name}`, input: readFileSync(join(folder, name)) }));
};

const nameOf = (input: Buffer): string => createHash("sha256").update(input).digest("hex").slice(0, 12);

/** Puts these inputs in the place of those in the tree, save the ones that were once a fault. */
export const writeCorpus = (target: string, inputs: readonly Buffer[]): void => {
  const folder = join(CORPUS, target);
  for (const { file } of readCorpus(target)) if (!file.endsWith("-fault")) rmSync(join(CORPUS, file));
  mkdirSync(folder, { recursive: true });
  const short = inputs.filter(({ length }) => length <= LONGEST_KEPT).slice(0, MOST_KEPT);
  for (const input of short) writeFileSync(join(folder, nameOf(input)), input);
};

/** Keeps an input that found a fault. */
export const keepFault = (target: string, input: Buffer): string => {
  mkdirSync(join(CORPUS, target), { recursive: true });
  const file = `${target}/${nameOf(input)}-fault`;
  writeFileSync(join(CORPUS, file), input);
  return file;
};
