import assert from "node:assert/strict";
import { isAway, openConnection, PASSWORD, type Opened } from "../support/backplane";
import { describeWithRedis, startRedis, type RunningRedis } from "../support/redis";

describeWithRedis("the connection to a backplane", () => {
  let redis: RunningRedis;
  let opened: Opened | undefined;
  const open = (...given: Parameters<typeof openConnection>): Opened => (opened = openConnection(...given));
  before(async () => (redis = await startRedis()));
  afterEach(async () => {
    redis.thaw();
    await opened?.connection.close();
    opened = undefined;
  });
  after(() => redis.stop());

  it("is there for the first command after a deploy", async () => {
    const { connection, log, reach } = open(redis.url);
    assert.equal(await connection.commands.call("PING"), "PONG");
    await reach("ready");
    assert.match(log.join("\n"), /^The backplane at 127\.0\.0\.1:\d+ is connected \((Redis|Valkey) \d+\.\d+/);
  });

  it("has others for commands that block", async () => {
    const { connection } = open(redis.url);
    const blocking = connection.commands.duplicate();
    const popped = blocking.call("BLPOP", "a-list", 5);
    assert.equal(await connection.commands.call("RPUSH", "a-list", "x"), 1);
    assert.deepEqual(await popped, ["a-list", "x"]);
    blocking.disconnect();
  });

  it("hands on what a script says, and nothing of the command", async () => {
    const { connection } = open(redis.url);
    await assert.rejects(connection.commands.call("EVALSHA", "0".repeat(40), 1, "k", PASSWORD), (error) => {
      assert.match(String(error), /NOSCRIPT/);
      assert.deepEqual(Object.keys(error as object), []);
      return true;
    });
  });

  it("comes back by itself after a restart; meanwhile commands fail at once", async () => {
    const { connection, log, reach } = open(redis.url);
    await reach("ready");
    await redis.kill();
    await reach("refused");
    const begun = Date.now();
    await assert.rejects(connection.commands.call("PING"), isAway);
    await assert.rejects(connection.commands.duplicate().call("PING"), isAway);
    assert.ok(Date.now() - begun < 500);
    await redis.start();
    await reach("ready");
    assert.equal(await connection.commands.call("PING"), "PONG");
    assert.ok(log.filter((line) => line.includes("is away")).length <= 2, "one line for each reason");
  });

  it("is lost with a server that does not respond, and comes back with it", async () => {
    const { connection, reach } = open(redis.url);
    await reach("ready");
    redis.freeze();
    const begun = Date.now();
    await assert.rejects(connection.commands.call("PING"), isAway);
    assert.ok(Date.now() - begun < 2_000);
    await assert.rejects(connection.commands.call("PING"), isAway);
    assert.ok(Date.now() - begun < 2_500, "the second command does not wait");
    redis.thaw();
    await reach("ready");
  });

  it("is tried again until there is a server", async () => {
    const late = await startRedis();
    await late.kill();
    const { reach } = open(late.url);
    await reach("refused");
    await late.start();
    await reach("ready");
    await late.stop();
  });

  describe("closes within a second", () => {
    const closes = async ({ connection }: Opened): Promise<void> => {
      const begun = Date.now();
      await connection.close();
      assert.ok(Date.now() - begun < 1_000, `${Date.now() - begun} ms`);
      await assert.rejects(connection.commands.call("PING"), isAway);
    };

    it("when it is ready, with a command that blocks", async () => {
      const own = open(redis.url);
      const blocked = own.connection.commands.duplicate().call("BLPOP", "nothing", 5);
      await own.reach("ready");
      await Promise.all([assert.rejects(blocked, isAway), closes(own)]);
    });

    it("when it has just begun", () => closes(open(redis.url)));

    it("when the server does not respond", async () => {
      const own = open(redis.url);
      await own.reach("ready");
      redis.freeze();
      const waiting = own.connection.commands.call("PING");
      await Promise.all([assert.rejects(waiting, isAway), closes(own)]);
    });

    it("when it waits for the next attempt", async () => {
      const own = open("redis://127.0.0.1:1");
      await own.reach("refused");
      await closes(own);
    });
  });
});
