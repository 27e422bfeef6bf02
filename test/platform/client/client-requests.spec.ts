import assert from "node:assert/strict";
import type { GenesysError } from "../../../nodes/lib/platform/errors/errors";
import type { PlatformRequest } from "../../../nodes/lib/platform/types";
import { createTokens } from "../../../nodes/lib/platform/client/tokens";
import { composeClient } from "../../support/client";
import { createClock } from "../../support/clock";
import { broken, ok, openScripted, refused, tokenOf } from "../../support/scripted-client";

describe("what a client sends", () => {
  const asked = { operation: "probe", method: "POST", path: "/api/v2/x", repeatable: true } as const;
  const circular: Record<string, unknown> = {};
  circular["self"] = circular;
  const unreadable = {
    toJSON: (): never => {
      throw new Error("cannot be read, +15550100");
    },
  };

  const bad: [string, Partial<PlatformRequest>, string][] = [
    ["a body with itself inside", { body: circular }, "body"],
    ["a body with a number that JSON cannot write", { body: { count: 1n } }, "body"],
    ["a body that throws when it is read", { body: unreadable }, "body"],
    ["a parameter that is no valid text", { query: { name: "\ud83d" } }, "parameters"],
  ];
  for (const [what, more, field] of bad)
    it(`refuses ${what} by name, before anything is sent, and without repeating it`, async () => {
      const { clock, client, sent, exchanges } = openScripted();
      await assert.rejects(clock.runUntil(client.request({ ...asked, ...more })), (error: GenesysError) => {
        assert.deepEqual([error.code, error.cause.outcome, error.cause.field], ["input", "notSent", field]);
        assert.equal(error.cause.operation, "probe");
        assert.doesNotMatch(error.message, /555/);
        return true;
      });
      assert.deepEqual([sent.length, exchanges(), clock.pending()], [0, 0, 0]);
    });

  it("carries a token that is good when it leaves, however long it waited for the rate limit", async () => {
    const clock = createClock();
    const sent: { at: number; token: string }[] = [];
    let given = 0;
    const client = composeClient({
      clock,
      tokens: createTokens({
        clock,
        exchange: () => Promise.resolve({ accessToken: `token-${++given}`, lifetimeMs: 60_000 }),
      }),
      transport: (request) => {
        sent.push({ at: clock.now(), token: tokenOf(request) });
        return sent.length === 1
          ? Promise.reject(refused(429, { "retry-after": "100" }))
          : Promise.resolve(ok());
      },
    });
    await clock.runUntil(client.request(asked));
    assert.deepEqual(
      sent.map(({ token }) => token),
      ["token-1", "token-2"],
    );
  });

  it("sends what it was given, whatever others do with the message while it waits or is tried again", async () => {
    const { clock, client, sent } = openScripted((_, nth) => (nth === 1 ? broken("unknown") : ok()));
    const body = { text: "as it was" };
    const calling = client.request({ ...asked, body });
    body.text = "changed by another branch of the flow";
    await clock.runUntil(calling);
    assert.deepEqual(
      sent.map((one) => one.body),
      ['{"text":"as it was"}', '{"text":"as it was"}'],
    );
  });
});
