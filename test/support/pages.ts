import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

export const ROOT = join(__dirname, "../..");
export const readPage = (page: string): string => readFileSync(join(ROOT, page), "utf8");

/** As GitHub makes the anchor of a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replace(/\s/g, "-");
export const anchorsOf = (page: string): string[] =>
  [...readPage(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => anchorOf(heading));

/** The README is also shown by npm and by the Node-RED flow library, which have no folder docs: its links lead to GitHub. */
const GITHUB = [
  "https://github.com/genesys-flows/node-red-genesys-cloud/blob/main/",
  "https://raw.githubusercontent.com/genesys-flows/node-red-genesys-cloud/main/",
];
/** A link to a page of the project, as a path from its root and an anchor; `undefined` for a link to elsewhere. */
export const localOf = (
  page: string,
  target: string,
): [path: string, anchor: string | undefined] | undefined => {
  const root = GITHUB.find((each) => target.startsWith(each));
  if (root === undefined && /^https?:/.test(target)) return undefined;
  const [file = "", anchor] = target.slice(root?.length ?? 0).split("#");
  if (root !== undefined) return [file, anchor];
  return [file === "" ? page : join(dirname(page), file), anchor];
};
/** Inline targets and those of link definitions. */
export const targetsOf = (text: string): string[] =>
  [...text.matchAll(/\]\(([^)\s]+)\)|^\[[^\]]+\]: (\S+)$/gm)].map(
    ([, inline, defined]) => inline ?? defined ?? "",
  );

/** The text under a heading, down to the next one. */
export const sectionOf = (text: string, heading: string): string =>
  text.split(/^#+ /m).find((section) => section.startsWith(`${heading}\n`)) ?? assert.fail(heading);

/** The rows of the section's table, without its head. */
export const rowsOf = (section: string): string[][] =>
  [...section.matchAll(/^\|(.*)\|$/gm)]
    .slice(2)
    .map(([, row = ""]) => row.split("|").map((cell) => cell.trim()));
