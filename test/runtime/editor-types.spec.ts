import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { temporaryFolder } from "../support/package";

const root = resolve(__dirname, "../..");

/** What `npm run typecheck` reports when the editor has one script more, with this text. */
const reportOn = async (text: string): Promise<{ failed: boolean; report: string }> => {
  const { path, remove } = await temporaryFolder();
  const file = join(path, "more.js");
  await writeFile(file, text);
  try {
    return await new Promise((done) => {
      execFile(process.execPath, ["scripts/editor-types.mjs", file], { cwd: root }, (error, _, report) =>
        done({ failed: error !== null, report }),
      );
    });
  } finally {
    await remove();
  }
};

describe("the types of the editor scripts", function () {
  this.timeout(180_000);

  it("do not allow a member that is misspelt, of ours or of Node-RED's", async () => {
    const { failed, report } = await reportOn(
      [
        'var word = window.genesysCloud.wrod("label.name");',
        "RED.nodes.eachNod(function () {});",
        'RED.nodes.registerType("x", { category: "x", defaults: { a: { value: 1, requird: true } } });',
        'genesysCloud.dialog(RED.nodes.node("1"), {});',
      ].join("\n"),
    );
    assert.equal(failed, true);
    assert.match(report, /more\.js:1: Property 'wrod' does not exist/);
    assert.match(report, /more\.js:2: Property 'eachNod' does not exist/);
    assert.match(report, /more\.js:3: .*'requird' does not exist/s);
    assert.match(report, /more\.js:4: .*'EditorNode \| null' is not assignable/);
    const places = [...report.matchAll(/^\S+\.(?:js|html|ts)\b/gm)].map(([place]) => basename(place));
    assert.deepEqual(places, ["more.js", "more.js", "more.js", "more.js"], "nothing else is wrong");
  });
});
