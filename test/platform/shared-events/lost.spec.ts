import assert from "node:assert/strict";
import { createMemoryBackplanes } from "../../../nodes/lib/platform/backplane/memory";
import type { Backplane, Stream } from "../../../nodes/lib/platform/backplane/types";
import { createMember, LEASE_MS } from "../../../nodes/lib/platform/shared-events/member";
import type { Lead, ReceivedUntil } from "../../../nodes/lib/platform/shared-events/types";
import { createClock } from "../../support/clock";

const START_MS = 1_000_000;
/** So often an instance looks. */
const LOOK_MS = 300;

/** Two instances, of which the first leads from the beginning, and has received everything until `received`. */
const startTwo = async (received: ReceivedUntil) => {
  const clock = createClock(START_MS);
  const settings = { perMinute: 300, maxWaitMs: 1_000, jitterMs: 0 };
  const backplanes = createMemoryBackplanes({ clock, random: () => 0.5, settings });
  let isEmpty = false;
  let server = 1;
  const emptied = (stream: Stream): Stream => ({
    ...stream,
    append: (entries, step) => {
      if (step?.fence !== undefined && (step.keep?.size ?? 0) > 0) isEmpty = false;
      return stream.append(entries, step);
    },
    kept: () => (isEmpty ? Promise.resolve(new Map<string, string>()) : stream.kept()),
    keptAs: (name) => (isEmpty ? Promise.resolve(undefined) : stream.keptAs(name)),
    report: async (...asked) => {
      const report = await stream.report(...asked);
      return report && { ...report, server: String(server), ...(isEmpty ? { kept: undefined } : {}) };
    },
  });
  const withStreams = (backplane: Backplane): Backplane => ({
    ...backplane,
    streamOf: (name) => emptied(backplane.streamOf(name)),
  });
  const led: Lead[] = [];
  const member = () =>
    createMember({
      ...{ backplane: withStreams(backplanes()), clock, signal: new AbortController().signal },
      listening: {
        name: "node",
        deliver: () => Promise.resolve(),
        onRole: () => undefined,
        lead: (lead) => {
          led.push(lead);
          return { stop: () => undefined, received: () => received };
        },
      },
    });
  const [one, other] = [member(), member()];
  const look = (which: typeof one, isFirst: boolean, mayTake = (_forMs?: number) => true): Promise<void> =>
    clock.runUntil(which.look({ isFirst, mayTake }));
  for (let left = 20; left > 0; left -= 1) {
    await look(one, true);
    await look(other, false);
    await clock.advance(LOOK_MS);
  }
  assert.deepEqual([one.isLeading(), other.isLeading(), led.length], [true, false, 1]);
  const lose = (): void => {
    isEmpty = true;
    server += 1;
  };
  const close = (): Promise<unknown> => clock.runUntil(Promise.all([one.close(), other.close()]));
  return { clock, one, other, led, look, lose, close };
};

describe("an instance that takes over from a backplane that has lost everything", () => {
  const takeOver = async (received: ReceivedUntil): Promise<Lead["until"]> => {
    const { clock, other, led, look, lose, close } = await startTwo(received);
    lose(); // and the first one looks no more
    for (let left = 15; left > 0; left -= 1) {
      await look(other, true);
      await clock.advance(LOOK_MS);
    }
    assert.deepEqual([other.isLeading(), led.length], [true, 2]);
    await close();
    return led[1]?.until;
  };

  it("reads what happened since the time that it had recorded, soon after a gap as well", async () => {
    assert.equal(await takeOver({ until: undefined, live: START_MS - 4_000 }), START_MS - 4_000);
  });

  it("takes the later one of both, where everything was received for long", async () => {
    assert.equal(await takeOver({ until: START_MS - 9_000, live: START_MS - 5_000 }), START_MS - 5_000);
  });

  it("has no time to start from where nothing was received", async () => {
    assert.equal(await takeOver({ until: undefined, live: undefined }), undefined);
  });
});

describe("an instance that has led, and has waited for a reply for longer than its lease,", () => {
  it("goes on with what it knows, though one that knows nothing may take the lead a second before it", async () => {
    const { clock, one, other, led, look, lose, close } = await startTwo({
      until: undefined,
      live: START_MS,
    });
    lose();
    const lostAt = clock.now();
    const after =
      (ms: number) =>
      (forMs = 0) =>
        clock.now() >= lostAt + ms + forMs;
    for (let at = 0; at < 6_000; at += LOOK_MS) {
      if (at > LEASE_MS) await look(one, true, after(2_500));
      await look(other, true, after(1_500));
      await clock.advance(LOOK_MS);
    }
    assert.deepEqual([one.isLeading(), other.isLeading(), led.length], [true, false, 1]);
    await close();
  });
});
