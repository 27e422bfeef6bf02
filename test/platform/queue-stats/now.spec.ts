import assert from "node:assert/strict";
import { figuresOf, NOTHING_OBSERVED, withReadings } from "../../../nodes/lib/platform/queue-stats/observed";
import { readingsOfFrame, readingsOfResponse } from "../../../nodes/lib/platform/queue-stats/readings";

const NOW = Date.parse("2026-03-02T09:00:00.000Z");
const QUEUE = "11111111-2222-4333-8444-555555555555";
const OBSERVATIONS = `v2.analytics.queues.${QUEUE}.observations`;
const ACTIVITY = `v2.analytics.queues.${QUEUE}.activity`;

const count = (metric: string, n: number, qualifier?: string) => ({ metric, qualifier, stats: { count: n } });
const longest = (value: number) => ({ metric: "oLongestWaiting", stats: { calculatedMetricValue: value } });
const voice = (...data: object[]) => ({ group: { queueId: QUEUE, mediaType: "voice" }, data });
const chat = (...data: object[]) => ({ group: { queueId: QUEUE, mediaType: "chat" }, data });
const agents = (...data: object[]) => ({ group: { queueId: QUEUE }, data });

const observe = (...results: object[]) =>
  withReadings(NOTHING_OBSERVED, readingsOfResponse({ results }, NOW), NOW);

const framed = (group: object, ...metrics: object[]) => ({
  group: { queueId: QUEUE, ...group },
  data: [{ interval: "2026-03-02T09:00:00.000Z/2026-03-02T09:00:00.000Z", metrics }],
});

describe("the figures of a queue at present", () => {
  it("are added up over media, with the longest wait of all, and kept per medium", () => {
    const figures = figuresOf(
      observe(
        voice(longest(NOW - 42_000), count("oWaiting", 2), count("oInteracting", 3), count("oAlerting", 1)),
        chat(count("oWaiting", 1), longest(NOW - 90_500), count("oInteracting", 0)),
      ),
      "any",
      NOW,
    );
    const { waiting, interacting, alerting, longestWaitSeconds, media } = figures;
    assert.deepEqual([waiting, interacting, alerting, longestWaitSeconds], [3, 3, 1, 90]);
    assert.deepEqual(media, {
      call: { waiting: 2, interacting: 3, alerting: 1, longestWaitSeconds: 42 },
      chat: { waiting: 1, interacting: 0, alerting: 0, longestWaitSeconds: 90 },
    });
  });

  it("are those of one medium only, where one is chosen; those of agents stay", () => {
    const figures = figuresOf(
      observe(
        voice(count("oWaiting", 2)),
        chat(count("oWaiting", 1)),
        agents(count("oUserRoutingStatuses", 4, "IDLE")),
      ),
      "chat",
      NOW,
    );
    assert.deepEqual([figures.waiting, Object.keys(figures.media), figures.agentsIdle], [1, ["chat"], 4]);
  });

  it("have the agents by status: on the queue is everything but off the queue", () => {
    const figures = figuresOf(
      observe(
        agents(
          count("oUserRoutingStatuses", 2, "INTERACTING"),
          count("oUserRoutingStatuses", 1, "IDLE"),
          count("oUserRoutingStatuses", 1, "NOT_RESPONDING"),
          count("oUserRoutingStatuses", 3, "OFF_QUEUE"),
        ),
      ),
      "any",
      NOW,
    );
    const { agentsOnQueue, agentsInteracting, agentsIdle, agentsNotResponding, agentsOffQueue } = figures;
    assert.deepEqual(
      [agentsOnQueue, agentsInteracting, agentsIdle, agentsNotResponding, agentsOffQueue],
      [4, 2, 1, 1, 3],
    );
  });

  it("read the longest wait as a moment, and a small value as a duration", () => {
    const of = (value: number) =>
      figuresOf(observe(voice(count("oWaiting", 1), longest(value))), "any", NOW).longestWaitSeconds;
    assert.deepEqual([of(NOW - 61_000), of(61_000), of(0)], [61, 61, 0]);
  });

  it("have no longest wait where none waits, whatever is reported of it", () => {
    const observed = observe(voice(count("oWaiting", 0), longest(NOW - 61_000)));
    assert.equal(figuresOf(observed, "any", NOW).longestWaitSeconds, 0);
  });

  it("are zero for a queue of which nothing is reported, and survive a damaged response", () => {
    for (const body of [undefined, "x", { results: {} }, { results: [null, { group: 1, data: [7] }] }])
      assert.equal(
        figuresOf(withReadings(NOTHING_OBSERVED, readingsOfResponse(body, NOW), NOW), "any", NOW).waiting,
        0,
      );
  });
});

describe("the figures of a queue, changed by frames", () => {
  const start = observe(
    voice(count("oWaiting", 0), count("oInteracting", 2)),
    agents(count("oUserRoutingStatuses", 2, "IDLE"), count("oUserRoutingStatuses", 2, "INTERACTING")),
  );
  const after = (...frames: [topic: string, body: object, at: number][]) => {
    let observed = start;
    for (const [topic, body, at] of frames)
      observed = withReadings(observed, readingsOfFrame(topic, body, at), at);
    return observed;
  };

  it("keep what a frame does not name", () => {
    const observed = after(
      [OBSERVATIONS, framed({ mediaType: "voice" }, count("oWaiting", 1), count("oAlerting", 1)), NOW],
      [OBSERVATIONS, framed({}, count("oUserRoutingStatuses", 1, "IDLE")), NOW],
    );
    const { waiting, interacting, agentsIdle, agentsInteracting } = figuresOf(observed, "any", NOW);
    assert.deepEqual([waiting, interacting, agentsIdle, agentsInteracting], [1, 2, 1, 2]);
  });

  it("let the first who waits wait since the frame, until a frame names the moment", () => {
    const waits = [OBSERVATIONS, framed({ mediaType: "voice" }, count("oWaiting", 1)), NOW] as const;
    const later = NOW + 30_000;
    assert.equal(figuresOf(after([...waits]), "any", later).longestWaitSeconds, 30);
    const activity = {
      results: [
        {
          mediaType: "voice",
          data: [
            { metric: "oLongestWaiting", calculatedMetricValue: NOW - 5_000 },
            { metric: "oWaiting", count: 2 },
          ],
        },
      ],
    };
    const named = after([...waits], [ACTIVITY, activity, later]);
    const { waiting, longestWaitSeconds } = figuresOf(named, "any", later);
    assert.deepEqual([waiting, longestWaitSeconds], [2, 35]);
  });

  it("end the longest wait with the last who waits", () => {
    const observed = after(
      [OBSERVATIONS, framed({ mediaType: "voice" }, count("oWaiting", 1)), NOW],
      [OBSERVATIONS, framed({ mediaType: "voice" }, count("oWaiting", 0)), NOW + 9_000],
    );
    assert.equal(figuresOf(observed, "any", NOW + 20_000).longestWaitSeconds, 0);
  });

  it("disregard the figures of intervals, and frames of other topics", () => {
    const interval = framed({ mediaType: "voice" }, { metric: "nOffered", stats: { count: 7 } });
    assert.deepEqual(readingsOfFrame(OBSERVATIONS, interval, NOW), []);
    assert.deepEqual(readingsOfFrame(`v2.routing.queues.${QUEUE}.users`, framed({}), NOW), []);
    assert.deepEqual(readingsOfFrame(OBSERVATIONS, "x", NOW), []);
  });
});
