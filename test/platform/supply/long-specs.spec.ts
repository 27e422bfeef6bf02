import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const TESTS = resolve(__dirname, "../..");
const MOST_LINES = 200;

const linesOf = (file: string): number => readFileSync(join(TESTS, file), "utf8").split("\n").length - 1;

describe("the spec files", () => {
  it("are split by behaviour: fewer than 15 of them have more than 200 lines", () => {
    const all = readdirSync(TESTS, { recursive: true, encoding: "utf8" });
    const specs = all.filter((file) => file.endsWith(".spec.ts"));
    assert.ok(specs.length > 500, "the specs are found");
    const long = specs.filter((file) => linesOf(file) > MOST_LINES).sort();
    assert.ok(long.length < 15, `Split one of these by behaviour:\n${long.join("\n")}`);
  });
});
