import assert from "node:assert/strict";
import { addressOf, shownAddress } from "../../nodes/lib/backplane/address";
import { misfitOf, serverOf } from "../../nodes/lib/backplane/server";
import { backplaneSettings } from "../../nodes/lib/backplane/settings";
import { isGenesysError, type GenesysError } from "../../nodes/lib/platform/errors/errors";

const refusal = (act: () => unknown): GenesysError => {
  try {
    act();
  } catch (error) {
    if (isGenesysError(error, "config")) return error;
  }
  return assert.fail("it is not refused");
};

describe("the URL of a backplane", () => {
  it("names host, port, database, user and password, and whether there is TLS", () => {
    assert.deepEqual(addressOf("redis://127.0.0.1"), {
      ...{ host: "127.0.0.1", port: 6379, isTls: false, database: 0 },
    });
    assert.deepEqual(addressOf(" rediss://me:p%40ss@redis.example:6380/3 "), {
      ...{ host: "redis.example", port: 6380, isTls: true, database: 3, username: "me", password: "p@ss" },
    });
    assert.equal(addressOf("redis://[::1]:7000").host, "::1");
    assert.equal(shownAddress(addressOf("redis://me:word@[::1]:7000")), "[::1]:7000");
  });

  for (const url of [
    "redis+sentinel://a:26379/mymaster",
    "redis-sentinel://a:26379",
    "rediss+cluster://a:7000",
    "redis-cluster://a",
    "redis://a:7000,b:7000",
    "redis://:hidden@a:7000,b:7000/0",
  ])
    it(`is refused with the reason where it is that of a Sentinel or a Cluster: ${url}`, () => {
      const { message, cause } = refusal(() => addressOf(url));
      assert.match(message, /Sentinel and Redis Cluster are not supported/);
      assert.equal(cause.field, "url");
    });

  for (const url of [
    ...["", "localhost:6379", "http://hidden.example", "redis:hidden", "redis://", "redis://a/hidden"],
    ...["redis://a:99999", "redis://a?password=hidden", "redis://a:1/0#hidden", "redis://:%hidden@a"],
  ])
    it(`is refused, and not repeated: ${url}`, () => {
      const { message, cause } = refusal(() => addressOf(url));
      assert.doesNotMatch(message, /hidden/);
      assert.deepEqual([cause.field, cause.outcome], ["url", "notSent"]);
    });
});

describe("the settings of a backplane", () => {
  it("have a default each", () => {
    const { address, prefix, group } = backplaneSettings({});
    assert.deepEqual([shownAddress(address), prefix, group], ["127.0.0.1:6379", "genesys-cloud", "node-red"]);
  });

  it("take user name and password from their fields rather than from the URL", () => {
    const url = "redis://old:old@a";
    const { address } = backplaneSettings({ url }, { username: "new", password: "new" }, "${REDIS_URL}");
    assert.deepEqual([address.username, address.password], ["new", "new"]);
    assert.equal(backplaneSettings({ url }, {}, "${REDIS_URL}").address.password, "old");
  });

  it("refuse a password in a URL of the flow, which would be exported with it", () => {
    const url = "redis://:hidden@a";
    const { message, cause } = refusal(() => backplaneSettings({ url }, {}, url));
    assert.equal(cause.field, "url");
    assert.doesNotMatch(message, /hidden/);
  });

  for (const [field, config, credentials] of [
    ["url", { url: "" }, {}],
    ["url", { url: "${NOT_SET}" }, {}],
    ["prefix", { prefix: "with spaces" }, {}],
    ["prefix", { prefix: "a{b}" }, {}],
    ["group", { group: "x".repeat(65) }, {}],
    ["password", {}, { password: "${NOT_SET}" }],
    ["username", {}, { username: "${NOT_SET}" }],
  ] as const)
    it(`name the field that cannot be used: ${JSON.stringify({ ...config, ...credentials }).slice(0, 40)}`, () => {
      assert.equal(refusal(() => backplaneSettings(config, credentials)).cause.field, field);
    });
});

describe("what a server says of itself", () => {
  for (const [info, wanted] of [
    ["redis_version:7.2.4\r\nredis_mode:standalone\r\nrole:master", undefined],
    [
      "redis_version:7.2.4\r\nserver_name:valkey\r\nvalkey_version:8.1.0\r\nserver_mode:standalone",
      undefined,
    ],
    ["", undefined],
    ["redis_version:6.2.14", "old"],
    ["redis_version:7.0.15\r\nredis_mode:cluster", "cluster"],
    ["redis_version:7.0.15\r\nredis_mode:sentinel", "sentinel"],
    ["redis_version:7.0.15\r\nrole:slave", "readOnly"],
    ["redis_version:7.0.15\r\nloading:1", "loading"],
  ] as const)
    it(`decides whether it can be a backplane: ${wanted ?? "yes"}, ${JSON.stringify(info)}`, () => {
      assert.equal(misfitOf(serverOf(info)), wanted);
    });

  it("has the name and the version of a Valkey, which calls itself a Redis too", () => {
    const { name, version } = serverOf("redis_version:7.2.4\r\nvalkey_version:8.1.0");
    assert.deepEqual([name, version], ["Valkey", "8.1.0"]);
  });
});
