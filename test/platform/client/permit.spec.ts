import assert from "node:assert/strict";
import { reportedOnce, type Permit } from "../../../nodes/lib/platform/client/permit";
import { enterAll, openLimiter, reported, settle } from "../../support/limiter";

describe("a permit of an operation whose limit is learned again", () => {
  /** One request of an operation has been sent again after its limit; two others wait for what becomes of it. */
  const open = async () => {
    const { clock, limiter } = openLimiter();
    const enter = () => limiter.acquire(limiter.nextPosition(), undefined, { operation: "search" });
    (await enter()).operationRefused(5_000, reported(1));
    const entered: number[] = [];
    const permits = [1, 2, 3].map(async (nth) => {
      const permit = await enter();
      entered.push(nth);
      return permit;
    });
    await clock.advance(5_000);
    assert.deepEqual(entered, [1]);
    return { clock, entered, probe: await (permits[0] ?? assert.fail()) };
  };

  it("lets all others go when its response has come", async () => {
    const { clock, entered, probe } = await open();
    await clock.advance(100);
    probe.answered(reported(2));
    await settle(clock);
    assert.deepEqual(entered, [1, 2, 3]);
  });

  it("lets the next one go where it was not sent, or was refused for another limit", async () => {
    const unsent = await open();
    unsent.probe.unsent();
    await settle(unsent.clock);
    assert.deepEqual(unsent.entered, [1, 2]);
    const refused = await open();
    refused.probe.refused(200, reported(2));
    await refused.clock.advance(199);
    assert.deepEqual(refused.entered, [1]);
    await refused.clock.advance(1);
    assert.deepEqual(refused.entered, [1, 2]);
  });
});

describe("a permit that is reported once", () => {
  const REPORTS: [name: string, report: (permit: Permit) => void][] = [
    ["answered", (permit) => permit.answered(reported(7))],
    ["refused", (permit) => permit.refused(5, reported(7))],
    ["operationRefused", (permit) => permit.operationRefused(5, reported(7))],
    ["unsent", (permit) => permit.unsent()],
  ];
  const open = () => {
    const log: unknown[][] = [];
    const permit = reportedOnce({
      answered: (...given) => void log.push(["answered", ...given]),
      refused: (...given) => void log.push(["refused", ...given]),
      operationRefused: (...given) => void log.push(["operationRefused", ...given]),
      unsent: (...given) => void log.push(["unsent", ...given]),
    });
    return { log, permit };
  };

  for (const [name, report] of REPORTS)
    it(`passes on that it was ${name}, and nothing that is reported later`, () => {
      const { log, permit } = open();
      report(permit);
      for (const [, again] of REPORTS) again(permit);
      const wanted = {
        answered: [reported(7)],
        refused: [5, reported(7)],
        operationRefused: [5, reported(7)],
        unsent: [],
      };
      assert.deepEqual(log, [[name, ...wanted[name as keyof typeof wanted]]]);
    });
});

describe("a request that was not sent", () => {
  it("gives its place to the next one", async () => {
    const { clock, limiter } = openLimiter({ maxInFlight: 1 });
    const { entered, permit } = enterAll(limiter, 2);
    await settle(clock);
    reportedOnce(await permit(0)).unsent();
    await settle(clock);
    assert.deepEqual(entered, [0, 1]);
  });
});
