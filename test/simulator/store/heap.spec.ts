import assert from "node:assert/strict";
import fc from "fast-check";
import { createVirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { createHeap } from "../../../nodes/lib/simulator/store/heap";

describe("a heap", () => {
  it("returns what was pushed in order, also when some of it is dropped on the way", () => {
    const step = fc.oneof(fc.nat(50), fc.constant("pop" as const), fc.constant("keep" as const));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const heap = createHeap<number>((a, b) => a < b);
        let wanted: number[] = [];
        for (const each of steps) {
          if (each === "pop") assert.equal(heap.pop(), wanted.shift());
          else if (each === "keep") {
            heap.keep((item) => item % 2 === 0);
            wanted = wanted.filter((item) => item % 2 === 0);
          } else {
            heap.push(each);
            wanted = [...wanted, each].sort((a, b) => a - b);
          }
          assert.deepEqual([heap.peek(), heap.size()], [wanted[0], wanted.length]);
        }
      }),
    );
  });
});

describe("a virtual clock with many timers", () => {
  it("runs those of one moment in the order in which they were made, and none that was taken back", () => {
    const clock = createVirtualClock(0);
    const ran: number[] = [];
    const cancels = Array.from({ length: 5_000 }, (_, at) =>
      clock.after(1 + (at % 7), () => void ran.push(at)),
    );
    cancels.forEach((cancel, at) => {
      if (at % 10 !== 0) cancel();
    });
    assert.deepEqual([clock.pending(), clock.nextAt()], [500, 1]);
    clock.advance(7);
    const wanted = Array.from({ length: 500 }, (_, at) => at * 10).sort((a, b) => (a % 7) - (b % 7) || a - b);
    assert.deepEqual(ran, wanted);
    assert.deepEqual([clock.pending(), clock.nextAt()], [0, undefined]);
  });
});
