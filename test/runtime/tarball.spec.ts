import assert from "node:assert/strict";
import { cpSync, existsSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../support/pages";
import { temporaryFolder } from "../support/package";

interface Builds {
  copySources(folder: string): void;
  buildIn(folder: string, args: string[], env: Record<string, string>): void;
  packIn(folder: string, to: string): { file: string; sha256: string };
}
interface Publint {
  lint(tarball: string): Promise<string[]>;
}

const load = async <T>(name: string): Promise<T> => (await import(join(ROOT, "scripts", name))) as T;

describe("the tarball", function () {
  this.timeout(180_000);
  let builds: Builds;
  let folder: { path: string; remove: () => Promise<void> };
  let first: { file: string; sha256: string };
  const at = (...names: string[]): string => join(folder.path, ...names);

  before(async () => {
    assert.ok(existsSync(join(ROOT, "dist")), "npm run build comes first");
    builds = await load<Builds>("two-builds.mjs");
    folder = await temporaryFolder();
    builds.copySources(at("one"));
    cpSync(join(ROOT, "dist"), at("one", "dist"), { recursive: true });
    first = builds.packIn(at("one"), at("packed"));
  });
  after(() => folder.remove());

  it("is the same, byte by byte, when it is built again at another place and in another time zone", () => {
    builds.copySources(at("another place", "two"));
    builds.buildIn(at("another place", "two"), ["--unchecked"], {
      TZ: "Pacific/Chatham",
      LANG: "ja_JP.UTF-8",
    });
    assert.equal(builds.packIn(at("another place", "two"), at("packed again")).sha256, first.sha256);
  });

  it("has no message of publint, not even a suggestion", async () => {
    const { lint } = await load<Publint>("publint.mjs");
    assert.deepEqual(await lint(at("packed", first.file)), []);
  });
});
