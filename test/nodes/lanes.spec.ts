import assert from "node:assert/strict";
import fc from "fast-check";
import { createLanes } from "../../nodes/lib/node/lanes";
import { isGenesysError, type GenesysError } from "../../nodes/lib/platform/errors/errors";

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** What a message does in its lane, one step after the other. */
const STEPS = ["act", "act slowly", "wait aside", "give up", "fail"] as const;
const messages = fc.array(
  fc.record({ key: fc.constantFrom("a", "b", undefined), steps: fc.array(fc.constantFrom(...STEPS)) }),
  { maxLength: 12 },
);

describe("lanes", () => {
  it("let one message of a key act at a time, in the order of arrival, and are forgotten once they are empty", () =>
    fc.assert(
      fc.asyncProperty(messages, async (given) => {
        const lanes = createLanes();
        const acting = new Map<string, number>();
        const first: Record<string, number[]> = { a: [], b: [] };

        const live = async (nth: number): Promise<void> => {
          const { key, steps } = given[nth] ?? assert.fail();
          const turn = lanes.join(key);
          const act = async (turns: number): Promise<void> => {
            if (key === undefined) return;
            assert.equal(acting.get(key), undefined, "two at a time");
            acting.set(key, nth);
            for (let turn = 0; turn < turns; turn += 1) await settled();
            acting.delete(key);
          };
          try {
            const closing = new AbortController();
            if (steps.includes("give up")) setImmediate(() => closing.abort());
            await turn.take(closing.signal);
            if (key !== undefined) first[key]?.push(nth);
            for (const step of steps) {
              if (step === "act") await act(0);
              if (step === "act slowly") await act(2);
              if (step === "fail") throw new RangeError("fails");
              if (step !== "wait aside") continue;
              turn.leave();
              await settled();
              await turn.take(closing.signal);
            }
          } catch (error) {
            assert.ok(error instanceof RangeError || isGenesysError(error, "closed"));
          } finally {
            turn.leave();
          }
        };

        await Promise.all(given.map((_, nth) => live(nth)));
        for (const order of Object.values(first)) assert.deepEqual(order, [...order].sort((x, y) => x - y)); // prettier-ignore
        assert.equal(lanes.size(), 0);
      }),
    ));

  it("keep the place of a message that waits aside: it comes back before all later ones that do not act yet", async () => {
    const lanes = createLanes();
    const [first, second, third] = [lanes.join("a"), lanes.join("a"), lanes.join("a")];
    const order: string[] = [];
    await first.take();
    first.leave();
    const take = (name: string, turn: typeof first): void =>
      void turn.take().then(() => {
        order.push(name);
        setImmediate(turn.leave);
      });
    take("third", third);
    take("second", second);
    take("first again", first);
    for (let turn = 0; turn < 5; turn += 1) await settled();
    assert.deepEqual(order, ["second", "first again", "third"]);
  });

  it("hold the place of a message that has joined and does not take its turn yet", async () => {
    const lanes = createLanes();
    const [slow, quick] = [lanes.join("a"), lanes.join("a")];
    let taken = false;
    void quick.take().then(() => (taken = true));
    await settled();
    assert.equal(taken, false);
    slow.leave();
    await settled();
    assert.equal(taken, true);
  });

  it("leave no listener behind", async () => {
    const lanes = createLanes();
    let listeners = 0;
    const signal = {
      aborted: false,
      addEventListener: () => (listeners += 1),
      removeEventListener: () => (listeners -= 1),
    } as unknown as AbortSignal;
    const turns = Array.from({ length: 20 }, () => lanes.join("a"));
    const all = turns.map((turn) => turn.take(signal).then(turn.leave));
    assert.equal(listeners, 19);
    await Promise.all(all);
    assert.equal(listeners, 0);
  });

  it("are bounded: a message that comes when too many wait is refused as limited, and another lane accepts one", async () => {
    const lanes = createLanes(2);
    const [first, second, third] = [lanes.join("a"), lanes.join("a"), lanes.join("a")];
    assert.throws(
      () => lanes.join("a"),
      ({ code, cause }: GenesysError) => code === "limited" && cause.outcome === "notSent",
    );
    lanes.join("b").leave();
    second.leave();
    const fourth = lanes.join("a");
    await Promise.all([first, third, fourth].map((turn) => turn.take().then(turn.leave)));
    assert.equal(lanes.size(), 0);
  });
});
