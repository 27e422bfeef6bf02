import assert from "node:assert/strict";
import fc from "fast-check";
import { getProxyForUrl } from "proxy-from-env";
import { proxyFor } from "../../../nodes/lib/platform/http/proxy-for";

const NAMES = ["https_proxy", "wss_proxy", "all_proxy", "no_proxy"].flatMap((name) => [
  name,
  name.toUpperCase(),
]);

/** What another program would choose: it reads the process's own environment. */
const witness = (url: string, env: Record<string, string>): string | undefined => {
  const kept = NAMES.map((name) => [name, process.env[name]] as const);
  try {
    for (const name of NAMES) delete process.env[name];
    Object.assign(process.env, env);
    const proxy = getProxyForUrl(url);
    return proxy === "" ? undefined : proxy;
  } finally {
    for (const [name, value] of kept) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
};

const hosts = fc.constantFrom("api.mypurecloud.de", "mypurecloud.de", "[::1]", "10.0.0.1", "a");
const urls = fc
  .tuple(fc.constantFrom("https", "wss"), hosts, fc.constantFrom("", ":443", ":8443"))
  .map(([protocol, host, port]) => `${protocol}://${host}${port}/x?y=http://z`);
const marks = fc.constantFrom("", ".", "*", "*.", "x");
const exception = fc
  .tuple(marks, hosts, fc.constantFrom("", ":443", ":8443", ":0", ":x"))
  .map((parts) => parts.join(""));
const exceptions = fc
  .array(fc.oneof(exception, fc.constantFrom("*", "", "API.mypurecloud.de")), { maxLength: 4 })
  .chain((list) => fc.constantFrom(",", " ", ", ").map((between) => list.join(between)));
const proxies = fc.constantFrom("", "http://proxy:3128", "https://u:p@proxy", "proxy:3128");
const environments = fc.record(
  Object.fromEntries(NAMES.map((name) => [name, /no_/i.test(name) ? exceptions : proxies])),
  { requiredKeys: [] },
) as fc.Arbitrary<Record<string, string>>;

describe("the proxy for a host", () => {
  it("is the one that proxy-from-env chooses, whatever the environment names", () => {
    fc.assert(
      fc.property(urls, environments, (url, env) =>
        assert.equal(proxyFor(url, env), witness(url, env), JSON.stringify({ url, env })),
      ),
      { numRuns: 3_000 },
    );
  });

  it("is none where the environment names none, or excepts the host", () => {
    const proxy = { HTTPS_PROXY: "http://proxy:3128" };
    assert.equal(proxyFor("https://api.mypurecloud.de", {}), undefined);
    assert.equal(proxyFor("https://api.mypurecloud.de", proxy), "http://proxy:3128");
    for (const NO_PROXY of ["*", ".mypurecloud.de", "a, api.mypurecloud.de:443"])
      assert.equal(proxyFor("https://api.mypurecloud.de", { ...proxy, NO_PROXY }), undefined, NO_PROXY);
  });
});
