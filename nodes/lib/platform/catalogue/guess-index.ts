import { loadRows } from "../../facts/platform";
import { readRow, type IndexedOperation, type Row } from "../../facts/rows";
import { wordsOf } from "./guess";

/**
 * Compares a wrong name with the operations of the whole platform. Nothing is prepared but one text of all names: the first
 * wrong name of a process would wait for it. Each wrong name goes through the letters of all, which takes 1 to 2 ms.
 */

export const lettersOf = (name: string): string => name.replace(/[^A-Za-z0-9]/g, "").toLowerCase();

/** All pairs of 36 letters and digits. */
const PAIRS = 36 * 36;

/** The place of a letter or digit among 36, in either case; -1 of anything else. */
const placeOf = (code: number): number => {
  if (code >= 97 && code <= 122) return code - 97;
  if (code >= 65 && code <= 90) return code - 65;
  return code >= 48 && code <= 57 ? code - 22 : -1;
};

/** Counts the different pairs of letters in names, and those of them that a wrong name has. */
const createPairCounter = (wrong: string) => {
  const wanted = new Uint8Array(PAIRS);
  const seenIn = new Uint16Array(PAIRS);
  let turn = 0;
  /** How many different pairs a name has, and how many of them are wanted. Each is marked with the turn of the name. */
  const count = (name: string): { all: number; shared: number } => {
    turn += 1;
    let [all, shared, before] = [0, 0, -1];
    for (let at = 0; at < name.length; at += 1) {
      const place = placeOf(name.charCodeAt(at));
      if (place < 0) continue;
      const pair = before * 36 + place;
      if (before >= 0 && seenIn[pair] !== turn) {
        seenIn[pair] = turn;
        all += 1;
        shared += wanted[pair] ?? 0;
      }
      before = place;
    }
    return { all, shared };
  };
  const { all: own } = count(wrong);
  for (let pair = 0; pair < PAIRS; pair += 1) wanted[pair] = seenIn[pair] === turn ? 1 : 0;
  /** 1 for the same pairs of letters, 0 for none in common. */
  return (name: string): number => {
    const { all, shared } = count(name);
    return (2 * shared) / (own + all || 1);
  };
};

/** The texts of all operations in one, so that a word is found in all of them at once. */
interface Texts {
  /** As they are written, with line breaks between them. */
  written: string;
  lower: string;
  /** Where the text of each operation begins. */
  starts: Int32Array;
}

const textsOf = (of: (row: Row) => string): Texts => {
  const texts = loadRows().map(of);
  const starts = new Int32Array(texts.length);
  let start = 0;
  for (const [at, text] of texts.entries()) {
    starts[at] = start;
    start += text.length + 1;
  }
  const written = texts.join("\n");
  return { written, lower: written.toLowerCase(), starts };
};

let names: Texts | undefined;
let paths: Texts | undefined;
const textsIn = (kind: "name" | "path"): Texts =>
  kind === "name"
    ? (names ??= textsOf(([id, , , label, , , marks]) => `${id} ${label} ${marks?.tool ?? ""}`))
    : (paths ??= textsOf(([, , path]) => path.replace(/\{\w+\}/g, "")));

const isUpper = (code: number): boolean => code >= 65 && code <= 90;
const isLetter = (code: number): boolean => placeOf(code) >= 0;

/** Does a word begin here? In camelCase, a run of capitals belongs to the word that it begins. */
const isBoundary = (text: string, at: number): boolean => {
  if (at === 0 || at >= text.length) return true;
  const [before, here] = [text.charCodeAt(at - 1), text.charCodeAt(at)];
  return !isLetter(before) || !isLetter(here) || (isUpper(here) && !isUpper(before));
};

/** Is there a word from here on that is this one, or its plural? */
const isWord = ({ written, lower }: Texts, at: number, word: string): boolean => {
  if (!isBoundary(written, at)) return false;
  const end = at + word.length;
  if (isBoundary(written, end)) return word.length <= 3 || !word.endsWith("s");
  return word.length > 2 && lower.charCodeAt(end) === 115 && isBoundary(written, end + 1);
};

/** The operations that have a word, by their places. */
const placesOf = (word: string, texts: Texts): number[] => {
  const found: number[] = [];
  const { lower, starts } = texts;
  let operation = 0;
  for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1)) {
    if (!isWord(texts, at, word)) continue;
    while (operation + 1 < starts.length && (starts[operation + 1] ?? 0) <= at) operation += 1;
    if (found[found.length - 1] !== operation) found.push(operation);
  }
  return found;
};

/** The operations of which a wrong name has most words, each of them weighing more the fewer operations have it. */
const byWords = (words: readonly string[], kind: "name" | "path", atMost: number): Row[] => {
  const all = loadRows();
  const scores = new Float32Array(all.length);
  for (const word of new Set(words)) {
    const places = placesOf(word, textsIn(kind));
    const weight = Math.log(1 + all.length / (places.length + 1));
    for (const at of places) scores[at] = (scores[at] ?? 0) + weight;
  }
  return best(scores, atMost);
};

const byPairs = (name: string, atMost: number): Row[] => {
  const sameness = createPairCounter(name);
  const all = loadRows();
  const scores = new Float32Array(all.length);
  for (let at = 0; at < all.length; at += 1) scores[at] = sameness(all[at]?.[0] ?? "");
  return best(scores, atMost);
};

const best = (scores: Float32Array, atMost: number): Row[] => {
  const all = loadRows();
  const least = Float32Array.from(scores).sort().at(-atMost) ?? 0;
  const found: number[] = [];
  for (let at = 0; at < scores.length; at += 1)
    if ((scores[at] ?? 0) > 0 && (scores[at] ?? 0) >= least) found.push(at);
  return found
    .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0))
    .slice(0, atMost)
    .flatMap((at) => all.slice(at, at + 1)); // a row is a list itself
};

/** A misspelt name of a tool has no letters of the operation's id in their order, and no word of it. */
const byTools = (name: string, atMost: number): Row[] => {
  const sameness = createPairCounter(name);
  const rated = loadRows().flatMap((one) => {
    const tool = one[6]?.tool;
    return tool === undefined ? [] : [{ one, likeness: sameness(tool) }];
  });
  return rated
    .filter(({ likeness }) => likeness > 0)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, atMost)
    .map(({ one }) => one);
};

const COMPARED = 25;
const TOOLS_COMPARED = 5;

/** What is done once for all wrong names, in steps that do not hold up a flow: each takes some ms. */
export const PREPARATIONS: readonly (() => void)[] = [
  () => void loadRows(),
  () => void textsIn("name"),
  () => void textsIn("path"),
];

/** The operations that are worth comparing with a wrong name letter by letter. */
export const worthComparing = (name: string, kind: "name" | "path"): IndexedOperation[] => {
  const found = [...byWords(wordsOf(name), kind, COMPARED), ...byPairs(name, COMPARED)];
  const called = kind === "name" ? byTools(name, TOOLS_COMPARED) : [];
  return [...new Set([...found, ...called])].map(readRow);
};

/** More than the spaces and the signs of a label. */
const SIGNS = 20;

/** The operations that have an id, or else a label, with the same letters. */
export const withLetters = (letters: string): readonly IndexedOperation[] => {
  const named = loadRows().find(([id]) => id.length === letters.length && id.toLowerCase() === letters);
  if (named !== undefined) return [readRow(named)];
  const [first = ""] = letters;
  const labelled = loadRows().filter(
    ([, , , label]) =>
      label.length >= letters.length &&
      label.length - letters.length < SIGNS &&
      label.charAt(0).toLowerCase() === first &&
      lettersOf(label) === letters,
  );
  return labelled.map(readRow);
};
