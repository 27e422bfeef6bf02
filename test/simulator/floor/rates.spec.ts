import assert from "node:assert/strict";
import { ActError } from "../../../nodes/lib/simulator/act/details";
import { createRandom } from "../../../nodes/lib/simulator/floor/random";
import { DEFAULT_RATES, ratesOf } from "../../../nodes/lib/simulator/floor/rates";
import { logOf } from "./days";

describe("the rates of a floor", () => {
  it("are the usual ones where nothing else is given, and a mix is the whole of it", () => {
    assert.deepEqual(ratesOf(undefined), DEFAULT_RATES);
    assert.deepEqual(ratesOf({ perHour: 3, mix: { email: 1 } }), {
      ...DEFAULT_RATES,
      perHour: 3,
      mix: { call: 0, message: 0, email: 1, chat: 0, callback: 0 },
    });
  });

  it("are refused by name where there is no such rate, or its value is out of its limits", () => {
    const WRONG: (readonly [given: unknown, field: string])[] = [
      ...([
        [7, "rates"],
        [[], "rates"],
        [{ calls: 1 }, "calls"],
        [{ perHour: -1 }, "perHour"],
        [{ breaksPerHour: 61 }, "breaksPerHour"],
      ] as const),
      ...([
        [{ perHour: "9" }, "perHour"],
        [{ answers: 1.1 }, "answers"],
        [{ mix: [] }, "mix"],
      ] as const),
      ...([
        [{ mix: { fax: 1 } }, "mix.fax"],
        [{ mix: { call: 0 } }, "mix"],
      ] as const),
      ...([
        [{ mix: { call: NaN } }, "mix.call"],
        [{ talkSeconds: Infinity }, "talkSeconds"],
      ] as const),
    ];
    for (const [given, field] of WRONG)
      assert.throws(
        () => ratesOf(given),
        (error) => error instanceof ActError && error.field === field,
        field,
      );
  });

  it("decide what comes, and how often", async () => {
    const emails = (await logOf(2, "1", { perHour: 120, mix: { email: 1 } })).filter((line) =>
      line.endsWith(" arrives"),
    );
    assert.ok(emails.length > 200 && emails.length < 280, String(emails.length));
    assert.ok(emails.every((line) => line.includes(" email ")));
    assert.deepEqual(await logOf(1, "1", { perHour: 0, breaksPerHour: 0 }), []);
  });

  it("are what the random numbers come to", () => {
    const random = createRandom("seed");
    const many = <T>(draw: () => T): T[] => Array.from({ length: 20_000 }, draw);
    const mean = (all: number[]): number => all.reduce((sum, each) => sum + each, 0) / all.length;
    const isNear = (value: number, wanted: number): void =>
      assert.ok(Math.abs(value - wanted) < wanted * 0.05, `${value} for ${wanted}`);
    isNear(mean(many(() => random.until(1000))), 1000);
    isNear(many(() => random.around(1000)).sort((a, b) => a - b)[10_000] ?? 0, 1000);
    isNear(many(() => random.chance(0.3)).filter(Boolean).length, 6_000);
    isNear(many(() => random.weighted({ a: 3, b: 1, c: 0 })).filter((each) => each === "b").length, 5_000);
    assert.ok(many(() => random.weighted({ a: 3, c: 0 })).every((each) => each === "a"));
  });
});
