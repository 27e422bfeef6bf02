import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { startCoverage } from "../support/fuzz/coverage";
import { fuzz, growthOf, MOST_GROWTH } from "../support/fuzz/run";
import { refusing, type Target } from "../support/fuzz/target";
import { temporaryFolder } from "../support/package";

/** Loaded after the counters have started; each level is reached only with the one before it. */
const PLANTED = `exports.door = (value) => {
  const first = value?.alpha;
  if (typeof first !== "object") return 0;
  const second = first.beta;
  if (!Array.isArray(second)) return 1;
  if (second.length < 3) return 2;
  if (typeof second[0] !== "string") return 3;
  throw new Error("planted");
};`;

const WORDS = ["alpha", "beta", "gamma", "delta"];
const target = (open: Target["open"], seeds = ["{}"]): Target => ({
  name: "planted",
  rooms: /planted\.cjs$/,
  seeds,
  open,
});
const settings = { executions: 300, seed: 7, words: WORDS };

describe("the search for faults", function () {
  this.timeout(60_000);

  it("changes inputs in the same way for the same seed", () => {
    const inputs = (): string[] => {
      const seen: string[] = [];
      // Not what the door gets: an input that took long is measured again there.
      const onInput = (input: Buffer): void => void seen.push(input.toString("hex"));
      fuzz(
        target(() => () => undefined),
        { ...settings, executions: 300, onInput },
      );
      return seen;
    };
    const [first, second] = [inputs(), inputs()];
    assert.deepEqual(first, second);
    assert.ok(new Set(first).size > 100);
  });

  it("knows an input that runs what none before it did, also in a function that has run", async () => {
    const { path, remove } = await temporaryFolder();
    writeFileSync(join(path, "planted.cjs"), PLANTED);
    const coverage = startCoverage();
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- after the start
    const { door } = require(join(path, "planted.cjs")) as { door: (value: unknown) => unknown };
    const isNew = (value: unknown): boolean => {
      door(value);
      const ran = coverage.take(/planted\.cjs$/);
      const found = ran.isNew();
      ran.add();
      return found;
    };
    const steps = [
      {},
      {},
      { alpha: {} },
      { alpha: {} },
      { alpha: { beta: [] } },
      { alpha: { beta: [1, 2, 3] } },
      {},
    ];
    assert.deepEqual(steps.map(isNew), [true, false, true, false, true, true, false]);
    assert.ok(coverage.reached().share > 0.5);
    coverage.stop();
    await remove();
  });

  it("notes a crash once, with the input", () => {
    const broken = target(() => (input) => {
      if (input.includes("gamma")) throw new Error("planted");
    });
    const { faults } = fuzz(broken, { ...settings, executions: 500 });
    assert.deepEqual(
      faults.map(({ what }) => what),
      ["crash"],
    );
    assert.match(faults[0]?.input.toString() ?? "", /gamma/);
  });

  it("notes an input that takes longer than 50 ms of the processor", () => {
    const busy = (): void => {
      const begun = process.cpuUsage();
      while (process.cpuUsage(begun).user < 60_000);
    };
    const { faults, slowestMs } = fuzz(
      target(() => busy),
      { ...settings, executions: 2 },
    );
    assert.deepEqual(
      faults.map(({ what }) => what),
      ["slow"],
    );
    assert.ok(slowestMs > 50, `${slowestMs} ms`);
  });

  it("sees memory that stays in use, and none where nothing does", () => {
    const kept: number[][] = [];
    const leaking = target(() => () => void kept.push(Array.from({ length: 20_000 }, (_, at) => at + 0.5)));
    const few = { ...settings, executions: 200 };
    assert.ok(growthOf(fuzz(leaking, few)) > MOST_GROWTH);
    assert.ok(
      growthOf(
        fuzz(
          target(() => () => undefined),
          few,
        ),
      ) < MOST_GROWTH,
    );
  });

  it("accepts only the errors of an entry point as its refusals", () => {
    refusing([SyntaxError], () => void JSON.parse("{"));
    assert.throws(
      () => refusing([SyntaxError], () => void (undefined as unknown as string).length),
      TypeError,
    );
  });
});
