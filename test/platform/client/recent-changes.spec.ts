import assert from "node:assert/strict";
import { createChanges } from "../../../nodes/lib/platform/client/recent-changes";
import { GenesysError, type Outcome } from "../../../nodes/lib/platform/errors/errors";
import { SETTLE_MS } from "../../../nodes/lib/platform/time/wait";
import { createClock } from "../../support/clock";

const IDS = { conversationId: "c", participantId: "p", communicationId: "k" };
const failed = (outcome: Outcome): GenesysError => new GenesysError("network", "It failed.", { outcome });

/** The changes of one account; `held` begins a change whose request ends when the spec says so. */
const open = () => {
  const clock = createClock(1_000_000);
  const changes = createChanges(clock);
  const done = (changed: Record<string, unknown>, ids = IDS) =>
    changes.send(ids, changed, () => Promise.resolve("answer"));
  const held = (changed: Record<string, unknown>, signal?: AbortSignal) => {
    let begun = 0;
    let end = (_error?: unknown): void => undefined;
    const sending = changes.send(
      IDS,
      changed,
      () => {
        begun += 1;
        return new Promise<void>((resolve, reject) => {
          end = (error) => (error === undefined ? resolve() : reject(error));
        });
      },
      signal,
    );
    return { sending, begun: () => begun, end: (error?: unknown) => end(error) };
  };
  return { clock, changes, done, held };
};
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("what an account has changed a moment ago", () => {
  it("is not settled until a read shows it, and then it is forgotten", async () => {
    const { changes, done } = open();
    assert.equal(await done({ held: true }), "answer");
    assert.equal(changes.isUnsettled(IDS, { held: false }), true);
    assert.equal(changes.isUnsettled(IDS, { held: true }), false);
    assert.equal(changes.isUnsettled(IDS, { held: false }), false, "another one has changed it since");
  });

  it("counts for its time only", async () => {
    const { clock, changes, done } = open();
    await done({ held: true });
    await clock.advance(SETTLE_MS - 1);
    assert.equal(changes.isUnsettled(IDS, { held: false }), true);
    await clock.advance(1);
    assert.equal(changes.isUnsettled(IDS, { held: false }), false);
  });

  it("is of one participant and one property, in any spelling of the ids", async () => {
    const { changes, done } = open();
    await done({ held: true });
    assert.equal(
      changes.isUnsettled({ ...IDS, conversationId: "C", participantId: "P" }, { held: false }),
      true,
    );
    assert.equal(changes.isUnsettled({ ...IDS, conversationId: "other" }, { held: false }), false);
    assert.equal(changes.isUnsettled({ ...IDS, participantId: "other" }, { held: false }), false);
    assert.equal(changes.isUnsettled(IDS, { muted: false }), false);
    assert.equal(changes.isUnsettled(IDS, { muted: false, held: false }), true, "one of them suffices");
  });

  it("is not settled by a read of its value while another value was sent just before", async () => {
    const { clock, changes, done } = open();
    await done({ held: true });
    await done({ held: false });
    assert.equal(changes.isUnsettled(IDS, { held: false }), true, "it may be the state before both");
    await done({ held: false });
    assert.equal(changes.isUnsettled(IDS, { held: false }), true, "the first one is still not far away");
    await clock.advance(SETTLE_MS);
    await done({ held: false });
    assert.equal(changes.isUnsettled(IDS, { held: false }), false);
  });

  it("is settled by a read of its value where the same was sent before", async () => {
    const { changes, done } = open();
    await done({ held: true });
    await done({ held: true });
    assert.equal(changes.isUnsettled(IDS, { held: true }), false);
  });
});

describe("a change that is in progress", () => {
  it("is not settled, and a read that shows it does not end that", async () => {
    const { clock, changes, held } = open();
    const one = held({ held: true });
    await settled();
    await clock.advance(10 * SETTLE_MS);
    assert.equal(changes.isUnsettled(IDS, { held: false }), true);
    assert.equal(changes.isUnsettled(IDS, { held: true }), false);
    assert.equal(changes.isUnsettled(IDS, { held: false }), true);
    one.end();
    await one.sending;
    assert.equal(changes.isUnsettled(IDS, { held: false }), true, "from its end on it counts for its time");
  });

  it("is waited for by another one of the same property, whatever it ends with", async () => {
    for (const error of [undefined, failed("refused"), new Error("bug")]) {
      const { held } = open();
      const first = held({ held: true });
      await settled();
      const second = held({ held: false, muted: true });
      await settled();
      assert.deepEqual([first.begun(), second.begun()], [1, 0]);
      first.end(error);
      await first.sending.catch((thrown: unknown) => assert.equal(thrown, error));
      await settled();
      assert.equal(second.begun(), 1);
    }
  });

  it("is not waited for by one of another property", async () => {
    const { held } = open();
    const [first, second] = [held({ held: true }), held({ muted: true })];
    await settled();
    assert.deepEqual([first.begun(), second.begun()], [1, 1]);
  });

  it("is waited for by each in its turn: never two at once", async () => {
    const { held } = open();
    const all = [held({ held: true }), held({ held: false }), held({ held: true })];
    for (const nth of [1, 2, 3]) {
      await settled();
      assert.equal(all.filter((one) => one.begun() === 1).length, nth);
      for (const one of all) one.end();
    }
    await Promise.all(all.map(({ sending }) => sending));
  });

  it("is no longer waited for when the node of the other one is closed; that one was not sent", async () => {
    const { held } = open();
    held({ held: true });
    await settled();
    const closing = new AbortController();
    const second = held({ held: false }, closing.signal);
    closing.abort();
    await assert.rejects(second.sending, { code: "closed" });
    assert.equal(second.begun(), 0);
  });
});

describe("a change that has failed", () => {
  const after = async (error: unknown, before?: Record<string, unknown>) => {
    const { changes, done, held } = open();
    if (before !== undefined) await done(before);
    const one = held({ held: true });
    await settled();
    one.end(error);
    await assert.rejects(one.sending, (thrown) => thrown === error);
    return changes;
  };

  it("counts where it may have had an effect", async () => {
    for (const error of [failed("unknown"), failed("done"), new Error("bug")])
      assert.equal((await after(error)).isUnsettled(IDS, { held: false }), true);
  });

  it("does not count where it had none", async () => {
    for (const error of [failed("refused"), failed("notSent")])
      assert.equal((await after(error)).isUnsettled(IDS, { held: false }), false);
  });

  it("leaves the one before as it was", async () => {
    const changes = await after(failed("refused"), { held: false });
    assert.equal(changes.isUnsettled(IDS, { held: true }), true);
    assert.equal(changes.isUnsettled(IDS, { held: false }), false);
  });
});
