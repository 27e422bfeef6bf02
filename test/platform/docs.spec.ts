import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { anchorsOf, localOf, readPage, ROOT, targetsOf } from "../support/pages";

const PAGES = [
  "README.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  "CHANGELOG.md",
  ...readdirSync(join(ROOT, "docs"), { recursive: true })
    .map((file) => join("docs", String(file)))
    .filter((file) => file.endsWith(".md")),
];

const SCRIPTS = Object.keys((JSON.parse(readPage("package.json")) as { scripts: object }).scripts);

describe("the pages for people", () => {
  for (const page of PAGES)
    describe(page, () => {
      const text = readPage(page).replace(/^```[\s\S]*?^```/gm, "");

      it("link to what is there, and to headings that exist", () => {
        for (const target of targetsOf(text)) {
          const local = localOf(page, target);
          if (local === undefined) continue;
          const [path, anchor] = local;
          assert.ok(existsSync(join(ROOT, path)), target);
          if (anchor !== undefined) assert.ok(anchorsOf(path).includes(anchor), target);
        }
      });

      it("define each link that they refer to by name", () => {
        const defined = [...text.matchAll(/^\[([^\]]+)\]: /gm)].map(([, name]) => name);
        const used = [...text.matchAll(/\]\[([^\]]+)\]/g)].map(([, name]) => name);
        assert.deepEqual([...new Set(used)].sort(), [...defined].sort());
      });

      it("name commands and files that exist", () => {
        for (const [, script = ""] of readPage(page).matchAll(/npm run ([\w:-]+)/g))
          assert.ok(SCRIPTS.includes(script), `npm run ${script}`);
        for (const [, path = ""] of readPage(page).matchAll(
          /`((?:nodes|test|scripts|docs|bench|examples)\/[\w./-]+)`/g,
        ))
          assert.ok(existsSync(join(ROOT, path)), path);
        for (const [, path = ""] of readPage(page).matchAll(/(?:npx tsx|node) (scripts\/[\w.-]+)/g))
          assert.ok(existsSync(join(ROOT, path)), path);
      });
    });

  it("are in the package if its users need them there", () => {
    const { files } = JSON.parse(readPage("package.json")) as { files: string[] };
    for (const page of ["README.md", "CHANGELOG.md"]) assert.ok(files.includes(page), page);
  });
});
