import assert from "node:assert/strict";
import { createHeldBack } from "../../../nodes/lib/platform/client/held-back";
import { accountUsedUp, operationUsedUp, queueFull } from "../../../nodes/lib/platform/client/limit-errors";

describe("what is shown of requests that wait for the account's limit", () => {
  const open = () => {
    const shown: (number | undefined)[] = [];
    return { shown, ...createHeldBack((until) => shown.push(until)) };
  };

  it("is the time that the platform has named, each change once", () => {
    const { shown, waiting, over } = open();
    assert.equal(waiting(0, 5_000.4, true), 5_000.4);
    waiting(1_000, 4_000, true);
    waiting(2_000, 9_000, true);
    over();
    over();
    assert.deepEqual(shown, [5_000, 11_000, undefined]);
  });

  it("is no wait of a moment, and none for responses alone", () => {
    const { shown, waiting } = open();
    assert.deepEqual([waiting(0, 1_000, true), waiting(0, Infinity, false)], [1_000, Infinity]);
    assert.deepEqual(shown, []);
  });

  it("is a wait that is not certain only after a second, until which it looks again", () => {
    const { shown, waiting, over } = open();
    assert.equal(waiting(0, 30_000, false), 1_000);
    assert.equal(waiting(400, 29_600, false), 600);
    assert.deepEqual(shown, []);
    assert.equal(waiting(1_000, 29_000, false), 29_000);
    assert.deepEqual(shown, [30_000]);
    over();
    assert.equal(waiting(2_000, 28_000, false), 1_000, "and that second begins again");
  });

  it("is a certain wait at once, also within that second", () => {
    const { shown, waiting } = open();
    waiting(0, 30_000, false);
    assert.equal(waiting(500, 20_000, true), 20_000);
    assert.deepEqual(shown, [20_500]);
  });

  it("is nothing where it is not shown", () => {
    const { waiting, over } = createHeldBack(undefined);
    assert.equal(waiting(0, 5_000, true), 5_000);
    over();
  });
});

describe("the error of a request that does not wait for a limit", () => {
  it("says for how long, whose limit it is, and what to do; nothing was sent", () => {
    const operation = operationUsedUp(61_001);
    assert.deepEqual(
      [operation.code, operation.cause],
      ["limited", { outcome: "notSent", retryAfterMs: 61_001 }],
    );
    assert.equal(
      operation.message,
      "The platform limits this operation, so it cannot be sent for another 62 s. " +
        "Other operations of the account continue. Nothing was sent.",
    );
    const account = accountUsedUp(3_600_000);
    assert.deepEqual(
      [account.code, account.cause],
      ["limited", { outcome: "notSent", retryAfterMs: 3_600_000 }],
    );
    assert.equal(
      account.message,
      "The rate limit of this account is exceeded for another 3600 s, longer than the account waits. " +
        "Send it later, or use another OAuth client. Nothing was sent.",
    );
    const full = queueFull(7);
    assert.deepEqual([full.code, full.cause], ["limited", { outcome: "notSent", queueLimit: 7 }]);
    assert.equal(
      full.message,
      "7 messages already wait for the rate limit of this account, so this message was not sent. " +
        "Send messages more slowly, or use several accounts.",
    );
  });
});
