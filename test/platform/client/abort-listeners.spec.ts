import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createClosing } from "../../../nodes/lib/platform/time/clock";
import { createEvents, type Events } from "../../../nodes/lib/platform/events/events";
import { createConnect } from "../../../nodes/lib/platform/http/socket";
import { topicsOf } from "../../../nodes/lib/platform/events/topics";
import { idOf } from "../../../nodes/lib/simulator/store/ids";
import { openOrg, type SimulatedOrg } from "../../support/simulated-client";
import { createNotified } from "../../support/notified";
import { ok, openScripted } from "../../support/scripted-client";
import { asEventBody, createStory, QUEUE } from "../../support/story";
import { createWatch, type Watch } from "../../support/watched-signals";

const SUPPORT = idOf("queue Support");
const SALES = idOf("queue Sales");
const TOPIC = `v2.routing.queues.${QUEUE}.conversations`;
const LIB = join(__dirname, "../../../nodes");
/** Reads at once, each with a place in the rate limiter, a token and a request, and the connection itself. */
const MOST = 16;

describe("the abort listeners of an account's notifications", () => {
  let org: SimulatedOrg;
  let watch: Watch;
  let events: Events;

  beforeEach(async () => {
    watch = createWatch();
    org = await openOrg();
    const client = org.clientOf("client-credentials");
    const log = { info: () => undefined, warn: () => undefined };
    events = createEvents({ client, connect: createConnect(), clock: org.clock, random: () => 0.5, log });
  });
  afterEach(async () => {
    events.close();
    await org.close();
    watch.stop();
  });

  const run = async (holds: () => boolean, stepMs = 250): Promise<void> => {
    for (let turn = 0; !holds(); turn++) {
      assert.ok(turn < 4_000, `it did not come about: ${holds.toString()}`);
      await new Promise((resolve) => setTimeout(resolve, 1));
      await org.clock.advance(stepMs);
    }
  };
  const pass = (ms: number, stepMs = 250): Promise<void> => {
    const end = org.clock.now() + ms;
    return run(() => org.clock.now() >= end, stepMs);
  };
  const call = (count: number, queue: string): string[] =>
    Array.from({ length: count }, () => org.simulator.act.customerCalls({ queue }).conversationId);
  const listen = async (...topics: string[]): Promise<() => void> => {
    const stop = events.subscribe({ topics });
    await run(() => events.state().kind === "connected");
    return stop;
  };
  const reads = (): number => org.simulator.log.count("getConversation");

  const LOSSES: [string, () => void][] = [
    ["the connection was lost", () => void org.simulator.act.dropSockets()],
    ["the token was revoked", () => void org.simulator.act.revokeToken()],
    [
      "another node was deployed meanwhile",
      () => {
        org.simulator.act.stallSockets();
        events.subscribe({ topics: topicsOf("queue", SALES) });
      },
    ],
  ];
  for (const [what, lose] of LOSSES)
    it(`are few while sixty live conversations are read again after ${what}, and none is left`, async function () {
      this.timeout(30_000);
      org.simulator.settings.callerWaitsMs = 10 * 3_600_000;
      await listen(...topicsOf("queue", SUPPORT));
      call(60, "Support");
      await pass(10_000);
      const calm = watch.now();
      await pass(60_000, 2_000);
      org.simulator.log.clear();
      lose();
      await run(() => reads() >= 60);
      await pass(5_000);
      assert.deepEqual(watch.warnings(), []);
      assert.ok(watch.most() <= MOST, `${watch.most()} listeners on one signal`);
      assert.ok(watch.now() <= calm + 1, `${watch.now()} listeners are left, ${calm} before`);
      events.close();
      await pass(1_000);
      assert.equal(watch.now(), 0);
    });

  it("do not grow with the connections that were lost", async function () {
    this.timeout(30_000);
    await listen(...topicsOf("queue", SUPPORT));
    const after: number[] = [];
    for (let each = 0; each < 15; each++) {
      org.simulator.act.dropSockets();
      await pass(3 * 60_000, 2_000);
      after.push(watch.now());
    }
    assert.deepEqual(watch.warnings(), []);
    assert.ok(Math.max(...after) <= (after[0] ?? 0), `they grew: ${after.join(" ")}`);
  });

  it("do not grow with the nodes of a deploy, nor with deploys", async () => {
    const topics = [...topicsOf("queue", SUPPORT), ...topicsOf("queue", SALES)];
    for (let deploy = 0; deploy < 8; deploy++) {
      const stops = await Promise.all(Array.from({ length: 15 }, () => listen(...topics)));
      await pass(1_000);
      for (const stop of stops) stop();
      await pass(1_000);
    }
    assert.deepEqual(watch.warnings(), []);
    assert.equal(watch.now(), 0);
  });
});

describe("the abort listeners of an account with several channels", () => {
  it("are few when all of its connections are lost, however many conversations are read again", async () => {
    const watch = createWatch();
    const CHANNELS = 5;
    let opened = 0;
    const { clock, client } = openScripted(({ url, method }) => {
      const id = url.split("/").at(-1) ?? "";
      if (url.endsWith("/channels")) {
        opened += 1;
        subscribed.set(`channel-${opened}`, [TOPIC]);
        return ok({ id: `channel-${opened}`, connectUri: `wss://x.example/channel-${opened}` });
      }
      if (method === "PUT") return ok({ entities: [] });
      return method === "GET" ? ok(createStory(id, clock.now()).arrive(0).steps[0]?.conversation) : ok({});
    });
    const { connect, drop, send, subscribed } = createNotified(clock);
    const log = { info: () => undefined, warn: () => undefined };
    const events = createEvents({ client, connect, clock, random: () => 0.5, log });
    const topics = Array.from(
      { length: CHANNELS * 1_000 - 1 },
      (_, each) => `v2.users.${each}.conversations`,
    );
    events.subscribe({ topics: [TOPIC, ...topics] });
    await clock.advance(5_000);
    for (let each = 0; each < 40; each++)
      send(TOPIC, asEventBody(createStory(`c${each}`, clock.now()).arrive(0).steps[0]!.conversation));
    const calm = watch.now();
    drop(1006);
    await clock.advance(20_000);
    await new Promise((resolve) => setImmediate(resolve));
    assert.ok(opened >= CHANNELS);
    assert.deepEqual(watch.warnings(), []);
    assert.ok(watch.most() <= MOST + 2 * CHANNELS, `${watch.most()} listeners on one signal`);
    assert.equal(watch.now(), calm);
    events.close();
    await clock.advance(1_000);
    assert.equal(watch.now(), 0);
    watch.stop();
  });
});

describe("a signal of this package", () => {
  it("is made where its limit is set, and nowhere else", () => {
    const files = readdirSync(LIB, { recursive: true, encoding: "utf8" }).filter((file) =>
      file.endsWith(".ts"),
    );
    const makers = files.filter((file) =>
      readFileSync(join(LIB, file), "utf8").includes("new AbortController"),
    );
    assert.deepEqual(
      makers.map((file) => file.replaceAll("\\", "/").split("/").at(-1)),
      ["clock.ts"],
    );
  });

  it("has listeners that can be counted", () => {
    const watch = createWatch();
    const controller = createClosing();
    for (let each = 0; each < 12; each++) controller.signal.addEventListener("abort", () => undefined);
    assert.deepEqual([watch.now(), getEventListeners(controller.signal, "abort").length], [12, 12]);
    watch.stop();
  });
});
