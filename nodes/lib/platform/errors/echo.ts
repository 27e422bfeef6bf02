/** A shorter text is no content: sentences contain it by chance. */
const SHORTEST = 4;
/** Ids are kept, and so are plain words, because enumerated values are such words. */
const KEPT = /^(?:\p{L}+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/iu;

const leavesOf = (value: unknown): string[] => {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(leavesOf) : [];
};

const contentOf = (body: string): string[] => {
  try {
    return leavesOf(JSON.parse(body));
  } catch {
    return [...new URLSearchParams(body).values()]; // the token endpoint takes forms
  }
};

/** The platform's message without what it repeats of the request: texts, notes and names do not belong into an error. */
export const withoutEcho = (words: string, body: string | Uint8Array | undefined): string => {
  if (typeof body !== "string") return words;
  const content = contentOf(body).filter((text) => text.length >= SHORTEST && !KEPT.test(text));
  return content
    .sort((a, b) => b.length - a.length)
    .reduce((left, text) => left.replaceAll(text, "***"), words);
};
