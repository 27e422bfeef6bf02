import assert from "node:assert/strict";
import { createFollowers } from "../../../nodes/lib/platform/events/followers";
import { createClock } from "../../support/clock";

const open = () => {
  const clock = createClock();
  const followers = createFollowers(clock);
  const notified: [conversationId: string, at: number][] = [];
  const follow = (conversationId: string): (() => void) =>
    followers.add(conversationId, () => void notified.push([conversationId, clock.now()]));
  return { clock, followers, notified, follow };
};

describe("callers that follow a conversation", () => {
  it("are notified of what is received of theirs, and half a minute after it in case something was lost", async () => {
    const { clock, followers, notified, follow } = open();
    follow("one");
    follow("other");
    await clock.advance(20_000);
    followers.notify("one");
    await clock.advance(40_000);
    assert.deepEqual(notified, [
      ["one", 20_000],
      ["other", 30_000],
      ["one", 50_000],
      ["other", 60_000],
    ]);
  });

  it("are notified so in turn, one a second, however many there are", async () => {
    const { clock, notified, follow } = open();
    for (let nth = 0; nth < 1_000; nth += 1) follow(`conversation ${nth}`);
    await clock.advance(1_029_000);
    assert.deepEqual(
      notified.map(([, at]) => at),
      Array.from({ length: 1_000 }, (_, nth) => 30_000 + nth * 1_000),
    );
    assert.equal(new Set(notified.map(([conversationId]) => conversationId)).size, 1_000);
  });

  it("are left alone as soon as they leave, and the last one leaves no timer", async () => {
    const { clock, followers, notified, follow } = open();
    const [leave, leaveOther] = [follow("one"), follow("other")];
    leave();
    followers.notify("one");
    await clock.advance(30_000);
    leaveOther();
    assert.deepEqual([notified, clock.pending()], [[["other", 30_000]], 0]);
  });

  it("may leave or come while they are notified", async () => {
    const { clock, followers, follow, notified } = open();
    const stop = followers.add("one", () => {
      stop();
      follow("later");
    });
    await clock.advance(60_000);
    assert.deepEqual(notified, [["later", 60_000]]);
    followers.close();
    assert.equal(clock.pending(), 0);
  });
});
