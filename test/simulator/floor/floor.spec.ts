import assert from "node:assert/strict";
import { frameFaults } from "../../support/models";
import { START } from "../caller";
import { createSend, subscribeToAll } from "../histories/in-process";
import { beginDay, endDays, HOUR_MS, logOf } from "./days";

/** Enough of everything to see it in two hours. */
const LIVELY = { perHour: 200, talkSeconds: 90, transfers: 0.2, consults: 0.2, monitored: 0.2, holds: 0.4 };

const LINE = /^\d\d:[0-5]\d:[0-5]\d\.\d{3} [0-9a-f]{8} (call|message|email|chat|callback) +\S.*$/;

describe("a floor that lives", () => {
  afterEach(endDays);

  it("has the same day for the same seed, line by line, and another day for another seed", async () => {
    const day = await logOf(1, "monday");
    assert.ok(day.length > 500, String(day.length));
    assert.deepEqual(await logOf(1, "monday"), day);
    assert.notDeepEqual(await logOf(1, "tuesday"), day);
    assert.deepEqual(
      day.filter((line) => !LINE.test(line)),
      [],
    );
  });

  it("has everything that happens on a floor", async () => {
    const log = (await logOf(2, "1", LIVELY)).join("\n");
    for (const what of [
      ...["arrives", "asks to be called", "waits in", "is alerted", "answers", "declines", "does not answer"],
      ...["gives up", "hangs up", "finishes", "writes", "holds", "resumes", "transfers", "is consulted"],
      ...["hands over", "listens in", "begins the wrap-up", "ends"],
      ...["wraps up (Resolved)", "wraps up (ININ-WRAP-UP-TIMEOUT)", "wraps up (ININ-WRAP-UP-SKIPPED)"],
    ])
      assert.ok(log.includes(` ${what}`), what);
  });

  it("keeps up: an hour takes less than two seconds of processor time", async () => {
    await logOf(0.1); // what is loaded with the first one
    const before = process.cpuUsage();
    await logOf(1);
    const { user, system } = process.cpuUsage(before);
    assert.ok(user + system < 2_000_000, `${(user + system) / 1000} ms`);
  });

  it("serves its customers: most are answered, and none is left in a conversation that no agent has", async () => {
    const { simulator, clock } = await beginDay("1", { ...LIVELY, perHour: 120 });
    clock.advance(2 * HOUR_MS);
    const all = [...simulator.store.conversations.values()].filter(({ id }) => id !== START.conversationId);
    const answered = all.filter(({ participants }) =>
      participants.some(({ userId, connectedAt }) => userId !== undefined && connectedAt !== undefined),
    );
    assert.ok(answered.length > all.length * 0.8, `${answered.length} of ${all.length}`);
    const longest = Math.max(...all.map(({ startAt, endAt = clock.now() }) => endAt - startAt));
    assert.ok(longest < HOUR_MS, `${longest} ms`);
  });

  it("leaves alone what had begun before it, and what others do does not change the arrivals", async () => {
    const arrivals = (lines: readonly string[]): string[] =>
      lines.filter((line) => line.endsWith(" arrives")).map((line) => line.replace(/ [0-9a-f]{8} /, " "));
    const { simulator, clock, lines } = await beginDay();
    clock.advance(HOUR_MS / 2);
    assert.equal(simulator.store.conversations.get(START.conversationId)?.endAt, undefined);
    const others = await beginDay();
    const { conversationId } = others.simulator.act.customerCalls({ queue: "VIP", name: "Of a flow" });
    others.clock.advance(HOUR_MS / 2);
    const found = others.simulator.store.conversations.get(conversationId);
    assert.notEqual(found?.endAt, undefined, "agents serve customers of others, too");
    assert.deepEqual(
      arrivals(others.lines).filter((line) => !line.includes("Of a flow")),
      arrivals(lines),
    );
  });

  it("sends only frames that the platform's models have", async () => {
    const { simulator, clock } = await beginDay("frames", { ...LIVELY, perHour: 120 });
    Object.assign(simulator.settings, { topicsPerChannel: 1e6, requestsPerMinute: Infinity });
    const faults = new Set<string>();
    let frames = 0;
    const send = createSend(simulator, simulator.act.issueToken());
    await subscribeToAll(simulator, send, 80, (frame) => {
      frames += 1;
      const topic = String(frame["topicName"]).replace(/[0-9a-f-]{36}/g, "{id}");
      for (const fault of frameFaults(frame)) faults.add(`${topic}: ${fault}`);
    });
    clock.advance(HOUR_MS / 3);
    assert.ok(frames > 500, String(frames));
    assert.deepEqual([...faults], []);
  });
});
