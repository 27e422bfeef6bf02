import assert from "node:assert/strict";
import { EVENT_NAMES } from "../../nodes/lib/platform/events/types";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { waitBench } from "../support/benches/wait";
import { createHands, storiesOf, type WaitStory } from "../support/wait-stories";

const STORIES = storiesOf(idOf("queue Sales"));

describe("genesys-wait for an event", () => {
  const { bench, open, start, arrivals, pass, act } = waitBench();
  afterEach(() => bench().close());

  it("can wait for every event but what is said", () => {
    const names = STORIES.map(({ event }) => event).sort();
    // What is said has a topic of its own.
    assert.deepEqual(names, EVENT_NAMES.filter((name) => name !== "transcript").sort());
    return open();
  });

  const begin = async ({ medium, before }: WaitStory): Promise<string> => {
    const { conversationId } =
      medium === "message"
        ? act().customerWrites({ queue: "Support" })
        : act().customerCalls({ queue: "Support" });
    await pass(1_500);
    await before(createHands(bench().simulator), conversationId);
    await pass(1_000);
    return conversationId;
  };

  for (const story of STORIES)
    for (const who of ["any", "customer", "agent"] as const) {
      const isTheirs = story.of.includes(who);
      const happens = `${story.event} of ${who} that ${isTheirs ? "happens" : "is none of theirs"}`;
      it(`${isTheirs ? "lets a message out after" : "holds a message in spite of"} ${happens}`, async () => {
        // another event beside it, which may be theirs: alone it could be refused
        await open({ for: isTheirs ? [story.event] : [story.event, "ended"], who, alreadyCounts: false });
        const conversationId = await begin(story);
        await start(conversationId, { id: "before" });
        assert.deepEqual(bench().arrivals, []);
        await story.then(createHands(bench().simulator), conversationId);
        await pass(6_000);
        const out = await arrivals(isTheirs ? 1 : 0, 50);
        const events = out.map(({ at, wait }) => [at, wait.outcome, wait.event, wait.already]);
        const isEnd = ["customerLeft", "acwStarted", "agentLeft", "ended"].includes(story.event);
        if (isTheirs) assert.deepEqual(events, [["result", "happened", story.event, false]]);
        else if (!isEnd) assert.deepEqual(events, []);
        else assert.ok(events.every(([, , event]) => event === "ended"));
      });
    }

  for (const story of STORIES)
    it(`${story.counts ? "counts" : "does not count"} ${story.event} that was before the message`, async () => {
      await open({ for: [story.event] });
      const conversationId = await begin(story);
      await story.then(createHands(bench().simulator), conversationId);
      await pass(6_000);
      await start(conversationId);
      const out = await arrivals(story.counts ? 1 : 0, 50);
      assert.deepEqual(
        out.map(({ at, wait }) => [at, wait.outcome, wait.event, wait.already]),
        story.counts ? [["result", "happened", story.event, true]] : [],
      );
    });
});
