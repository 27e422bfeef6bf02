import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { scriptsThatAddTo } from "../../scripts/editor-scripts.cjs";
import { editorScripts } from "../support/editor-script";
import { temporaryFolder } from "../support/package";

const editor = resolve(__dirname, "../../nodes/lib/editor");
const namesOf = (files: string[]): string[] => files.map((file) => basename(file));

/** A script as the editor has them: it takes members when it is loaded, others when it is called, and adds one. */
const script = (adds: string, needs: string[], calls = "nothing"): string => `(function () {
  ${needs.map((name) => `var ${name} = window.shared.${name};`).join("\n  ")}
  if (RED.events) RED.events.on("deploy", function () {});
  window.shared = Object.assign(window.shared || {}, {
    ${adds}: function () { return window.shared.${calls}; },
  });
})();`;

const orderOf = async (files: Record<string, string>): Promise<string[]> => {
  const { path, remove } = await temporaryFolder();
  try {
    for (const [name, text] of Object.entries(files)) await writeFile(join(path, name), text);
    return namesOf(scriptsThatAddTo("shared", path));
  } finally {
    await remove();
  }
};

describe("the order of the editor scripts", () => {
  it("puts each script behind those whose members it needs while it is loaded", async () => {
    const order = await orderOf({
      "a.js": script("a", ["b", "c"]),
      "b.js": script("b", ["c"]),
      "c.js": script("c", [], "a"),
      "d.js": script("d", []),
      "other.js": "window.another = { x: window.shared.a };",
    });
    assert.deepEqual(order, ["c.js", "b.js", "a.js", "d.js"]);
  });

  it("ends the build where a script needs what no script defines", async () => {
    await assert.rejects(orderOf({ "a.js": script("a", ["b"]) }), {
      message: "a.js needs shared.b, which no script defines",
    });
  });

  it("ends the build where scripts need each other", async () => {
    await assert.rejects(orderOf({ "a.js": script("a", ["b"]), "b.js": script("b", ["a"]) }), {
      message: "these scripts need each other: a.js, b.js",
    });
  });

  it("leaves out none of them", () => {
    const objects = [
      ...["genesysCloud", "genesysCloudActs", "genesysCloudEvents"],
      ...["genesysCloudOperations", "genesysCloudSidebar", "genesysCloudTopics"],
    ];
    const shipped = objects.flatMap((object) => namesOf(scriptsThatAddTo(object, editor)));
    assert.deepEqual(
      shipped.sort(),
      readdirSync(editor)
        .filter((name) => name.endsWith(".js"))
        .sort(),
    );
  });

  it("is that in which they define each member that is declared, and no other", () => {
    const names = namesOf(scriptsThatAddTo("genesysCloud", editor)).map((name) => name.replace(".js", ""));
    const declared = ["genesys-cloud", "form", "lookup", "account"]
      .map((name) => readFileSync(join(editor, "types", `${name}.d.ts`), "utf8"))
      .flatMap((text) => text.match(/^interface GenesysCloud \{\n[\s\S]*?^\}/m) ?? [])
      .flatMap((text) => [...text.matchAll(/^ {2}(\w+)[(<:]/gm)].map(([, member]) => member));
    assert.deepEqual(Object.keys(editorScripts(...names)).sort(), declared.sort());
  });
});
