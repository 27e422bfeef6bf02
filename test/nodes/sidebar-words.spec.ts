import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { words } from "../support/catalogues";
import { ROOT } from "../support/dialogs";

const SCRIPTS = join(ROOT, "nodes/lib/editor");
const read = (file: string): string => readFileSync(file, "utf8");

/** The union of texts that a type declares. */
const unionOf = (file: string, type: string): string[] => {
  const declared = new RegExp(`type ${type} =([^;]*);`).exec(read(join(ROOT, "nodes/lib", file)))?.[1] ?? "";
  return [...declared.matchAll(/"(\w+)"/g)].map(([, text = ""]) => text);
};

describe("the words of the sidebar", () => {
  it("have each key that its scripts name, and no other", () => {
    const source = readdirSync(SCRIPTS)
      .filter((name) => name.startsWith("sidebar") && name.endsWith(".js"))
      .map((name) => read(join(SCRIPTS, name)))
      .join("\n");
    const whole = [...source.matchAll(/\bword(?:Or)?\("([\w.]+)"[,)]/g)].map(([, key = ""]) => key);
    const begun = [...source.matchAll(/\bword(?:Or)?\("(\w+)\." \+/g)].map(([, key = ""]) => `${key}.`);
    const keys = words("en-US", "sidebar");
    assert.deepEqual(
      whole.filter((key) => !keys.includes(key)),
      [],
    );
    const named = new Set(begun);
    const unused = keys.filter(
      (key) => !whole.includes(key) && ![...named].some((one) => key.startsWith(one)),
    );
    assert.deepEqual(unused, []);
  });

  it("have each state, role, wait and reason that the server may send", () => {
    const keys = words("en-US", "sidebar");
    const wanted = [
      ...unionOf("sidebar/bars.ts", "BarState").map((state) => `state.${state}`),
      ...unionOf("sidebar/timeline.ts", "Role").map((role) => `role.${role}`),
      ...unionOf("sidebar/legs.ts", "Why").map((why) => `why.${why}`),
      ...[...unionOf("platform/types.ts", "Wait"), "turn", "event", "limit"].map((wait) => `wait.${wait}`),
    ];
    assert.ok(wanted.length > 35, `${wanted.length} words`);
    assert.deepEqual(
      wanted.filter((key) => !keys.includes(key)),
      [],
    );
  });
});
