import assert from "node:assert/strict";
import { describeBackplanes, passing } from "../../support/backplanes";

describeBackplanes("the token of several instances", ({ open, pass }) => {
  /** Exchanges that are counted and take a moment. */
  const endpoint = (lifetimeMs?: number) => {
    let exchanges = 0;
    return {
      exchanges: () => exchanges,
      exchange: async () => {
        exchanges += 1;
        const accessToken = `token-${exchanges}`;
        await Promise.resolve();
        return { accessToken, lifetimeMs };
      },
    };
  };
  const meanwhile = <T>(promise: Promise<T>): Promise<T> => passing(pass, promise);

  it("is obtained once, by one of them", async () => {
    const instances = await Promise.all([open(), open(), open()]);
    const { exchange, exchanges } = endpoint(86_400_000);
    const all = Promise.all(instances.map(({ token }) => token.get(undefined, exchange)));
    const tokens = await meanwhile(all);
    assert.deepEqual(
      tokens.map(({ accessToken }) => accessToken),
      ["token-1", "token-1", "token-1"],
    );
    assert.equal(exchanges(), 1);
  });

  it("is obtained again where it was refused, once for all who had it", async () => {
    const [one, other] = [await open(), await open()];
    const { exchange } = endpoint();
    await one.token.get(undefined, exchange);
    const both = Promise.all([one.token.get("token-1", exchange), other.token.get("token-1", exchange)]);
    const tokens = (await meanwhile(both)).map(({ accessToken }) => accessToken);
    assert.deepEqual(tokens, ["token-2", "token-2"]);
  });

  it("has what is left of its life, and is obtained again before the end", async () => {
    const [one, other] = [await open(), await open()];
    const { exchange } = endpoint(1_000);
    await one.token.get(undefined, exchange);
    await pass(300);
    const { accessToken, lifetimeMs = 0 } = await other.token.get(undefined, exchange);
    assert.equal(accessToken, "token-1");
    assert.ok(lifetimeMs > 500 && lifetimeMs <= 700, String(lifetimeMs));
    await pass(650);
    assert.equal((await other.token.get(undefined, exchange)).accessToken, "token-2");
  });

  it("is tried by the next one where it cannot be obtained", async () => {
    const [one, other] = [await open(), await open()];
    await assert.rejects(
      one.token.get(undefined, () => Promise.reject(new Error("no"))),
      /no/,
    );
    assert.equal((await other.token.get(undefined, endpoint().exchange)).accessToken, "token-1");
  });

  it("changes in turns what is valid once only: each one sees what the one before has kept", async () => {
    const [one, other] = [await open(), await open()];
    let inTurn = 0;
    const turn = (at: number) =>
      (at % 2 === 0 ? one : other).token.turn("sign-in", async (kept = "") => {
        inTurn += 1;
        assert.equal(inTurn, 1);
        await Promise.resolve();
        inTurn -= 1;
        return { result: kept, keep: `${kept}x` };
      });
    const seen = await meanwhile(Promise.all([0, 1, 2, 3, 4, 5].map(turn)));
    assert.deepEqual(seen.map(({ length }) => length).sort(), [0, 1, 2, 3, 4, 5]);
    const unchanged = one.token.turn("sign-in", (kept = "") => Promise.resolve({ result: kept }));
    assert.equal((await unchanged).length, 6);
  });
});
