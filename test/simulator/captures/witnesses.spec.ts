import assert from "node:assert/strict";
import { readCapture, textOfCapture } from "../../../nodes/lib/capture/format";
import { conversationToWire } from "../../../nodes/lib/simulator/formatters/conversation";
import { startSimulator } from "../../../nodes/lib/simulator/index";
import { createClock } from "../../support/clock";
import { eventsOf, legsIn, replayedEvents } from "../../support/replayed";
import { captureOf, witnesses } from "../../support/witnesses";

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

describe("captures by other people", () => {
  for (const witness of witnesses()) {
    it(`${witness.file}: loads, keeps its shape, loses its ids, and replays the events of its frames`, async () => {
      const { raw, made } = captureOf(witness);
      assert.deepEqual(readCapture(JSON.parse(textOfCapture(made))), JSON.parse(JSON.stringify(made)));
      const text = textOfCapture(made);
      for (const id of new Set(textOfCapture(raw).match(UUID) ?? [])) assert.ok(!text.includes(id), id);
      const clock = createClock(Date.parse("2026-03-02T09:00:00.000Z"));
      const simulator = await startSimulator({ clock, captures: [JSON.parse(text)] });
      try {
        const [record] = made.records;
        const shown = record?.kind === "read" ? record.body : undefined;
        const kept = simulator.store.conversations.get(made.conversationId);
        if (record?.kind === "read") assert.ok(kept, "the conversation is there");
        if (kept && legsIn(shown) !== undefined && JSON.stringify(shown).includes('"segments"'))
          assert.deepEqual(legsIn(conversationToWire(simulator.store, kept)), legsIn(shown));
        const direct = eventsOf(made);
        assert.deepEqual(await replayedEvents(simulator, (ms) => clock.advance(ms)), direct);
        assert.equal(eventsOf(raw).length, direct.length);
      } finally {
        await simulator.close();
      }
    });
  }
});
