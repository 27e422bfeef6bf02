import assert from "node:assert/strict";
import { codeOfStatus } from "../../nodes/lib/platform/errors/errors";
import { withStatuses } from "../../scripts/status-table";
import { accountSettings } from "../../nodes/lib/platform/auth/settings";
import { exampleNames } from "../support/example-files";
import { readPage, rowsOf, sectionOf } from "../support/pages";

interface Manifest {
  engines: { node: string };
  "node-red": { version: string; nodes: object };
}

describe("the pages for people", () => {
  describe("the other pages", () => {
    it("have a heading for each node, and no other type of node", () => {
      const headings = [...readPage("docs/nodes.md").matchAll(/^## (genesys-\S+)$/gm)].map(
        ([, type]) => type,
      );
      const { "node-red": nodeRed } = JSON.parse(readPage("package.json")) as Manifest;
      assert.deepEqual(headings.sort(), Object.keys(nodeRed.nodes).sort());
    });

    it("give the purpose, the options, the outputs, the errors and an example of each node", () => {
      const examples = exampleNames();
      for (const section of readPage("docs/nodes.md").split(/^## /m)) {
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
      const rows = rowsOf(sectionOf(readPage("docs/errors.md"), "HTTP status"));
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

    it("have the HTTP statuses of each code, as npm run status-table writes them", () => {
      const plain = (text: string): string => text.replace(/ +/g, " ").replace(/-{3,}/g, "---");
      const errors = readPage("docs/errors.md");
      assert.ok(errors.includes("<!-- error-statuses -->"));
      assert.equal(plain(errors), plain(withStatuses(errors)));
    });

    it("have the settings of the account with their defaults", () => {
      const { region, ...defaults } = accountSettings.parse({ region: "simulator" });
      assert.equal(region, "simulator");
      const rows = rowsOf(sectionOf(readPage("docs/limits.md"), "Settings of the account"));
      assert.deepEqual(
        Object.fromEntries(rows.map(([name = "", value]) => [name.replaceAll("`", ""), Number(value)])),
        Object.fromEntries(Object.entries(defaults).filter(([, value]) => typeof value === "number")),
      );
    });

    it("have each `cause.reason` that the code sets", () => {
      const source = (file: string): string => readPage(`nodes/lib/platform/${file}`);
      const words = (text: string, pattern: RegExp): string[] =>
        [...text.matchAll(pattern)].map(([, word = ""]) => word);
      const failures = /type CallFailure =([^;]+);/.exec(source("calls/call-progress.ts"))?.[1] ?? "";
      const reasons = [
        ...words(failures, /"(\w+)"/g),
        ...words(source("conversation/phone.ts"), /^ {2}([A-Z_]+):/gm),
        ...["no-station.ts", "answered-call.ts"].flatMap((file) =>
          words(source(`calls/${file}`), /\breason: "(\w+)"/g),
        ),
      ];
      assert.ok(reasons.length > 12);
      const listed = rowsOf(sectionOf(readPage("docs/errors.md"), "Reasons")).map((cells) => cells[2]);
      assert.deepEqual([...new Set(reasons.map((reason) => `\`${reason}\``))].sort(), listed.sort());
    });
  });
});
