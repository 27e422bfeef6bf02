import { loadIndex } from "../../facts/platform";
import type { IndexedOperation } from "../../facts/rows";
import { wordsOf } from "./guess";

/**
 * The operations of the whole platform, prepared for a wrong name to be compared with all of them: their words, and the
 * pairs of letters in their names as bits. Made when the first wrong name comes.
 */

export interface Prepared {
  operation: IndexedOperation;
  /** The name without anything but small letters and digits: the id, or the name of a tool. */
  letters: string;
  /** Which pairs of letters the name has. */
  pairs: Uint32Array;
  count: number;
}

export const lettersOf = (name: string): string => name.replace(/[^A-Za-z0-9]/g, "").toLowerCase();

/** Room for all pairs of 36 letters and digits. */
const SIZE = Math.ceil((36 * 36) / 32);

const codeAt = (text: string, at: number): number => {
  const code = text.charCodeAt(at);
  return code >= 97 ? code - 97 : code - 48 + 26;
};

const bitsIn = (word: number): number => {
  let left = word - ((word >>> 1) & 0x55555555);
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333);
  return (((left + (left >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
};

/** Sets the bits of the pairs of letters, and returns how many there are. */
const setPairs = (letters: string, pairs: Uint32Array): number => {
  let count = 0;
  for (let at = 0; at + 1 < letters.length; at += 1) {
    const bit = codeAt(letters, at) * 36 + codeAt(letters, at + 1);
    const before = pairs[bit >> 5] ?? 0;
    const after = (before | (1 << (bit & 31))) >>> 0;
    if (after === before) continue;
    pairs[bit >> 5] = after;
    count += 1;
  }
  return count;
};

/** 1 for the same pairs of letters, 0 for none in common. */
const sameness = (pairs: Uint32Array, count: number, other: Prepared): number => {
  let shared = 0;
  for (let at = 0; at < SIZE; at += 1) shared += bitsIn((pairs[at] ?? 0) & (other.pairs[at] ?? 0));
  return (2 * shared) / (count + other.count || 1);
};

/** One block of memory for the bits of all: thousands of small ones take longer. */
const prepare = (
  operations: readonly IndexedOperation[],
  nameOf: (one: IndexedOperation) => string = ({ id }) => id,
): Prepared[] => {
  const block = new Uint32Array(operations.length * SIZE);
  return operations.map((operation, at) => {
    const letters = lettersOf(nameOf(operation));
    const pairs = block.subarray(at * SIZE, (at + 1) * SIZE);
    return { operation, letters, pairs, count: setPairs(letters, pairs) };
  });
};

let prepared: readonly Prepared[] | undefined;
export const preparedOperations = (): readonly Prepared[] => (prepared ??= prepare(loadIndex()));

/** The words that `wordsOf` finds, in one go. */
const WORDS = /[A-Z]+[a-z0-9]*|[a-z0-9]+/g;
const singular = (word: string): string => (word.length > 3 && word.endsWith("s") ? word.slice(0, -1) : word);

/** Which operations have a word in the text that `of` gives. */
const indexWords = (of: (one: IndexedOperation) => string): ReadonlyMap<string, readonly number[]> => {
  const found = new Map<string, number[]>();
  for (const [at, { operation }] of preparedOperations().entries())
    for (const written of of(operation).match(WORDS) ?? []) {
      const word = singular(written.toLowerCase());
      const places = found.get(word);
      if (places === undefined) found.set(word, [at]);
      else if (places[places.length - 1] !== at) places.push(at);
    }
  return found;
};

let inNames: ReadonlyMap<string, readonly number[]> | undefined;
let inPaths: ReadonlyMap<string, readonly number[]> | undefined;
const wordsIn = (kind: "name" | "path"): ReadonlyMap<string, readonly number[]> =>
  kind === "name"
    ? (inNames ??= indexWords(({ id, label, tool = "" }) => `${id} ${label} ${tool}`))
    : (inPaths ??= indexWords(({ path }) => path.replace(/\{\w+\}/g, "")));

/** The operations of which a wrong name has most words, each of them weighing more the fewer operations have it. */
const byWords = (words: readonly string[], kind: "name" | "path", atMost: number): Prepared[] => {
  const all = preparedOperations();
  const scores = new Float32Array(all.length);
  const index = wordsIn(kind);
  for (const word of new Set(words)) {
    const places = index.get(word) ?? [];
    const weight = Math.log(1 + all.length / (places.length + 1));
    for (const at of places) scores[at] = (scores[at] ?? 0) + weight;
  }
  return best(scores, atMost);
};

const byPairs = (name: string, atMost: number): Prepared[] => {
  const pairs = new Uint32Array(SIZE);
  const count = setPairs(lettersOf(name), pairs);
  return best(
    Float32Array.from(preparedOperations(), (one) => sameness(pairs, count, one)),
    atMost,
  );
};

const best = (scores: Float32Array, atMost: number): Prepared[] => {
  const all = preparedOperations();
  const least = Float32Array.from(scores).sort().at(-atMost) ?? 0;
  const found = [...scores.keys()].filter((at) => (scores[at] ?? 0) > 0 && (scores[at] ?? 0) >= least);
  return found
    .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0))
    .slice(0, atMost)
    .flatMap((at) => all[at] ?? []);
};

let tools: readonly Prepared[] | undefined;
/** A misspelt name of a tool has no letters of the operation's id in their order, and no word of it. */
const byTools = (name: string, atMost: number): Prepared[] => {
  tools ??= prepare(
    loadIndex().filter(({ tool }) => tool !== undefined),
    ({ tool = "" }) => tool,
  );
  const pairs = new Uint32Array(SIZE);
  const count = setPairs(lettersOf(name), pairs);
  const rated = tools.map((one) => ({ one, likeness: sameness(pairs, count, one) }));
  return rated
    .filter(({ likeness }) => likeness > 0)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, atMost)
    .map(({ one }) => one);
};

const COMPARED = 25;
const TOOLS_COMPARED = 5;

/** The operations that are worth comparing with a wrong name letter by letter. */
export const worthComparing = (name: string, kind: "name" | "path"): IndexedOperation[] => {
  const found = [...byWords(wordsOf(name), kind, COMPARED), ...byPairs(name, COMPARED)];
  const called = kind === "name" ? byTools(name, TOOLS_COMPARED) : [];
  return [...new Set([...found, ...called].map(({ operation }) => operation))];
};

let byLetters: ReadonlyMap<string, IndexedOperation> | undefined;
/** More than the spaces and the signs of a label. */
const SIGNS = 20;

/** The operations that have an id, or else a label, with the same letters. */
export const withLetters = (letters: string): readonly IndexedOperation[] => {
  byLetters ??= new Map(preparedOperations().map((one) => [one.letters, one.operation]));
  const named = byLetters.get(letters);
  if (named !== undefined) return [named];
  const [first = ""] = letters;
  return loadIndex().filter(
    ({ label }) =>
      label.length >= letters.length &&
      label.length - letters.length < SIGNS &&
      label.charAt(0).toLowerCase() === first &&
      lettersOf(label) === letters,
  );
};
