import assert from "node:assert/strict";
import { join } from "node:path";
import { ROOT } from "../../support/pages";

type Lock = {
  packages: Record<string, { name?: string; version?: string; dev?: boolean; license?: string }>;
};
type List = { shipped: string[]; development: string[]; unstated: Record<string, string> };

interface Licences {
  findUnlisted(lock: Lock, list: List): string[];
  readLicences(): { lock: Lock; list: List };
}

describe("the licences of all packages", () => {
  let licences: Licences;
  let real: { lock: Lock; list: List };
  before(async () => {
    licences = (await import(join(ROOT, "scripts/licences.mjs"))) as Licences;
    real = licences.readLicences();
  });

  it("are in the list", () => {
    assert.deepEqual(licences.findUnlisted(real.lock, real.list), []);
  });

  it("fail, by name, where one is not in the list of its kind", () => {
    const planted: Lock = {
      packages: {
        "": { license: "Apache-2.0" },
        "node_modules/a": { version: "1.0.0", license: "MIT" },
        "node_modules/b": { version: "2.0.0", license: "GPL-3.0-only" },
        "node_modules/b/node_modules/@c/c": { version: "3.0.0" },
        "node_modules/d": { version: "4.0.0", license: "MPL-2.0", dev: true },
        "node_modules/e": { version: "5.0.0", license: "MPL-2.0" },
        "node_modules/f": { version: "6.0.0", license: "SSPL-1.0", dev: true },
      },
    };
    assert.deepEqual(
      licences.findUnlisted(planted, real.list).map((sentence) => sentence.split(" is not")[0]),
      [
        "b@2.0.0 (shipped): GPL-3.0-only",
        "@c/c@3.0.0 (shipped): no licence",
        "e@5.0.0 (shipped): MPL-2.0",
        "f@6.0.0 (development): SSPL-1.0",
      ],
    );
  });

  it("are all that the list has", () => {
    const found = Object.entries(real.lock.packages).filter(([path]) => path !== "");
    const of = (dev: boolean): Set<unknown> =>
      new Set(found.filter((each) => (each[1].dev ?? false) === dev).map(([, { license }]) => license));
    assert.deepEqual(
      real.list.shipped.filter((licence) => !of(false).has(licence)),
      [],
    );
    assert.deepEqual(
      real.list.development.filter((licence) => !of(true).has(licence)),
      [],
    );
    for (const name of Object.keys(real.list.unstated))
      assert.ok(
        found.some(([path, { license }]) => path.endsWith(`node_modules/${name}`) && license === undefined),
        name,
      );
  });
});
