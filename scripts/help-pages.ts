// npm run help-pages -- --write: writes the sections of the help pages that follow from other files: the example messages from
// docs/nodes.md, and the nodes to wire next with their labels. Without --write it names the pages that are not up to date.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { exampleOf } from "./help-example";
import { headingOf, sectionOf, SECTIONS, type Section } from "./help-headings";
import { nextOf } from "./help-next";

const ROOT = join(__dirname, "..");
const LOCALES = join(ROOT, "nodes/locales");
const END = "</script>";

/** The page with this body of a section, which is added in its place if it is not there. */
const withSection = (page: string, section: Section, language: string, body: string): string => {
  const isLater = (line: string): boolean => {
    const found = sectionOf(line);
    return line === END || (found !== undefined && SECTIONS.indexOf(found) > SECTIONS.indexOf(section));
  };
  const lines = page.split("\n");
  const heading = headingOf(section, language);
  const end = lines.findIndex(isLater);
  const begin = lines.includes(heading) ? lines.indexOf(heading) : end;
  return [...lines.slice(0, begin), heading, "", ...body.split("\n"), "", ...lines.slice(end)].join("\n");
};

const labelOf = (type: string, language: string): string | undefined => {
  if (!type.startsWith("genesys-")) return undefined;
  const words = JSON.parse(readFileSync(join(LOCALES, language, `${type}.json`), "utf8")) as object;
  return "paletteLabel" in words ? String(words.paletteLabel) : undefined;
};

/** A help page with the sections as they follow from the other files. */
export const completePage = (page: string, type: string, language: string, docs: string): string => {
  const written: readonly (readonly [Section, string | undefined])[] = [
    ["example", exampleOf(type, language, docs)],
    ["next", nextOf(type, language, labelOf)],
  ];
  return written.reduce(
    (done, [section, body]) => (body === undefined ? done : withSection(done, section, language, body)),
    page,
  );
};

/** All help pages as they are and as they follow from the other files, by path. */
export const completePages = (): [path: string, now: string, complete: string][] => {
  const docs = readFileSync(join(ROOT, "docs/nodes.md"), "utf8");
  return readdirSync(LOCALES).flatMap((language) =>
    readdirSync(join(LOCALES, language))
      .filter((file) => file.endsWith(".html"))
      .map((file): [string, string, string] => {
        const path = join("nodes/locales", language, file);
        const now = readFileSync(join(ROOT, path), "utf8");
        return [path, now, completePage(now, file.replace(".html", ""), language, docs)];
      }),
  );
};

if (require.main === module)
  for (const [path, now, complete] of completePages())
    if (now !== complete) {
      if (process.argv.includes("--write")) writeFileSync(join(ROOT, path), complete);
      else console.log(`${path} is not up to date`);
    }
