import assert from "node:assert/strict";
import { join } from "node:path";
import { readPage, ROOT } from "../../support/pages";

interface Bill {
  bomFormat: string;
  serialNumber: string;
  metadata: { timestamp: string; component: { name: string; hashes: { content: string }[] } };
  components: {
    name: string;
    version: string;
    group?: string;
    purl: string;
    licenses?: object[];
    hashes?: object[];
  }[];
}
interface Script {
  billOf(of: { sha256: string; committedAt: string }): Bill;
}

const lock = JSON.parse(readPage("package-lock.json")) as {
  packages: Record<string, { version: string; dev?: boolean }>;
};

describe("the bill of materials", function () {
  this.timeout(30_000);
  const of = { sha256: "3074b31ecd83b3893a35542498a4edcde4b79449f84510e764394eb3c87dee65" };
  let bill: Bill;
  before(async () => {
    const { billOf } = (await import(join(ROOT, "scripts/bill-of-materials.mjs"))) as Script;
    bill = billOf({ ...of, committedAt: "2026-01-02T03:04:05.000Z" });
  });

  it("has each package that is shipped, and nothing of the development", () => {
    const shipped = Object.entries(lock.packages)
      .filter(([path, { dev }]) => path !== "" && dev !== true)
      .map(([path, { version }]) => `${path.replace(/^.*node_modules\//, "")}@${version}`);
    const listed = bill.components.map(({ purl }) =>
      decodeURIComponent(purl.replace(/^pkg:npm\//, "").replace(/\?.*/, "")),
    );
    assert.ok(shipped.some((one) => one.startsWith("axios@")));
    assert.deepEqual(listed.sort(), [...new Set(shipped)].sort());
  });

  it("has the licence and the hash of each", () => {
    for (const { purl, licenses = [], hashes = [] } of bill.components)
      assert.ok(licenses.length > 0 && hashes.length > 0, purl);
  });

  it("belongs to one tarball: its hash, the time of its commit, and an id that follows from them", () => {
    assert.equal(bill.bomFormat, "CycloneDX");
    assert.equal(bill.metadata.component.name, "@genesys-flows/node-red-genesys-cloud");
    assert.equal(bill.metadata.component.hashes[0]?.content, of.sha256);
    assert.equal(bill.metadata.timestamp, "2026-01-02T03:04:05.000Z");
    assert.match(bill.serialNumber, /^urn:uuid:3074b31e-cd83-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
