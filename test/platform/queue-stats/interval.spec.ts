import assert from "node:assert/strict";
import { isGenesysError } from "../../../nodes/lib/platform/errors/errors";
import {
  aggregatesOf,
  intervalFigures,
  plainSummary,
  together,
} from "../../../nodes/lib/platform/queue-stats/aggregates";
import { intervalOf } from "../../../nodes/lib/platform/queue-stats/interval";

const NOW = Date.parse("2026-03-02T09:00:00.000Z");
const QUEUE = "11111111-2222-4333-8444-555555555555";

describe("an interval", () => {
  for (const [written, from, to] of [
    ["PT30M", "2026-03-02T08:30:00.000Z", "2026-03-02T09:00:00.000Z"],
    ["P1DT1H", "2026-03-01T08:00:00.000Z", "2026-03-02T09:00:00.000Z"],
    ["2026-03-02T08:00:00Z", "2026-03-02T08:00:00.000Z", "2026-03-02T09:00:00.000Z"],
    ["2026-03-01T00:00:00+01:00 / 2026-03-02", "2026-02-28T23:00:00.000Z", "2026-03-02T00:00:00.000Z"],
  ] as const)
    it(`can be written as ${written}`, () => {
      assert.equal(intervalOf(written, NOW), `${from}/${to}`);
    });

  for (const written of [
    "2026-02-30T08:00:00Z",
    "2026-02-01/2026-02-29",
    "",
    "P",
    "PT",
    "30",
    "yesterday",
    "2026-03-02/2026-03-01",
    "2026-03-03",
    "a/b/c",
    "PT0S",
  ])
    it(`cannot be "${written}"`, () => {
      assert.throws(
        () => intervalOf(written, NOW),
        (error) => isGenesysError(error, "input") && error.cause.field === "interval",
      );
    });
});

describe("the figures of an interval", () => {
  const metric = (name: string, stats: object) => ({ metric: name, stats });
  const body = {
    results: [
      {
        group: { queueId: QUEUE, mediaType: "voice" },
        data: [
          {
            interval: "2026-03-02T08:30:00.000Z/2026-03-02T09:00:00.000Z",
            metrics: [
              metric("nOffered", { count: 5 }),
              metric("tAnswered", { count: 4, sum: 32_296, max: 9_806 }),
              metric("tAbandon", { count: 1, sum: 40_000, max: 40_000 }),
              metric("tHandle", { count: 4, sum: 600_000, max: 301_249 }),
              metric("oServiceLevel", { ratio: 0.6, numerator: 3, denominator: 5, target: 0.8 }),
            ],
          },
        ],
      },
      {
        group: { queueId: QUEUE.toUpperCase(), mediaType: "message" },
        data: [
          {
            metrics: [
              metric("nOffered", { count: 1 }),
              metric("tAnswered", { count: 1, sum: 8_000, max: 8_000, min: 8_000 }),
              metric("oServiceLevel", { ratio: 1, numerator: 1, denominator: 1, target: 0.9 }),
            ],
          },
        ],
      },
    ],
  };
  const media = aggregatesOf(body).get(QUEUE) ?? assert.fail();

  it("are averages and maxima in seconds, and the service level in percent with its target", () => {
    assert.deepEqual(intervalFigures(media.get("call") ?? assert.fail()), {
      offered: 5,
      answered: 4,
      abandoned: 1,
      averageAnswerSeconds: 8.1,
      maximumAnswerSeconds: 9.8,
      averageHandleSeconds: 150,
      maximumHandleSeconds: 301.2,
      serviceLevelPercent: 60,
      serviceLevelTargetPercent: 80,
    });
  });

  it("are weighted where they are added up; targets that differ have no common one", () => {
    const { offered, averageAnswerSeconds, serviceLevelPercent, serviceLevelTargetPercent } = intervalFigures(
      together([...media.values()]),
    );
    assert.deepEqual(
      [offered, averageAnswerSeconds, serviceLevelPercent, serviceLevelTargetPercent],
      [6, 8.1, 66.7, null],
    );
  });

  it("are null, not zero, where there was nothing to measure", () => {
    const { offered, averageHandleSeconds, maximumAnswerSeconds, serviceLevelPercent } = intervalFigures(
      new Map(),
    );
    assert.deepEqual(
      [offered, averageHandleSeconds, maximumAnswerSeconds, serviceLevelPercent],
      [0, null, null, null],
    );
  });

  it("have the parts of another metric that was requested", () => {
    const { tAnswered, nOffered } = Object.fromEntries(media.get("message") ?? []);
    assert.deepEqual(tAnswered && plainSummary(tAnswered), { count: 1, sum: 8_000, max: 8_000, min: 8_000 });
    assert.deepEqual(nOffered && plainSummary(nOffered), { count: 1 });
  });
});
