import assert from "node:assert/strict";
import type { GenesysError } from "../../../nodes/lib/platform/errors/errors";
import { call } from "../../support/client";
import { broken, ok, openScripted, refused, START } from "../../support/scripted-client";

describe("client", () => {
  it("never repeats a POST whose response was lost, and reports that its outcome is not known", async () => {
    const { clock, client, sent } = openScripted(() => broken("unknown"));
    await assert.rejects(clock.runUntil(call(client, "/a")), (error: GenesysError) => {
      assert.equal(error.message, "The connection failed. It is unknown whether the request took effect.");
      assert.deepEqual(error.cause, { outcome: "unknown", operation: "probe", attempts: 1 });
      return true;
    });
    assert.equal(sent.length, 1);
  });

  it("repeats a POST of which nothing was sent, and says so when it gives up", async () => {
    const { clock, client, sent } = openScripted(() => broken("notSent"));
    await assert.rejects(clock.runUntil(call(client, "/a")), (error: GenesysError) => {
      assert.equal(error.message, "The connection failed. Nothing was sent.");
      assert.equal(error.cause.attempts, 4);
      return true;
    });
    assert.equal(sent.length, 4);
  });

  it("does not say that nothing was sent where an earlier try may have arrived", async () => {
    const { clock, client, sent } = openScripted((_, nth) => broken(nth === 1 ? "unknown" : "notSent"));
    const repeatable = { operation: "probe", method: "PUT", path: "/a", repeatable: true } as const;
    await assert.rejects(clock.runUntil(client.request(repeatable)), ({ message, cause }: GenesysError) => {
      assert.equal(cause.outcome, "unknown");
      assert.match(message, /It is unknown whether the request took effect\.$/);
      return true;
    });
    assert.equal(sent.length, 4);
  });

  it("retries a GET whose response was lost, with waits that grow", async () => {
    const { clock, client, sentAt } = openScripted((_, nth) => (nth <= 3 ? broken("unknown") : ok("found")));
    assert.equal(await clock.runUntil(call(client, "/a", { method: "GET" })), "found");
    assert.deepEqual(sentAt, [5, 5 + 10 + 250, 265 + 10 + 500, 775 + 10 + 1_000]);
  });

  it("does not repeat a 500, nor a mistake of its own", async () => {
    const server = openScripted(() => refused(500));
    await assert.rejects(server.clock.runUntil(call(server.client, "/a", { method: "GET" })), {
      code: "server",
    });
    const bug = openScripted(() => new TypeError("x is not a function"));
    await assert.rejects(
      bug.clock.runUntil(call(bug.client, "/a", { method: "GET" })),
      (error: GenesysError) => {
        assert.deepEqual([error.code, error.cause.outcome], ["answer", "unknown"]);
        assert.match(error.message, /Unexpected: x is not a function/);
        return true;
      },
    );
    assert.deepEqual([server.sent.length, bug.sent.length], [1, 1]);
  });

  it("tries nothing again behind the deadline of the message", async () => {
    const { clock, client, sent } = openScripted(() => broken("unknown"));
    const calling = call(client, "/a", { method: "GET", deadline: START + 300 });
    await assert.rejects(clock.runUntil(calling), { code: "network" });
    assert.equal(sent.length, 2);
  });
});
