import assert from "node:assert/strict";
import { claimKey, createLedger } from "../../../nodes/lib/platform/open-messaging/ledger";
import { readOpenMessage } from "../../../nodes/lib/platform/open-messaging/message";
import { createClock } from "../../support/clock";
import { eventBody, receiptBody, webhookBody } from "../../support/open-messages";

const HOUR = 60 * 60_000;

const keyOf = (body: Record<string, unknown>, endpoint = "node"): string =>
  claimKey(endpoint, readOpenMessage(body), Buffer.from(JSON.stringify(body)));

describe("the ledger of received messages", () => {
  it("gives a key to the first who claims it, for 24 hours", async () => {
    const clock = createClock();
    const ledger = createLedger({ clock });
    assert.deepEqual([ledger.claim("a"), ledger.claim("a"), ledger.claim("b")], [true, false, true]);
    await clock.advance(24 * HOUR - 1);
    assert.equal(ledger.claim("a"), false);
    await clock.advance(1);
    assert.equal(ledger.claim("a"), true);
  });

  it("takes back what was not received after all", () => {
    const ledger = createLedger({ clock: createClock() });
    ledger.claim("a");
    ledger.release("a");
    assert.equal(ledger.claim("a"), true);
  });

  it("keeps no more than its limit: the oldest go first", () => {
    const ledger = createLedger({ clock: createClock(), mostKeys: 3 });
    for (const key of ["a", "b", "c", "d"]) assert.equal(ledger.claim(key), true);
    assert.equal(ledger.size(), 3);
    assert.deepEqual([ledger.claim("d"), ledger.claim("c"), ledger.claim("a")], [false, false, true]);
  });

  it("forgets what is over as new messages come", async () => {
    const clock = createClock();
    const ledger = createLedger({ clock });
    for (let nth = 0; nth < 100; nth += 1) ledger.claim(String(nth));
    await clock.advance(25 * HOUR);
    ledger.claim("new");
    assert.equal(ledger.size(), 1);
  });

  it("knows a message by its id, whatever else has changed, for each endpoint by itself", () => {
    const body = webhookBody();
    assert.equal(keyOf(body), keyOf({ ...body, text: "the same again" }));
    assert.notEqual(keyOf(body), keyOf(webhookBody()));
    assert.notEqual(keyOf(body), keyOf(body, "another node"));
  });

  it("knows the receipts and the events of one message apart", () => {
    const id = "e".repeat(32);
    const bodies = [
      webhookBody({ id }),
      receiptBody("Sent", { id }),
      receiptBody("Delivered", { id }),
      eventBody("Typing", { type: "On" }, { id }),
      eventBody("Presence", { type: "Join" }, { id }),
    ];
    assert.equal(new Set(bodies.map((body) => keyOf(body))).size, bodies.length);
    for (const body of bodies) assert.equal(keyOf(body), keyOf(structuredClone(body)));
  });

  it("knows something without an id by its bytes, and keeps as little of a large id as of a small one", () => {
    assert.equal(keyOf({ type: "Text", text: "a" }), keyOf({ type: "Text", text: "a" }));
    assert.notEqual(keyOf({ type: "Text", text: "a" }), keyOf({ type: "Text", text: "b" }));
    assert.equal(keyOf(webhookBody({ id: "x".repeat(500_000) })).length, keyOf(webhookBody()).length);
  });
});
