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

interface Manifest {
  engines: { node: string };
  "node-red": { version: string; nodes: object };
}

/** What stands under a heading, down to the next one. */
const sectionOf = (text: string, heading: string): string =>
  text.split(/^#+ /m).find((section) => section.startsWith(`${heading}\n`)) ?? assert.fail(heading);

/** The rows of the section's table, without its head. */
const rowsOf = (section: string): string[][] =>
  [...section.matchAll(/^\|(.*)\|$/gm)]
    .slice(2)
    .map(([, row = ""]) => row.split("|").map((cell) => cell.trim()));

/** The first word of each row, as code. */
const firstCells = (section: string): string[] =>
  rowsOf(section)
    .map(([cell = ""]) => /^`([\w-]+)`/.exec(cell)?.[1] ?? cell)
    .sort();

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

  describe("the README", () => {
    const readme = read("README.md");
    const { engines, "node-red": nodeRed } = JSON.parse(read("package.json")) as Manifest;

    it("has each node in its first table of nodes, and nothing else there", () => {
      assert.deepEqual(firstCells(sectionOf(readme, "The nodes")), Object.keys(nodeRed.nodes).sort());
    });

    it("names the versions of Node.js and Node-RED that the package and Node-RED 5 ask for", () => {
      const five = JSON.parse(read("node_modules/node-red-5/package.json")) as { engines: { node: string } };
      const least = (range: string): string => /^\s*>=\s*(\d+\.\d+)/.exec(range)?.[1] ?? assert.fail(range);
      const ours = least(engines.node);
      const forFive = least(five.engines.node);
      const rows = rowsOf(sectionOf(readme, "Install it in your Node-RED")).map((cells) => cells.slice(0, 2));
      assert.deepEqual(rows, [
        [`${least(nodeRed.version)} or later`, `${ours} or later`],
        ["5", `${forFive} or later, for 5's own sake`],
      ]);
      const named = [...readme.matchAll(/Node\.js (\d[\d.]*\d) or later/g)].map(([, version]) => version);
      assert.deepEqual([...new Set(named)].sort(), [ours, forFive].sort());
    });

    it("names each `cause.reason` that the code sets", () => {
      const source = (file: string): string => read(`nodes/lib/platform/${file}`);
      const words = (text: string, pattern: RegExp): string[] =>
        [...text.matchAll(pattern)].map(([, word = ""]) => word);
      const failures = /type CallFailure =([^;]+);/.exec(source("call-progress.ts"))?.[1] ?? "";
      const reasons = [
        ...words(failures, /"(\w+)"/g),
        ...words(source("phone.ts"), /^ {2}([A-Z_]+):/gm),
        ...["place-call.ts", "answered-call.ts"].flatMap((file) =>
          words(source(`api/${file}`), /\breason: "(\w+)"/g),
        ),
      ];
      assert.ok(reasons.length > 12);
      const row = /^\| `reason` .*$/m.exec(readme)?.[0] ?? "";
      assert.deepEqual(
        reasons.filter((reason) => !row.includes(`\`${reason}\``)),
        [],
      );
    });
  });
});
