import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const ROOT = join(__dirname, "../..");
const PAGES = [
  "README.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  ...readdirSync(join(ROOT, "docs"), { recursive: true })
    .map((file) => join("docs", String(file)))
    .filter((file) => file.endsWith(".md")),
];
const read = (page: string): string => readFileSync(join(ROOT, page), "utf8");

/** As GitHub makes the anchor of a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replace(/\s/g, "-");
const anchorsOf = (page: string): string[] =>
  [...read(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => anchorOf(heading));

const SCRIPTS = Object.keys((JSON.parse(read("package.json")) as { scripts: object }).scripts);

describe("the pages for people", () => {
  for (const page of PAGES)
    describe(page, () => {
      const text = read(page).replace(/^```[\s\S]*?^```/gm, "");

      it("link to what is there, and to headings that exist", () => {
        for (const [, target = ""] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
          if (/^https?:/.test(target)) continue;
          const [file = "", anchor] = target.split("#");
          const path = file === "" ? page : join(dirname(page), file);
          assert.ok(existsSync(join(ROOT, path)), target);
          if (anchor !== undefined) assert.ok(anchorsOf(path).includes(anchor), target);
        }
      });

      it("name commands and files that exist", () => {
        for (const [, script = ""] of read(page).matchAll(/npm run ([\w:-]+)/g))
          assert.ok(SCRIPTS.includes(script), `npm run ${script}`);
        for (const [, path = ""] of read(page).matchAll(
          /`((?:nodes|test|scripts|docs|bench|examples)\/[\w./-]+)`/g,
        ))
          assert.ok(existsSync(join(ROOT, path)), path);
        for (const [, path = ""] of read(page).matchAll(/(?:npx tsx|node) (scripts\/[\w.-]+)/g))
          assert.ok(existsSync(join(ROOT, path)), path);
      });
    });

  it("are shipped where they are promised to whoever installs the package", () => {
    const { files } = JSON.parse(read("package.json")) as { files: string[] };
    for (const page of ["README.md", "CHANGELOG.md"]) assert.ok(files.includes(page), page);
  });
});
