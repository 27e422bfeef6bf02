import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readCapture, textOfCapture } from "../../../nodes/lib/capture/format";
import { anonymise } from "../../../nodes/lib/capture/anonymise";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { captureFactsText } from "../../../scripts/capture-facts";
import { createClock, type VirtualClock } from "../../support/clock";
import { storyCapture } from "../../support/story-capture";
import { eventsOf, replayedEvents } from "../../support/replayed";

const NOW = Date.parse("2026-03-02T09:00:00.000Z");

describe("a capture in the simulated organisation", () => {
  let clock: VirtualClock;
  let simulator: Simulator;
  const open = async (...captures: unknown[]): Promise<void> => {
    clock = createClock(NOW);
    simulator = await startSimulator({ clock, captures });
  };
  afterEach(() => simulator.close());

  const control = async (method: string, name: string, body?: unknown) => {
    const response = await fetch(`${simulator.url}/_simulator/${name}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } }),
    });
    return {
      status: response.status,
      body: (await response.json()) as { result?: unknown; message?: string },
    };
  };
  const get = async (path: string): Promise<Record<string, unknown>> => {
    const headers = { Authorization: `Bearer ${simulator.act.issueToken("simulator")}` };
    const response = await fetch(`${simulator.url}${path}`, { headers });
    assert.equal(response.status, 200, path);
    return (await response.json()) as Record<string, unknown>;
  };

  it("is there from the start, in the present, with its queue and its people", async () => {
    const capture = anonymise(storyCapture());
    await open(capture);
    const conversation = await get(`/api/v2/conversations/${capture.conversationId}`);
    assert.equal(conversation["startTime"], new Date(NOW).toISOString());
    assert.equal((conversation["participants"] as unknown[]).length > 0, true);
    const [, queueId] = /"queueId":"([^"]+)"/.exec(textOfCapture(capture)) ?? [];
    assert.equal((await get(`/api/v2/routing/queues/${queueId}`))["id"], queueId);
    const [, userId] = /"userId":"([^"]+)"/.exec(textOfCapture(capture)) ?? [];
    if (userId !== undefined) assert.equal((await get(`/api/v2/users/${userId}`))["id"], userId);
  });

  it("replays the events of its frames, again and again, and shows each state to a reader", async () => {
    const capture = anonymise(storyCapture());
    await open(capture);
    const direct = eventsOf(capture);
    assert.ok(direct.length >= 6, direct.join("\n"));
    for (let round = 0; round < 3; round += 1)
      assert.deepEqual(await replayedEvents(simulator, (ms) => clock.advance(ms)), direct);
    assert.equal(simulator.captures.list()[0]?.state, "replayed");
    assert.ok((await get(`/api/v2/conversations/${capture.conversationId}`))["endTime"]);
    simulator.captures.replay();
    await clock.advance(6_000);
    const answered = await get(`/api/v2/conversations/${capture.conversationId}`);
    assert.equal(answered["endTime"], undefined);
    assert.ok(JSON.stringify(answered).includes('"state":"connected"'));
  });

  it("is loaded, listed and replayed over HTTP; a reset brings back those of the start", async () => {
    await open(storyCapture());
    const another = storyCapture("5e0f4e0e-1111-4222-8333-0123456789cd");
    assert.equal((await control("POST", "captures", another)).status, 200);
    const unclear = await control("POST", "replayCapture", {});
    assert.equal(unclear.status, 400);
    assert.match(unclear.body.message ?? "", /conversationId is one of/);
    const replayed = await control("POST", "replayCapture", { conversationId: another.conversationId });
    assert.deepEqual((replayed.body.result as { state: string }).state, "replaying");
    simulator.reset();
    assert.deepEqual(
      simulator.captures.list().map(({ conversationId, state }) => [conversationId, state]),
      [[storyCapture().conversationId, "loaded"]],
    );
    await clock.advance(60_000); // nothing of the replay is left
    assert.equal(simulator.store.conversations.get(storyCapture().conversationId)?.endAt, undefined);
    assert.equal(simulator.store.conversations.has(another.conversationId), false);
  });

  it("refuses what is no capture, with one sentence, and stays as it is", async () => {
    await open();
    const good = storyCapture();
    const cases: [unknown, RegExp][] = [
      [{}, /not a capture/],
      [[], /must be a JSON object/],
      [{ ...good, version: 2 }, /version/],
      [{ ...good, records: [{ kind: "film", at: 0 }] }, /records\.0\.kind/],
      [{ ...good, records: [{ kind: "frame", at: -1, topicName: "v2" }] }, /records\.0\.at/],
      [{ ...good, startedAt: "yesterday" }, /startedAt/],
      [{ ...good, records: "none" }, /records/],
    ];
    for (const [body, pattern] of cases) {
      const { status, body: said } = await control("POST", "captures", body);
      assert.equal(status, 400);
      assert.match(said.message ?? "", pattern);
    }
    assert.deepEqual(simulator.captures.list(), []);
    assert.equal((await control("POST", "replayCapture", {})).status, 400);
    assert.equal((await control("POST", "replayCapture", { conversationId: 5 })).status, 400);
  });

  it("copes with records that are damaged: whatever has the wrong type is absent", async () => {
    const damaged = [
      null,
      5,
      { id: 7, participants: "x" },
      {
        id: "c",
        participants: [null, 3, {}, { id: "p", calls: [null, {}, { id: "l", state: 5, segments: "x" }] }],
      },
      {
        id: "c",
        participants: [
          { id: "p", messages: [{ id: "l", messages: [{}, { messageId: "m" }] }], attributes: 3 },
        ],
      },
    ];
    await open();
    for (const body of damaged) {
      const records = [
        { kind: "read", at: 0, path: "/api/v2/conversations/c", status: 200, body },
        { kind: "frame", at: 5, topicName: "v2.users.u.conversations", eventBody: body },
      ];
      simulator.captures.load({ ...storyCapture(), conversationId: "c", records });
      simulator.captures.replay("c");
      await clock.advance(10);
      assert.equal((await control("GET", "state")).status, 200);
      if (simulator.store.conversations.has("c")) await get("/api/v2/conversations/c");
    }
  });
});

describe("the file of a capture", () => {
  it("is read as it was written, in the order of time", () => {
    const { records, ...head } = storyCapture();
    const mixed = { ...head, records: [...records].reverse() };
    assert.deepEqual(readCapture(JSON.parse(textOfCapture(mixed))), storyCapture());
  });

  it("keeps what the models of the platform name: the facts are those of the models", () => {
    const facts = readFileSync(join(__dirname, "../../../nodes/lib/facts/captures.json"), "utf8");
    assert.equal(facts, captureFactsText(), "npm run capture-facts");
  });
});
