import assert from "node:assert/strict";
import { createMemories, type Memory } from "../../../nodes/lib/platform/events/memory";
import { failureOf } from "../../support/notified";
import { createStory } from "../../support/story";
import { MINUTE, START, TOPIC } from "../../support/events-time";
import { ANALYTICS, openDeploys, OTHER, WHOLE, wholeCall } from "../../support/events-deploys";

describe("what a listener knows when a deploy puts another in its place", () => {
  const answered = async (all: ReturnType<typeof openDeploys>, memory: Memory, agoMs: number) => {
    const one = all.listen(TOPIC, memory);
    await all.pass(MINUTE);
    const story = createStory("c1", all.clock.now()).arrive(0).alert(10, "a").answer(10);
    await all.clock.advance(20);
    all.send(story);
    assert.deepEqual(one.names(), ["offered", "connected"]);
    all.show(story);
    await all.clock.advance(agoMs);
    return { one, story };
  };

  for (const agoMs of [0, 500, 4_000])
    it(`is not emitted again: answered ${agoMs} ms before`, async () => {
      const all = openDeploys();
      const memory = {};
      const { story } = await answered(all, memory, agoMs);
      all.deploy();
      const next = all.listen(TOPIC, memory);
      await all.pass(MINUTE);
      all.send(story);
      assert.deepEqual(next.names(), []);
      story.agentLeaves(MINUTE);
      all.send(story);
      assert.deepEqual(new Set(next.names()), new Set(WHOLE.slice(2)));
      all.close();
    });

  it("is what lets it find an end that came before the new one received anything", async () => {
    const all = openDeploys();
    const memory = {};
    const { story } = await answered(all, memory, 10_000);
    all.deploy();
    const next = all.listen(TOPIC, memory);
    await all.clock.advance(100);
    story.agentLeaves(10_000 + 50).wrapUp(10, "code-1");
    all.show(story);
    await all.pass(MINUTE);
    assert.deepEqual(new Set(next.names()), new Set([...WHOLE.slice(2), "wrappedUp"]));
    assert.ok(next.emitted.every(({ recovered }) => recovered));
    assert.equal(all.notified.of(ANALYTICS).length, 0);
    all.close();
  });

  it("has the hundred latest conversations read, however many are live: frames report the others", async () => {
    const all = openDeploys();
    const memory = {};
    all.listen(TOPIC, memory);
    await all.pass(MINUTE);
    for (let each = 0; each < 150; each++) all.send(createStory(`c${each}`, all.clock.now()).arrive(0));
    all.deploy();
    all.listen(TOPIC, memory);
    await all.pass(MINUTE);
    const read = all.notified.of("getConversation").map(({ path }) => path.split("/").at(-1));
    assert.deepEqual(new Set(read), new Set(Array.from({ length: 100 }, (_, each) => `c${each + 50}`)));
    all.close();
  });

  it("says since when nothing was received, also where the connection was lost before", async () => {
    const all = openDeploys();
    const memory = {};
    const one = all.listen(TOPIC, memory);
    await all.pass(MINUTE);
    all.fail("postNotificationsChannels", 9);
    all.notified.script.handshakes.push(failureOf("missing", 404));
    all.notified.drop(1006);
    await all.clock.advance(1_000);
    all.show(wholeCall("c1", all.clock.now()));
    all.notified.script.find = (from) => (from < START + MINUTE ? ["c1"] : []);
    await all.clock.advance(10_000);
    all.deploy();
    const next = all.listen(TOPIC, memory);
    await all.pass(10 * MINUTE);
    assert.deepEqual([one.names(), next.names()], [[], WHOLE]);
    all.close();
  });

  it("is not handed on to one that listens to something else, or comes a minute later", async () => {
    const all = openDeploys();
    const memory: Memory = {};
    await answered(all, memory, 10_000);
    all.deploy();
    assert.ok(memory.handover);
    all.listen(OTHER, memory);
    assert.equal(memory.handover, undefined);
    const again: Memory = {};
    const { one } = await answered(all, again, 10_000);
    one.stop();
    await all.pass(2 * MINUTE);
    const late = all.listen(TOPIC, again);
    await all.pass(MINUTE);
    assert.deepEqual([late.names(), all.notified.of("getConversation").length], [[], 0]);
    all.close();
  });

  it("is kept of so many nodes, and of none that is removed", () => {
    const memories = createMemories();
    const first = memories.of("node-0");
    const second = memories.of("node-1");
    assert.equal(memories.of("node-0"), first);
    for (let each = 2; each <= 200; each++) memories.of(`node-${each}`);
    assert.notEqual(memories.of("node-1"), second, "the one that was used longest ago");
    const last = memories.of("node-200");
    memories.forget("node-200");
    assert.notEqual(memories.of("node-200"), last);
  });
});
