/** What was probably meant: names that are near a wrong one. Pure. */

/** The words of a name, whatever its spelling: camelCase, snake_case, a path. Plurals count as singulars. */
export const wordsOf = (name: string): string[] =>
  name
    .replace(/\{[^}]*\}/g, " ")
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "" && word !== "api" && word !== "v2")
    .map((word) => (word.length > 3 ? word.replace(/s$/, "") : word));

/** Insertions, deletions, replacements and swapped neighbours that turn one text into the other. */
export const editDistance = (a: string, b: string): number => {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      current[j] = Math.min(
        (previous[j] ?? 0) + 1,
        (current[j - 1] ?? 0) + 1,
        (previous[j - 1] ?? 0) + (same ? 0 : 1),
        swapped ? (before[j - 2] ?? 0) + 1 : Infinity,
      );
    }
    before = previous;
    previous = current;
  }
  return previous[b.length] ?? 0;
};

/** 1 for the same words, 0 for none in common. A word that occurs twice has to occur twice in the other, too. */
export const overlap = (a: readonly string[], b: readonly string[]): number => {
  const times = (words: readonly string[], word: string): number =>
    words.filter((one) => one === word).length;
  const shared = [...new Set(a)].reduce((sum, word) => sum + Math.min(times(a, word), times(b, word)), 0);
  return shared === 0 ? 0 : (2 * shared) / (a.length + b.length);
};

/** 1 for the same letters, towards 0 for strangers. */
export const likeness = (wrong: string, candidate: string): number => {
  const [a, b] = [wordsOf(wrong), wordsOf(candidate)];
  const [left, right] = [a.join(""), b.join("")];
  const spelling = 1 - editDistance(left, right) / Math.max(left.length, right.length, 1);
  const part =
    left.length > 2 && right.length > 2 && (left.includes(right) || right.includes(left)) ? 0.6 : 0;
  const shared = overlap(a, b);
  const within = a.length > 1 && a.every((word) => b.includes(word)) ? 0.6 + 0.35 * shared : 0;
  return Math.max(spelling, part, within, 0.4 * spelling + 0.6 * shared);
};

/** No name that is meant is as long; comparing takes time with every letter. */
const LONGEST = 100;

/** The nearest candidates, best first; none when nothing is near enough to be meant. */
export const nearest = (
  wrong: string,
  candidates: readonly string[],
  atMost = 3,
  enough = 0.55,
): string[] => {
  const start = wrong.slice(0, LONGEST);
  const rated = candidates
    .map((name) => ({ name, likeness: likeness(start, name) }))
    .filter((one) => one.likeness >= enough)
    .sort((a, b) => b.likeness - a.likeness);
  const best = rated[0]?.likeness ?? 0;
  return rated
    .filter((one) => one.likeness >= best - 0.15)
    .slice(0, atMost)
    .map((one) => one.name);
};

/** `a`, `a or b`, `a, b or c`. */
export const oneOf = (names: readonly string[]): string =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;

/** " Did you mean x or y?", or nothing. */
export const didYouMean = (names: readonly string[]): string =>
  names.length === 0 ? "" : ` Did you mean ${oneOf(names)}?`;

/** A value that looks like a mistaken word of an enumeration, quoted; anything else could be personal and is not repeated. */
export const quoteWord = (value: string): string =>
  /^[A-Za-z_.-]{1,40}$/.test(value) ? `"${value}"` : "this value";
