import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { expand } from "../../scripts/partials.cjs";
import { temporaryFolder } from "../support/package";

const root = resolve(__dirname, "../..");
const partials = {
  "label.html": '<!-- @label name -->\n<label for="$name$"></label>\n',
  "select.html":
    '<!-- @select name words=$name$ values...\n A choice. -->\n<div>\n  <!-- @label $name$ -->\n  <option value="$values$" data-i18n="$words$.$values$">\n</div>\n',
  "input.js":
    '// @input name value=$name$\n// An input.\n({\n  $name$: { value: "$value$" },\n  $name$Type: { value: "msg" },\n});\n',
  "loop.html": "<!-- @loop -->\n<!-- @loop -->\n",
  "nested.html": "<!-- @nested -->\n<!-- @label -->\n",
  "typo.html": "<!-- @typo name -->\n<b>\n  $nmae$\n",
  "headless.html": "<div></div>\n",
};

describe("the partials of the dialogs", () => {
  let folder = "";
  let remove: () => Promise<void>;
  before(async () => {
    ({ path: folder, remove } = await temporaryFolder());
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of Object.entries(partials)) writeFileSync(join(folder, name), text);
  });
  after(() => remove());
  const expanded = (...lines: string[]): string => expand(lines.join("\n"), "nodes/page.html", folder);

  it("are put in the place of their directives, as deep as these are indented", () => {
    assert.equal(
      expanded("<p>", "  <!-- @select mode on off -->", "</p>"),
      '<p>\n  <div>\n    <label for="mode"></label>\n    <option value="on" data-i18n="mode.on">\n    <option value="off" data-i18n="mode.off">\n  </div>\n</p>',
    );
    assert.equal(
      expanded("defaults: {", "  // @input text", "}"),
      'defaults: {\n  text: { value: "text" },\n  textType: { value: "msg" },\n}',
    );
  });

  it("take a value for an argument that has a default", () => {
    assert.match(expanded("<!-- @select mode words=modes", "  on -->"), /data-i18n="modes\.on"/);
    assert.match(expanded("// @input code value=wrapupCode"), /^code: \{ value: "wrapupCode" \},$/m);
  });

  it("leave a page without directives as it is", () => {
    const page = "<!-- a comment -->\n<script>\n  // a@b is no directive\n</script>\n";
    assert.equal(expanded(page), page);
  });

  const mistakes: [string, string[], RegExp][] = [
    [
      "an unknown one",
      ["<p>", "<!-- @slect mode on -->"],
      /^nodes\/page\.html:2: there is no partial @slect\. Known: .*label/,
    ],
    [
      "a partial of scripts in html",
      ["<!-- @input text -->"],
      /^nodes\/page\.html:1: there is no partial @input/,
    ],
    ["a missing argument", ["<!-- @label -->"], /^nodes\/page\.html:1: @label name: "name" is missing$/],
    [
      "a missing rest",
      ["<!-- @select mode -->"],
      /:1: @select name words=\$name\$ values\.\.\.: "values\.\.\." is missing$/,
    ],
    ["one argument too many", ["<!-- @label mode on -->"], /:1: @label name: "on" is too much$/],
    ["an unknown name of an argument", ["// @input text vlaue=x"], /:1: @input .*: "vlaue=x" is too much$/],
    [
      "a directive within a line",
      ["a: 1, // @input text"],
      /^nodes\/page\.html:1: "\/\/ @input" is no directive/,
    ],
    [
      "a directive within a line of html",
      ["<p>", "<b><!-- @label x --></b>"],
      /^nodes\/page\.html:2: "<!-- @label"/,
    ],
    [
      "a mistake in a partial's own directive",
      ["<!-- @nested -->"],
      /^nodes\/page\.html:1: .*nested\.html: @label name/,
    ],
    [
      "a mistake in a partial's text",
      ["<!-- @typo x -->"],
      /^nodes\/page\.html:1: .*typo\.html:3: \$nmae\$ is none of its arguments$/,
    ],
    ["a partial that contains itself", ["<!-- @loop -->"], /@loop contains itself$/],
    [
      "a partial without its first line",
      ["<!-- @headless -->"],
      /headless\.html does not begin with @headless/,
    ],
  ];
  for (const [what, lines, message] of mistakes)
    it(`end the build with the file and the line of ${what}`, () => {
      assert.throws(() => expanded(...lines), { message });
    });

  it("are all in use", () => {
    const sources = ["nodes", "nodes/lib/dialog"].flatMap((of) =>
      readdirSync(join(root, of))
        .filter((name) => /\.(html|js)$/.test(name))
        .map((name) => join(root, of, name)),
    );
    const used = sources.flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(/^[ \t]+(?:<!--|\/\/) @\w+|^<!-- @\w+(?=.*\n.*-->)/gm)].map(
        ([text]) => text.trim(),
      ),
    );
    for (const name of readdirSync(join(root, "nodes/lib/dialog"))) {
      const directive = `${name.endsWith(".js") ? "//" : "<!--"} @${basename(name).replace(/\.\w+$/, "")}`;
      assert.ok(used.includes(directive), `${name} is used by a dialog`);
    }
  });
});
