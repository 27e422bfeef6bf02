import assert from "node:assert/strict";
import { busyUsers } from "../../../nodes/lib/simulator/machines/availability";
import { messagesIn } from "../../../nodes/lib/simulator/store/messages";
import { frameFaults } from "../../support/models";
import { START } from "../caller";
import { listFaults } from "../histories/lists";
import { createSend, stateTopics, subscribeToAll } from "../histories/in-process";
import { beginDay, endDays, HOUR_MS, logOf } from "./days";

/** Enough of everything to see it in two hours. */
const LIVELY = {
  ...{ perHour: 200, talkSeconds: 90, transfers: 0.2, consults: 0.2, monitored: 0.2, holds: 0.4 },
  ...{ breaksPerHour: 1, breakSeconds: 200 },
};

const LINE =
  /^\d\d:[0-5]\d:[0-5]\d\.\d{3} ([0-9a-f]{8} (call|message|email|chat|callback) +|-{8} presence )\S.*$/;

describe("a floor with customers, agents and supervisors", () => {
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
      ...["is off the queue (Break)", "is off the queue (Meal)", "goes on the queue"],
      ...["wraps up (Resolved)", "wraps up (ININ-WRAP-UP-TIMEOUT)", "wraps up (ININ-WRAP-UP-SKIPPED)"],
    ])
      assert.ok(log.includes(` ${what}`), what);
  });

  const cpuMs = async (perHour: number): Promise<number> => {
    const before = process.cpuUsage();
    await logOf(1, "1", { perHour });
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };

  it("keeps up with far more customers than agents: the time grows as their number does", async () => {
    await logOf(0.1); // what is loaded with the first one
    const [few, many] = [await cpuMs(400), await cpuMs(2_000)];
    assert.ok(many < 5 * few * 2 + 500, `${few} ms for 400 customers, ${many} ms for 2,000`);
  });

  it("lets agents write in messaging conversations, before and after the customer", async () => {
    const { simulator, clock } = await beginDay("1", { ...LIVELY, mix: { message: 1 }, writes: 1 });
    clock.advance(HOUR_MS / 2);
    const written = [...messagesIn(simulator.store).values()].filter(
      ({ direction }) => direction === "outbound",
    );
    assert.ok(written.length > 50, String(written.length));
    assert.ok(written.some(({ status }) => status === "delivery-success"));
    const silent = await beginDay("1", { ...LIVELY, mix: { message: 1 }, writes: 0 });
    silent.clock.advance(HOUR_MS / 2);
    assert.ok(
      [...messagesIn(silent.simulator.store).values()].every(({ direction }) => direction === "inbound"),
    );
  });

  it("lets agents take breaks between customers, and leaves agents alone who were taken off the queue by others", async () => {
    const { simulator, clock } = await beginDay("1", { ...LIVELY, breaksPerHour: 6 });
    const away: string[] = [];
    const busy: string[] = [];
    simulator.store.onUserChange(({ what, user }) => {
      if (what !== "presence" || user.presence === "On Queue") return;
      if (busyUsers(simulator.store).has(user.id)) busy.push(user.name); // the floor catches what an act throws
      away.push(user.name);
    });
    simulator.act.agentChangesPresence({ user: "Kim Agent", presence: "Training" });
    clock.advance(HOUR_MS);
    assert.ok(new Set(away).size > 10, away.join(", "));
    assert.deepEqual(busy, []);
    assert.equal(away.filter((name) => name === "Kim Agent").length, 1);
    const kim = [...simulator.org.users.values()].find(({ name }) => name === "Kim Agent");
    assert.equal(kim?.presence, "Training");
  });

  it("brings everyone back from a break when it stops", async () => {
    const { simulator, clock } = await beginDay("1", { perHour: 0, breaksPerHour: 6, breakSeconds: 3_000 });
    const offQueue = (): number =>
      [...simulator.org.users.values()].filter(({ presence }) => presence !== "On Queue").length;
    const before = offQueue();
    clock.advance(HOUR_MS / 2);
    assert.ok(offQueue() > before + 5, String(offQueue()));
    simulator.floor.stop();
    assert.equal(offQueue(), before);
  });

  it("knows at any time who is busy and who waits, as if it looked through everything", async () => {
    const { simulator, clock } = await beginDay("1", { ...LIVELY, perHour: 400 });
    for (let minute = 0; minute < 60; minute += 1) {
      clock.advance(61_000);
      assert.deepEqual(listFaults(simulator.store), []);
    }
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
    const kinds = new Set<string>();
    let frames = 0;
    const send = createSend(simulator, simulator.act.issueToken());
    const receive = (frame: Record<string, unknown>): void => {
      frames += 1;
      const topic = String(frame["topicName"]).replace(/[0-9a-f-]{36}/g, "{id}");
      kinds.add(topic);
      for (const fault of frameFaults(frame)) faults.add(`${topic}: ${fault}`);
    };
    await subscribeToAll(simulator, send, 80, receive, stateTopics(simulator));
    clock.advance(HOUR_MS / 5);
    assert.ok(frames > 700, String(frames));
    assert.ok(kinds.size >= 18, [...kinds].join(", "));
    assert.deepEqual([...faults], []);
  });
});
