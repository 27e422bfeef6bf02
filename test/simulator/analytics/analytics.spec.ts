import assert from "node:assert/strict";
import type { VirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { idOf } from "../../../nodes/lib/simulator/store/ids";
import type { Simulator } from "../../../nodes/lib/simulator/index";
import { START } from "../caller";
import { partsOf } from "../stage";
import { ADA, all, any, EVER, is, openConversations, queriesOf } from "./queries";

const BEN = idOf("user Ben Agent");
const SERVICE = idOf("queue Service");
const SUPPORT = idOf("queue Support");

describe("the query for conversations in the simulator", () => {
  let simulator: Simulator;
  let clock: VirtualClock;
  let email: string;
  let message: string;
  before(async () => void ({ simulator, clock, email, message } = await openConversations()));
  after(() => simulator.close());

  const { ask, found, bySegment, byConversation } = queriesOf(() => simulator);

  it("joins predicates by and, or by or", async () => {
    const [ada, ben] = [is("userId", ADA), is("userId", BEN)];
    assert.deepEqual(await bySegment(all(ada, is("queueId", SUPPORT))), [START.conversationId]);
    assert.deepEqual(await bySegment(all(ada, is("queueId", SERVICE))), []);
    assert.deepEqual(await bySegment(all(ada, ben)), []);
    assert.deepEqual(await bySegment(any(ada, ben)), [START.conversationId, email]);
    assert.deepEqual(await bySegment({ ...all(ada, ben), type: "AND" }), []);
    assert.deepEqual(await bySegment(all(is("USERID", ADA.toUpperCase()))), [START.conversationId]);
  });

  it("looks for one segment that fulfils a filter, and for another one for the next", async () => {
    const [acd, agent] = [is("purpose", "acd"), is("purpose", "agent")];
    assert.deepEqual(await bySegment(all(acd, agent)), []);
    assert.equal((await bySegment(all(acd), all(agent))).length, 3);
  });

  it("joins clauses to the predicates beside them", async () => {
    const clauses = [any(is("userId", ADA), is("userId", BEN)), all(is("mediaType", "email"))];
    assert.deepEqual(await bySegment({ type: "and", clauses }), [email]);
    assert.deepEqual(await bySegment({ type: "or", clauses }), [START.conversationId, email]);
    assert.deepEqual(await bySegment({ ...all(is("purpose", "acd")), clauses }), []);
    assert.deepEqual(await bySegment({ ...any(is("mediaType", "message")), clauses }), [
      START.conversationId,
      email,
      message,
    ]);
  });

  it("obeys the filters of conversations", async () => {
    assert.deepEqual(await byConversation(all(is("conversationId", email))), [email]);
    assert.deepEqual(
      await byConversation(all(is("conversationId", email), is("externalTag", "order 7"))),
      [],
    );
    assert.deepEqual(await byConversation(all({ dimension: "conversationEnd", operator: "exists" })), [
      message,
    ]);
    assert.deepEqual(await byConversation(all({ dimension: "conversationEnd", operator: "notExists" })), [
      START.conversationId,
      email,
    ]);
    assert.deepEqual(await byConversation(all(is("externalTag", "order 7"))), [message]);
    assert.deepEqual(await byConversation(all(is("originatingDirection", "outbound"))), []);
    const both = { conversationFilters: [all(is("conversationId", email))] };
    assert.deepEqual(await found({ ...both, segmentFilters: [all(is("userId", ADA))] }), []);
  });

  it("compares metrics with a range", async () => {
    const lasted = (range: object) => byConversation(all({ metric: "tConversationDuration", range }));
    const { startAt, endAt = 0 } = partsOf(simulator, message);
    assert.deepEqual(await lasted({ gte: endAt - startAt }), [message]);
    assert.deepEqual(await lasted({ gt: endAt - startAt }), []);
    assert.deepEqual(await lasted({ gt: 0, lte: endAt - startAt }), [message]);
    assert.deepEqual(await lasted({ lt: 0 }), []);
    const alert = all(is("segmentType", "alert"), { metric: "tSegmentDuration", range: { gt: 2_100 } });
    assert.deepEqual(await bySegment(alert), [START.conversationId]);
  });

  it("sorts by what it is asked for, and pages", async () => {
    assert.deepEqual(await found({}), [START.conversationId, email, message]);
    assert.deepEqual(await found({ order: "DESC" }), [message, email, START.conversationId]);
    assert.equal((await found({ orderBy: "conversationEnd" }))[0], message);
    assert.equal((await found({ orderBy: "segmentStart", order: "desc" }))[0], message);
    const page = (pageNumber: number) => found({ paging: { pageSize: 2, pageNumber } });
    assert.deepEqual(await page(1), [START.conversationId, email]);
    assert.deepEqual(await page(2), [message]);
    assert.deepEqual(await page(3), []);
    for (const paging of [
      { pageSize: 0, pageNumber: 1 },
      { pageSize: 101, pageNumber: 1 },
      { pageSize: 1, pageNumber: 0 },
    ])
      assert.equal((await ask({ paging })).status, 400);
  });

  it("finds what went on within the interval, of those that began on one of its days", async () => {
    const now = clock.now();
    const within = (from: number, to: number) =>
      found({ interval: `${new Date(from).toISOString()}/${new Date(to).toISOString()}` });
    assert.deepEqual(await within(now - 10_000, now), [START.conversationId, email]);
    assert.deepEqual(await within(now - 999_000, now - 150_000), [START.conversationId]);
    assert.deepEqual(await within(now + 86_400_000, now + 2 * 86_400_000), []);
    for (const interval of ["", "2026-01-01", "2026-01-02T00:00Z/2026-01-01T00:00Z", "a/b", `${EVER}/x`])
      assert.equal((await ask({ interval })).status, 400, interval);
  });

  it("does not find what began on an earlier day than the interval touches", async () => {
    const conversation = partsOf(simulator, email);
    const { startAt } = conversation;
    const today = `${new Date(clock.now()).toISOString().slice(0, 10)}T00:00:00Z/2100-01-01T00:00:00Z`;
    conversation.startAt -= 86_400_000;
    assert.deepEqual(await found({ interval: today }), [START.conversationId, message]);
    assert.deepEqual(await found({}), [email, START.conversationId, message]);
    conversation.startAt = startAt;
  });
});
