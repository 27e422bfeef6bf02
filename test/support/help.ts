import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sectionOf, type Section } from "../../scripts/help-headings";
import { ROOT } from "./dialogs";

/** What a help panel consists of, piece by piece. */
export interface Piece {
  /** What it is, in words that are the same in every language: a heading's section or level, the names of a definition, a row's code. */
  is: string;
  /** Its code words, which no language translates. */
  codes: string[];
  text: string;
}

/** The text of a help panel, without the tags around it. */
export const helpOf = (language: string, type: string): string =>
  readFileSync(join(ROOT, "nodes/locales", language, `${type}.html`), "utf8").replace(
    /<\/?script.*>\n?/g,
    "",
  );

/** What is below the heading of a section, in any language. */
export const sectionIn = (help: string, section: Section): string => {
  const lines = help.split("\n");
  const begin = lines.findIndex((line) => sectionOf(line) === section);
  const end = lines.findIndex((line, at) => at > begin && line.startsWith("### "));
  return begin < 0
    ? ""
    : lines
        .slice(begin + 1, end < 0 ? undefined : end)
        .join("\n")
        .trim();
};

const codesIn = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code);

/** The names before the second colon, without marks and without their types. */
export const namesIn = (definition: string): string[] =>
  (/^:([^:]*)/.exec(definition)?.[1] ?? "")
    .replace(/\([^)]*\)/g, "")
    .split(",")
    .map((name) => name.replace(/[*_\s]/g, ""));

const kindOf = (block: string): string => {
  const [, level] = /^(#+) /.exec(block) ?? [];
  if (level !== undefined) return level === "###" ? `### ${sectionOf(block) ?? block}` : level;
  if (block.startsWith(":")) return `: ${namesIn(block).join(", ")}`;
  if (block.startsWith("|")) return `| ${codesIn(block.split("|")[1] ?? "").join(", ")}`;
  if (block.startsWith("```")) return "example";
  return block.startsWith("- ") ? "-" : "paragraph";
};

/** Headings, definitions, table rows and list items are a line each, a paragraph what is between blank lines. */
export const piecesOf = (help: string): Piece[] =>
  help
    .split(/\n{2,}/)
    .flatMap((block) => (/^[#:|-]/.test(block) ? block.split("\n") : [block]))
    .filter((block) => block.trim() !== "")
    .map((text) => ({ is: kindOf(text), codes: codesIn(text), text }));

export const linksIn = (help: string): string[] =>
  [...help.matchAll(/\]\(([^)]+)\)/g)].map(([, address = ""]) => address);

/** What the editor draws as a definition in the midst of a text: from a colon that brackets and another colon follow. */
export const strayDefinition = (text: string): string | undefined => {
  const outsideCode = text.replace(/`[^`]+`/g, (code) => "x".repeat(code.length));
  return [...outsideCode.matchAll(/:/g)]
    .map(({ index }) => text.slice(index))
    .find((rest) => /^:[^:\n]+\([^:\n]+\).*?:/.test(rest));
};

const textsIn = (words: unknown): string[] =>
  typeof words === "string" ? [words] : Object.values(words as object).flatMap(textsIn);

const catalogueOf = (language: string, type: string): { paletteLabel?: string } =>
  JSON.parse(readFileSync(join(ROOT, "nodes/locales", language, `${type}.json`), "utf8")) as object;

/** All that a node shows in the editor in this language: its own words and the shared ones. */
export const wordsOf = (language: string, type: string): string[] =>
  [type, "genesys-account"].flatMap((of) => textsIn(catalogueOf(language, of)));

export const paletteLabelOf = (language: string, type: string): string | undefined =>
  catalogueOf(language, type).paletteLabel;

/** What a text emphasises or puts in quotation marks, as words that stand in the editor. */
export const quotesIn = (text: string): string[] =>
  [
    ...text
      .replace(/`[^`]+`/g, "")
      .matchAll(/(?<!\w)([*_])(?!\s)([^*_]+)\1(?!\w)|„([^“]+)“|«([^»]+)»|「([^」]+)」|"([^"]+)"/g),
  ].flatMap(([, , ...found]) => found.filter((one) => one !== undefined));
