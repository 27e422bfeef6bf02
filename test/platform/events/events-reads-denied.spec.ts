import assert from "node:assert/strict";
import { failureOf } from "../../support/notified";
import { MINUTE, TOPIC } from "../../support/events-time";
import { openListener } from "../../support/events-listener";

describe("conversations that may not be read after a gap", () => {
  it("are reported once, however many they are", async () => {
    const { notified, events, said, pass, call } = openListener();
    await pass(2 * MINUTE);
    for (const id of ["c1", "c2", "c3"]) notified.send(TOPIC, call(id));
    const denied = Array.from({ length: 3 }, () => failureOf("denied", 403));
    notified.script.failures.set("getConversation", denied);
    notified.drop();
    await pass(2 * MINUTE);
    assert.deepEqual([denied.length, said.filter((text) => text.includes("cannot be read")).length], [0, 1]);
    events.close();
  });
});
