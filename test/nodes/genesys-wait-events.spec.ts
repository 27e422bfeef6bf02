import assert from "node:assert/strict";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { waitBench } from "../support/benches/wait";
import { createHands, storiesOf, type WaitStory } from "../support/wait-stories";

// Whose event it is, for each event: test/platform/wait-until/events.spec.ts.
const STORIES = storiesOf(idOf("queue Sales"));

describe("genesys-wait for an event", () => {
  const { bench, open, start, next, topics, pass, act } = waitBench();
  afterEach(() => bench().close());

  const begin = async ({ medium, before }: WaitStory): Promise<string> => {
    const { conversationId } =
      medium === "message"
        ? act().customerWrites({ queue: "Support" })
        : act().customerCalls({ queue: "Support" });
    await pass(1_000, 250);
    await before(createHands(bench().simulator), conversationId);
    await pass(500, 250);
    return conversationId;
  };

  for (const story of STORIES) {
    const who = story.of.at(-1) ?? "any";
    it(`lets a message out after ${story.event} of ${who}`, async () => {
      await open({ for: [story.event], who, alreadyCounts: false });
      const conversationId = await begin(story);
      await start(conversationId, { id: "before" });
      assert.deepEqual(bench().arrivals, []);
      await story.then(createHands(bench().simulator), conversationId);
      const { at, msg, wait } = await next(250);
      assert.deepEqual(
        [at, msg["id"], wait.outcome, wait.event, wait.already],
        ["result", "before", "happened", story.event, false],
      );
    });
  }

  it("lets a message out at once that comes after the event, and subscribes nothing for it", async () => {
    const story = STORIES.find(({ event }) => event === "held") ?? assert.fail();
    await open({ for: ["ended", story.event] });
    const conversationId = await begin(story);
    await story.then(createHands(bench().simulator), conversationId);
    await pass(1_000, 250);
    bench().start({ conversationId });
    const { at, wait } = await next();
    assert.deepEqual([at, wait.outcome, wait.event, wait.already], ["result", "happened", "held", true]);
    assert.deepEqual(topics(), []);
  });

  it("counts any of several events, and names the one that happened", async () => {
    await open({ for: ["wrappedUp", "customerLeft", "held"] });
    const conversationId = act().customerCalls({ queue: "Support" }).conversationId;
    await start(conversationId);
    act().customerHangsUp(conversationId);
    assert.equal((await next()).wait.event, "customerLeft");
  });
});
