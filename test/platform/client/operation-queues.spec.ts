import assert from "node:assert/strict";
import {
  createOperationQueues,
  type QueuedRequest,
} from "../../../nodes/lib/platform/client/operation-queues";

const MAX_WAIT_MS = 180_000;
const open = () => {
  const queues = createOperationQueues<string>(MAX_WAIT_MS);
  const log: unknown[][] = [];
  const place = (position: number, operation = "a", until = Infinity): QueuedRequest<string> => ({
    ...{ position, operation, until },
    admit: (permit) => log.push([position, permit]),
    refuse: ({ cause }) => log.push([position, "refused", cause.retryAfterMs]),
    hold: (heldUntil) => log.push([position, "held", heldUntil]),
  });
  const add = (position: number, operation?: string, now = 0, until?: number): QueuedRequest<string> => {
    const one = place(position, operation, until);
    queues.add(one, now);
    return one;
  };
  const take = (now = 0): number | undefined => queues.take(now)?.position;
  return { ...queues, log, add, take };
};

describe("the requests that wait, by operation", () => {
  it("are taken in the order of their positions, across operations, a retry at its old place", () => {
    const { add, take, size } = open();
    add(3, "a");
    add(5, "b");
    add(4, "b");
    add(2, "a");
    add(6, "a");
    assert.equal(size(), 5);
    assert.deepEqual([take(), take(), take(), take(), take(), take()], [2, 3, 4, 5, 6, undefined]);
    assert.equal(size(), 0);
  });

  it("leave once, also where they were taken before", () => {
    const { add, take, remove, size } = open();
    const [one, two] = [add(1), add(2)];
    remove(one);
    remove(one);
    assert.deepEqual([size(), take()], [1, 2]);
    remove(two);
    assert.equal(size(), 0);
  });

  it("are counted where their operation may be sent", () => {
    const { add, open: count, hasOpen, close } = open();
    assert.deepEqual([hasOpen(0), count(0)], [false, 0]);
    add(1, "a");
    add(2, "a");
    add(3, "b");
    assert.deepEqual([hasOpen(0), count(0)], [true, 3]);
    close("a", 0, 5_000);
    assert.deepEqual([hasOpen(0), count(0), count(4_999)], [true, 1, 1]);
    assert.equal(count(5_000), 2, "of an operation whose limit is learned again, one");
  });
});

describe("an operation whose own limit is used up", () => {
  it("holds back its own requests only, until the time that was named", () => {
    const { add, take, close, opensInMs, hasOpen } = open();
    add(1, "a");
    add(2, "b");
    close("a", 0, 5_000);
    assert.deepEqual([take(), take(4_999), hasOpen(4_999)], [2, undefined, false]);
    assert.deepEqual([opensInMs(0), opensInMs(4_999), opensInMs(5_000)], [5_000, 1, Infinity]);
    assert.equal(take(5_000), 1);
  });

  it("opens in the time of the next one that has requests", () => {
    const { add, close, opensInMs } = open();
    assert.equal(opensInMs(0), Infinity);
    close("c", 0, 1_000);
    add(1, "a");
    add(2, "b");
    close("a", 0, 7_000);
    close("b", 0, 5_000);
    assert.equal(opensInMs(2_000), 3_000);
  });

  it("only ever moves its time later", () => {
    const { add, take, close } = open();
    add(1);
    close("a", 0, 5_000);
    close("a", 1_000, 1_000);
    assert.equal(take(4_999), undefined);
    assert.equal(take(5_000), 1);
  });

  it("is learned again by one request; the others follow its response, or a second later", () => {
    const { add, take, close, answered, opensInMs } = open();
    for (const position of [1, 2, 3]) add(position);
    close("a", 0, 5_000);
    assert.deepEqual([take(5_000), take(5_000), take(5_999)], [1, undefined, undefined]);
    assert.equal(opensInMs(5_400), 600);
    assert.equal(take(6_000), 2, "its response is late");
    answered("a", 5_000);
    assert.equal(take(6_000), 3);
  });

  it("is not opened by the response to a request that left before the refusal, or with it", () => {
    const { add, take, close, answered } = open();
    add(1);
    close("a", 1_000, 5_000);
    answered("a", 999);
    answered("a", 1_000);
    answered("b", 2_000);
    assert.equal(take(5_999), undefined);
    answered("a", 1_001);
    assert.equal(take(5_999), 1);
  });

  it("sends the next one at once where the first one showed nothing", () => {
    const { add, take, close, unsettled } = open();
    add(1);
    add(2);
    unsettled("a");
    close("a", 0, 5_000);
    assert.equal(take(5_000), 1);
    unsettled("a");
    assert.equal(take(5_000), 2);
  });

  it("shows each request until when it waits", () => {
    const { add, close, log } = open();
    add(1);
    close("a", 0, 5_000);
    add(2, "a", 1_000);
    add(3, "b", 1_000);
    assert.deepEqual(log, [
      [1, "held", 5_000],
      [2, "held", 5_000],
    ]);
    add(4, "a", 5_000);
    assert.equal(log.length, 2, "its time is over");
  });

  it("refuses a request at once that would wait for longer than it may, and the account's own time", () => {
    const { add, close, log, size } = open();
    add(1, "a", 0, 5_000);
    add(2, "a", 0, 4_999);
    close("a", 0, 5_000);
    assert.deepEqual(log, [
      [1, "held", 5_000],
      [2, "refused", 5_000],
    ]);
    assert.equal(size(), 1);
    close("b", 0, MAX_WAIT_MS);
    add(3, "b");
    close("c", 0, MAX_WAIT_MS + 1);
    add(4, "c");
    assert.deepEqual(log.slice(2), [
      [3, "held", MAX_WAIT_MS],
      [4, "refused", MAX_WAIT_MS + 1],
    ]);
    assert.equal(size(), 2);
  });
});

describe("the requests that are taken out at once", () => {
  it("are all whose operation may be sent, in their order; the others stay", () => {
    const { add, drain, close, size, take } = open();
    for (const [position, operation] of [
      [4, "a"],
      [1, "b"],
      [3, "a"],
      [2, "c"],
    ] as const)
      add(position, operation);
    close("c", 0, 5_000);
    assert.deepEqual(
      drain(0).map(({ position }) => position),
      [1, 3, 4],
    );
    assert.deepEqual([size(), take(4_999), take(5_000)], [1, undefined, 2]);
    assert.deepEqual(drain(9_000), []);
  });
});
