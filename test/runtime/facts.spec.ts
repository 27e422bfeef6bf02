import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { brotliCompressSync, brotliDecompressSync } from "node:zlib";
import { textOf } from "../../nodes/lib/facts/read";

const dist = resolve(__dirname, "../../dist/nodes/lib");
const packed = readdirSync(join(dist, "facts"), { recursive: true })
  .map(String)
  .filter((file) => file.endsWith(".br"));

/** The facts that a process reads from disk for these calls of the catalogue. */
const readFor = (call: string): string[] => {
  const script = `
    const fs = require("node:fs");
    const { readFileSync } = fs;
    const read = [];
    fs.readFileSync = (file, ...others) => {
      if (String(file).endsWith(".br")) read.push(require("node:path").basename(String(file)));
      return readFileSync(file, ...others);
    };
    const { findOperation, checkRequest } = require("./platform/catalogue/catalogue.js");
    ${call};
    process.stdout.write(JSON.stringify(read));`;
  return JSON.parse(
    execFileSync(process.execPath, ["-e", script], { cwd: dist, encoding: "utf8" }),
  ) as string[];
};

describe("the facts as they ship", () => {
  it("are compressed, and less than 2 MB", () => {
    const bytes = packed.reduce((sum, file) => sum + readFileSync(join(dist, "facts", file)).length, 0);
    assert.ok(packed.length > 80 && bytes < 2_000_000, `${packed.length} files, ${bytes} bytes`);
  });

  it("are read in 20 ms each", () => {
    for (const file of packed) {
      const bytes = readFileSync(join(dist, "facts", file));
      // Processor time, the best of several: other specs run on both cores.
      const times = [1, 2, 3, 4, 5].map(() => {
        const begin = process.cpuUsage();
        JSON.parse(brotliDecompressSync(bytes).toString("utf8"));
        const { user, system } = process.cpuUsage(begin);
        return (user + system) / 1_000;
      });
      assert.ok(Math.min(...times) <= 20, `${file}: ${times.join(", ")} ms`);
    }
  });

  it("are the same as the text in the repository", () => {
    const source = resolve(__dirname, "../../nodes/lib/facts");
    for (const file of packed)
      assert.equal(
        textOf(file.replace(/\.br$/, ""), join(dist, "facts")),
        readFileSync(join(source, file.replace(/\.br$/, "")), "utf8"),
      );
  });

  it("are read when they are used, and no others", () => {
    assert.deepEqual(readFor(""), []);
    assert.deepEqual(readFor('findOperation("getConversation")'), ["operations.json.br"]);
    assert.deepEqual(readFor('findOperation("GET /api/v2/conversations/{id}")'), ["operations.json.br"]);
    assert.deepEqual(readFor('findOperation("getStation")'), [
      ...["operations.json.br", "index.json.br", "StationsApi.json.br"],
    ]);
  });

  it("are read as text where they are not compressed", () => {
    const folder = mkdtempSync(join(tmpdir(), "facts-"));
    try {
      writeFileSync(join(folder, "plain.json"), "[1]");
      writeFileSync(join(folder, "packed.json.br"), brotliCompressSync("[2]"));
      assert.deepEqual([textOf("plain.json", folder), textOf("packed.json", folder)], ["[1]", "[2]"]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
