import assert from "node:assert/strict";
import { isGenesysError } from "../../../nodes/lib/platform/errors/errors";
import { customHosts, hostsOfDomain } from "../../../nodes/lib/platform/http/hosts";
import { loadRegions } from "../../../nodes/lib/facts/regions";

const isConfig = (field: string) => (error: unknown) => {
  assert.ok(isGenesysError(error, "config"));
  assert.deepEqual(error.cause, { outcome: "notSent", field });
  return true;
};

describe("hosts of a region", () => {
  it("are below its domain, for each of the known ones", () => {
    const regions = loadRegions();
    assert.equal(regions.length, 18);
    for (const { domain, apiUrl, loginUrl } of regions)
      assert.deepEqual(hostsOfDomain(domain), { apiUrl, loginUrl });
  });

  for (const written of [
    "mypurecloud.ie",
    " MyPureCloud.ie ",
    "https://api.mypurecloud.ie/",
    "apps.mypurecloud.ie",
  ])
    it(`are found for ${JSON.stringify(written)}`, () =>
      assert.equal(hostsOfDomain(written).apiUrl, "https://api.mypurecloud.ie"));

  for (const written of [
    "",
    "ireland",
    "my pure.cloud",
    "a.b/c",
    "a.b?c",
    "user@evil.example",
    "a.b:99",
    "a..b",
    "10.0.0.5",
    "foo.123",
    "foo.0x1f",
    "foo.1a",
    "xn--a.com",
  ])
    it(`are not made of ${JSON.stringify(written)}`, () =>
      assert.throws(() => hostsOfDomain(written), isConfig("region")));
});

describe("custom hosts", () => {
  const good = "https://login.example.com";

  for (const [written, expected] of [
    ["https://api.example.com", "https://api.example.com"],
    [" https://api.example.com/ ", "https://api.example.com"],
    ["https://gateway.example.com:8443/genesys/", "https://gateway.example.com:8443/genesys"],
    ["http://localhost:3000", "http://localhost:3000"],
    ["http://127.0.0.1:3000", "http://127.0.0.1:3000"],
    ["http://[::1]:3000", "http://[::1]:3000"],
  ] as const)
    it(`may be ${written.trim()}`, () => assert.equal(customHosts(written, good).apiUrl, expected));

  for (const written of [
    undefined,
    "",
    "api.example.com",
    "http://api.example.com",
    "http://127.0.0.1.evil.example",
    "http://localhost.evil.example",
    "http://10.0.0.1",
    "ftp://localhost",
    "https://user:secret@api.example.com",
    "https://api.example.com/?a=1",
    "https://api.example.com/#a",
  ])
    it(`may not be ${written ?? "missing"}, and the field is named`, () => {
      assert.throws(() => customHosts(written, good), isConfig("apiUrl"));
      assert.throws(() => customHosts(good, written), isConfig("loginUrl"));
    });
});
