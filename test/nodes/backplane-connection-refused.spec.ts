import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { failureOf, SENTENCES } from "../../nodes/lib/backplane/failure";
import { isAway, openConnection, PASSWORD, startTlsRedis, type Opened } from "../support/backplane";
import { describeWithRedis, startRedis, type RunningRedis } from "../support/redis";
import { run, type Running } from "../support/servers";

describeWithRedis("the connection to a backplane", () => {
  let redis: RunningRedis;
  let opened: Opened | undefined;
  let other: Running | undefined;
  const open = (...given: Parameters<typeof openConnection>): Opened => (opened = openConnection(...given));
  before(async () => (redis = await startRedis()));
  afterEach(async () => {
    await opened?.connection.close();
    await other?.close();
    opened = other = undefined;
  });
  after(() => redis.stop());

  for (const [what, handle, wanted] of [
    ["that is a web server", undefined, "notRedis"],
    ["that answers nothing", () => undefined, "timeout"],
  ] as const)
    it(`is refused by a server ${what}`, async () => {
      other = await run(
        handle === undefined ? createHttpServer((_, reply) => void reply.end()) : createServer(handle),
      );
      const { reach } = open(`redis://127.0.0.1:${other.port}`);
      await reach(wanted);
    });

  it("is not made to a database that does not exist: another one would be used", async () => {
    const { connection, reach } = open(`${redis.url}/99`);
    await reach("database");
    await assert.rejects(connection.commands.call("PING"), isAway);
  });

  for (const [what, settings, wanted] of [
    ["of a Cluster", ["--cluster-enabled", "yes"], "cluster"],
    ["that is a replica", ["--replicaof", "127.0.0.1", "1"], "readOnly"],
  ] as const)
    it(`is not made to a server ${what}`, async () => {
      const folder = mkdtempSync(join(tmpdir(), "redis-"));
      const server = await startRedis([...settings, "--dir", folder]);
      const { reach } = open(server.url);
      await reach(wanted).finally(() => server.stop());
      rmSync(folder, { recursive: true });
    });

  it("warns of a server that removes keys when its memory is full", async () => {
    const evicting = await startRedis(["--maxmemory", "100mb", "--maxmemory-policy", "allkeys-lru"]);
    const { log, reach } = open(evicting.url);
    await reach("ready").finally(() => evicting.stop());
    assert.match(log.join("\n"), /removes keys .*allkeys-lru.*noeviction/);
  });

  describe("with a password", () => {
    let locked: RunningRedis;
    before(async () => (locked = await startRedis(["--requirepass", PASSWORD])));
    after(() => locked.stop());

    for (const [what, credentials, wanted] of [
      ["is made with the right one", { password: PASSWORD }, "ready"],
      ["is refused without one", {}, "noPassword"],
      ["is refused with a wrong one", { password: `${PASSWORD}-wrong` }, "password"],
      ["is refused with a wrong user", { username: "wrong-user", password: PASSWORD }, "password"],
    ] as const)
      it(what, async () => {
        const { connection, log, reach } = open(locked.url, credentials);
        await reach(wanted);
        const thrown = await connection.commands.call("PING").catch((error: unknown) => error);
        const all =
          log.join("\n") + (thrown instanceof Error ? JSON.stringify([thrown.message, thrown]) : "");
        assert.doesNotMatch(all, new RegExp(PASSWORD));
        assert.doesNotMatch(all, /wrong-user/);
      });
  });

  describe("with TLS", () => {
    let secure: Awaited<ReturnType<typeof startTlsRedis>>;
    before(async () => (secure = await startTlsRedis()));
    after(() => secure.stop());

    it("is refused where the server's certificate is not trusted", async () => {
      await open(`rediss://127.0.0.1:${secure.tlsPort}`).reach("certificate");
    });

    it("is not made without TLS to a port that expects it", async () => {
      await open(`redis://127.0.0.1:${secure.tlsPort}`).reach("closed");
    });

    it("is not made with TLS to a port that does not use it, which waits for more", async () => {
      await open(`rediss://127.0.0.1:${secure.redis.port}`).reach("timeout");
      assert.match(SENTENCES.timeout, /rediss: or redis:/);
    });
  });

  for (const [code, message, wanted] of [
    ["ERR_SSL_WRONG_VERSION_NUMBER", "wrong version number", "noTls"],
    ["CERT_HAS_EXPIRED", "certificate has expired", "certificate"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "Hostname/IP does not match", "certificate"],
    ["EAI_AGAIN", "getaddrinfo EAI_AGAIN", "notFound"],
    [undefined, "OOM command not allowed when used memory > 'maxmemory'.", "full"],
    [undefined, "ERR max number of clients reached", "busy"],
    [undefined, "NOPERM this user has no permissions to run the 'xadd' command", "permission"],
    [undefined, "MOVED 3999 127.0.0.1:6381", "cluster"],
    [undefined, "LOADING Redis is loading the dataset in memory", "loading"],
    [undefined, "something new", "other"],
  ] as const)
    it(`fails for the reason ${wanted}: ${code ?? message}`, () => {
      assert.equal(failureOf(Object.assign(new Error(message), { code })), wanted);
    });
});
