import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { readPage, ROOT } from "../../support/pages";

const PAGE = readPage("SECURITY.md");
/** A claim: the title of a spec, and its file. */
const CLAIMS = [...PAGE.matchAll(/\[`([^`]+)`\]\((test\/[^)]+\.spec\.ts)\)/g)].map(
  ([, title = "", file = ""]) => ({
    title,
    file,
  }),
);

/** Is there a spec with this title, or one whose title begins so and goes on with a value? */
const hasSpec = (text: string, title: string): boolean => {
  const code = text.replace(/\bit\(\s+/g, "it(");
  return [`it("${title}"`, `it(\`${title}\``, `it(\`${title} \${`].some((start) => code.includes(start));
};

describe("the claims of SECURITY.md", () => {
  it("name specs that exist", () => {
    for (const { title, file } of CLAIMS) {
      assert.ok(existsSync(join(ROOT, file)), file);
      assert.ok(hasSpec(readPage(file), title), `${file} has no spec "${title}"`);
    }
  });

  it("are in each section about a part, and each link to a spec names its title", () => {
    const [, ...parts] = PAGE.slice(PAGE.indexOf("## What each part may do")).split(/^### /m);
    assert.ok(parts.length >= 9);
    for (const part of parts) assert.match(part, /\.spec\.ts\)/, part.split("\n")[0]);
    assert.equal(CLAIMS.length, PAGE.match(/\.spec\.ts\)/g)?.length);
  });

  it("would fail for a title that is not there, or only a part of one", () => {
    const text = 'it("is good once", () => {}); it(`lets in ${who}`, () => {});';
    assert.equal(hasSpec(text, "is good once"), true);
    assert.equal(hasSpec(text, "lets in"), true);
    for (const title of ["is good", "good once", "is bad", "lets"])
      assert.equal(hasSpec(text, title), false, title);
  });
});
