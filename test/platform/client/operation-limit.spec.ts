import assert from "node:assert/strict";
import type { GenesysError } from "../../../nodes/lib/platform/errors/errors";
import { askOperation, openLimited, refusingSearch, ROOM, START } from "../../support/operation-limit";

describe("a 429 while the window of the token has room", () => {
  const refused = { ...ROOM, "retry-after": "20" };
  const named = { code: "too.many.requests", limit: { key: "users.search.rate", namespace: "directory" } };

  for (const [what, body] of [
    ["names its limit", named],
    ["names no limit", undefined],
  ] as const)
    it(`closes that operation, and not the account, where the body ${what}`, async () => {
      const { sentAt, transport } = refusingSearch(1, refused, body);
      const { clock, client, shown } = openLimited(transport);
      const held: (number | undefined)[] = [];
      const search = askOperation(client, "search", 1, { onHeldBack: (until) => held.push(until) });
      await clock.advance(500);
      await askOperation(client, "setPostflow");
      assert.deepEqual(sentAt, { search: [0], setPostflow: [500] });
      await clock.runUntil(search);
      assert.deepEqual(sentAt, { search: [0, 20_000], setPostflow: [500] });
      assert.deepEqual([held, shown], [[START + 20_000, undefined], []]);
      assert.equal(clock.pending(), 0);
    });

  it("is not taken back by a response to a request that was sent with the one that was refused", async () => {
    const { sentAt, transport } = refusingSearch(1, refused);
    const { clock, client } = openLimited(transport);
    await askOperation(client, "setPostflow"); // what is left is known: they are not sent one by one
    const together = [askOperation(client, "search", 1), askOperation(client, "search", 2)];
    await clock.advance(500);
    const later = askOperation(client, "search", 3);
    await clock.runUntil(Promise.all([...together, later]));
    assert.deepEqual(sentAt["search"]?.slice(0, 2), [0, 0]);
    assert.ok((sentAt["search"]?.[2] ?? 0) >= 20_000, JSON.stringify(sentAt));
  });

  it("never closes the account, however often the operation is refused", async () => {
    const { sentAt, transport } = refusingSearch(100, refused);
    const { clock, client, shown } = openLimited(transport);
    const search = askOperation(client, "search");
    const failed = assert.rejects(search, ({ code, cause }: GenesysError) => {
      assert.deepEqual([code, cause.outcome, cause.attempts], ["limited", "refused", 10]);
      return true;
    });
    for (let second = 0; second < 180; second += 1) {
      await askOperation(client, "setPostflow");
      await clock.advance(1_000);
    }
    await failed;
    assert.deepEqual(
      sentAt["setPostflow"],
      [...Array(180).keys()].map((second) => second * 1_000),
    );
    assert.deepEqual([sentAt["search"]?.length, shown], [10, []]);
  });

  it("keeps the wait where the window of the token is used up as well", async () => {
    const { sentAt, transport } = refusingSearch(
      1,
      { ...ROOM, "inin-ratelimit-count": "300", "inin-ratelimit-reset": "10", "retry-after": "40" },
      named,
    );
    const { clock, client, shown } = openLimited(transport);
    const calls = [askOperation(client, "search"), askOperation(client, "setPostflow")];
    await clock.runUntil(Promise.all(calls));
    assert.equal(sentAt["search"]?.[1], 40_000);
    const [at = 0] = sentAt["setPostflow"] ?? [];
    assert.ok(at >= 10_000 && at < 10_100, `${at}`);
    assert.equal(shown.at(-1), undefined);
    assert.equal(shown.length, 2);
  });

  for (const key of [
    "token.rate.per.minute",
    "client.credentials.token.rate.per.minute",
    "org.app.user.rate.per.minute",
  ])
    it(`closes the account where the body names a limit of the account: ${key}`, async () => {
      const { sentAt, transport } = refusingSearch(1, refused, { limit: { key, namespace: "platform.api" } });
      const { clock, client, shown } = openLimited(transport);
      const search = askOperation(client, "search");
      await clock.advance(500);
      await clock.runUntil(Promise.all([search, askOperation(client, "setPostflow")]));
      assert.ok((sentAt["setPostflow"]?.[0] ?? 0) >= 20_000);
      assert.equal(shown.length, 2);
    });
});
