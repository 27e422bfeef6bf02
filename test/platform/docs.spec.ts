import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { codeOfStatus } from "../../nodes/lib/platform/errors/errors";
import { accountSettings } from "../../nodes/lib/platform/auth/settings";

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

/** The README is also shown by npm and by the Node-RED flow library, which have no folder docs: its links lead to GitHub. */
const GITHUB = [
  "https://github.com/genesys-flows/node-red-genesys-cloud/blob/main/",
  "https://raw.githubusercontent.com/genesys-flows/node-red-genesys-cloud/main/",
];
/** A link to a page of the project, as a path from its root and an anchor; `undefined` for a link to elsewhere. */
const localOf = (page: string, target: string): [path: string, anchor: string | undefined] | undefined => {
  const root = GITHUB.find((each) => target.startsWith(each));
  if (root === undefined && /^https?:/.test(target)) return undefined;
  const [file = "", anchor] = target.slice(root?.length ?? 0).split("#");
  if (root !== undefined) return [file, anchor];
  return [file === "" ? page : join(dirname(page), file), anchor];
};
/** Inline targets and those of link definitions. */
const targetsOf = (text: string): string[] =>
  [...text.matchAll(/\]\(([^)\s]+)\)|^\[[^\]]+\]: (\S+)$/gm)].map(
    ([, inline, defined]) => inline ?? defined ?? "",
  );

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

  it("are in the package if its users need them there", () => {
    const { files } = JSON.parse(read("package.json")) as { files: string[] };
    for (const page of ["README.md", "CHANGELOG.md"]) assert.ok(files.includes(page), page);
  });

  describe("the README", () => {
    const readme = read("README.md");
    const { engines, "node-red": nodeRed } = JSON.parse(read("package.json")) as Manifest;

    it("has 12 KB at most", () => {
      assert.ok(Buffer.byteLength(readme) <= 12 * 1024, `${Buffer.byteLength(readme)} bytes`);
    });

    it("links by whole addresses, which also work on npm and in the flow library", () => {
      const { repository } = JSON.parse(read("package.json")) as { repository: { url: string } };
      assert.equal(repository.url, "git+https://github.com/genesys-flows/node-red-genesys-cloud.git");
      const targets = targetsOf(readme);
      assert.ok(targets.length > 10);
      assert.deepEqual(
        targets.filter((target) => !/^https?:/.test(target)),
        [],
      );
    });

    it("links to each page for users", () => {
      const linked = targetsOf(readme).map((target) => localOf("README.md", target)?.[0]);
      for (const page of ["getting-started", "nodes", "events", "errors", "limits", "simulator"])
        assert.ok(linked.includes(`docs/${page}.md`), page);
    });

    it("has each node in its table of nodes, and nothing else there", () => {
      assert.deepEqual(firstCells(sectionOf(readme, "The nodes")), Object.keys(nodeRed.nodes).sort());
    });

    it("names the versions of Node.js and Node-RED that the package and Node-RED 5 ask for", () => {
      const five = JSON.parse(read("node_modules/node-red-5/package.json")) as { engines: { node: string } };
      const least = (range: string): string => /^\s*>=\s*(\d+\.\d+)/.exec(range)?.[1] ?? assert.fail(range);
      const ours = least(engines.node);
      const forFive = least(five.engines.node);
      const rows = rowsOf(sectionOf(readme, "Install")).map((cells) => cells.slice(0, 2));
      assert.deepEqual(rows, [
        [`${least(nodeRed.version)} or later`, `${ours} or later`],
        ["5", `${forFive} or later, which Node-RED 5 requires`],
      ]);
      const named = [...readme.matchAll(/Node\.js (\d[\d.]*\d) or later/g)].map(([, version]) => version);
      assert.deepEqual([...new Set(named)].sort(), [ours, forFive].sort());
    });
  });

  describe("the other pages", () => {
    it("have a heading for each node, and no other type of node", () => {
      const headings = [...read("docs/nodes.md").matchAll(/^## (genesys-\S+)$/gm)].map(([, type]) => type);
      const { "node-red": nodeRed } = JSON.parse(read("package.json")) as Manifest;
      assert.deepEqual(headings.sort(), Object.keys(nodeRed.nodes).sort());
    });

    it("give the purpose, the options, the outputs, the errors and an example of each node", () => {
      const examples = readdirSync(join(ROOT, "examples")).map((file) => file.replace(/\.json$/, ""));
      for (const section of read("docs/nodes.md").split(/^## /m)) {
        if (!section.startsWith("genesys-")) continue;
        const [type = ""] = section.split("\n");
        for (const part of ["Options", "Outputs", "Errors", "Example"])
          assert.ok(section.includes(`- **${part}:**`), `${type}: ${part}`);
        const [, named = ""] = /- \*\*Example:\*\* ([^.]*(?:\n {2}[^.]*)*)\./.exec(section) ?? [];
        for (const name of named.replace(/\n */g, " ").split("; "))
          if (/^\d/.test(name)) assert.ok(examples.includes(name), `${type}: ${name}`);
      }
    });

    it("have the code of each HTTP status", () => {
      const rows = rowsOf(sectionOf(read("docs/errors.md"), "HTTP status"));
      const named = rows
        .flatMap(([statuses = ""]) => statuses.split(", ").map(Number))
        .filter(Number.isInteger);
      const codeIn = (status: number): string | undefined => {
        const wanted = named.includes(status)
          ? String(status)
          : status >= 500
            ? "any other 5xx"
            : "any other 4xx";
        return rows.find(([statuses = ""]) => statuses.split(", ").includes(wanted))?.[1];
      };
      for (let status = 400; status < 600; status += 1)
        assert.equal(codeIn(status), `\`${codeOfStatus(status)}\``, String(status));
    });

    it("have the settings of the account with their defaults", () => {
      const { region, ...defaults } = accountSettings.parse({ region: "simulator" });
      assert.equal(region, "simulator");
      const rows = rowsOf(sectionOf(read("docs/limits.md"), "Settings of the account"));
      assert.deepEqual(
        Object.fromEntries(rows.map(([name = "", value]) => [name.replaceAll("`", ""), Number(value)])),
        Object.fromEntries(Object.entries(defaults).filter(([, value]) => typeof value === "number")),
      );
    });

    it("have each `cause.reason` that the code sets", () => {
      const source = (file: string): string => read(`nodes/lib/platform/${file}`);
      const words = (text: string, pattern: RegExp): string[] =>
        [...text.matchAll(pattern)].map(([, word = ""]) => word);
      const failures = /type CallFailure =([^;]+);/.exec(source("calls/call-progress.ts"))?.[1] ?? "";
      const reasons = [
        ...words(failures, /"(\w+)"/g),
        ...words(source("conversation/phone.ts"), /^ {2}([A-Z_]+):/gm),
        ...["place-call.ts", "answered-call.ts"].flatMap((file) =>
          words(source(`calls/${file}`), /\breason: "(\w+)"/g),
        ),
      ];
      assert.ok(reasons.length > 12);
      const listed = rowsOf(sectionOf(read("docs/errors.md"), "Reasons")).map((cells) => cells[2]);
      assert.deepEqual([...new Set(reasons.map((reason) => `\`${reason}\``))].sort(), listed.sort());
    });
  });
});
