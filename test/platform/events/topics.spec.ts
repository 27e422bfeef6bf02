import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadTopics } from "../../../nodes/lib/facts/topics";
import { topicsPage } from "../../../scripts/topics-page";
import { meantTopics, topicsOf } from "../../../nodes/lib/platform/events/topics";

const ID = "0e18f2c4-0000-4000-8000-000000000000";

describe("the topics of notifications", () => {
  it("are all of the platform, each with the type of its payload, and on their page", () => {
    assert.equal(loadTopics().length, 242);
    assert.deepEqual(
      loadTopics().filter(({ payload }) => !/^[A-Z]\w+$/.test(payload)),
      [],
    );
    const written = readFileSync(join(__dirname, "../../../docs/topics.md"), "utf8");
    assert.equal(written, topicsPage(), "run: npm run catalogue");
  });

  it("are all known, with any id and in any case", () => {
    for (const { topic } of loadTopics()) {
      assert.equal(meantTopics(topic.replaceAll("{id}", ID)), undefined, topic);
      assert.equal(meantTopics(topic.replaceAll("{id}", "1").toUpperCase()), undefined, topic);
    }
  });

  it("are known when several of one stem are written as one", () => {
    assert.equal(meantTopics(`v2.users.${ID}?presence&routingStatus&conversations`), undefined);
    assert.notEqual(meantTopics(`v2.users.${ID}?presence&nonsense`), undefined);
  });

  it("that do not exist lead to the nearest ones, ids filled in", () => {
    assert.equal(meantTopics(`v2.user.${ID}.conversations`)?.[0], `v2.users.${ID}.conversations`);
    assert.equal(
      meantTopics(`v2.routing.queue.${ID}.conversation`)?.[0],
      `v2.routing.queues.${ID}.conversations`,
    );
    assert.equal(
      meantTopics(`v2.detail.events.conversations.${ID}.user.ended`)?.[0],
      `v2.detail.events.conversation.${ID}.user.end`,
    );
  });

  it("without an id in place of the braces are none", () => {
    assert.notEqual(meantTopics("v2.users.{id}.conversations"), undefined);
    assert.notEqual(meantTopics("v2.users..conversations"), undefined);
  });

  it("of a scope exist", () => {
    for (const scope of ["queue", "user", "conversation"] as const)
      for (const topic of topicsOf(scope, ID)) assert.equal(meantTopics(topic), undefined, topic);
  });
});
