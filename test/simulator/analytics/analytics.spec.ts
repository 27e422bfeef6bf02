import assert from "node:assert/strict";
import fc from "fast-check";
import { loadModels } from "../../../nodes/lib/facts/models";
import { createVirtualClock, type VirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { idOf } from "../../../nodes/lib/simulator/store/ids";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { endInteraction } from "../../../nodes/lib/simulator/machines/interaction";
import { checkedCaller } from "../../support/models";
import { START, type Got } from "../caller";
import { partsOf, talkOf } from "../stage";

const PATH = "/api/v2/analytics/conversations/details/query";
const ADA = idOf("user Ada Agent");
const BEN = idOf("user Ben Agent");
const SERVICE = idOf("queue Service");
const SUPPORT = idOf("queue Support");
const EVER = "2000-01-01T00:00:00.000Z/2100-01-01T00:00:00.000Z";

interface Filter {
  type: string;
  predicates?: object[];
  clauses?: object[];
}

const is = (dimension: string, value: string) => ({ dimension, value });
const all = (...predicates: object[]): Filter => ({ type: "and", predicates });
const any = (...predicates: object[]): Filter => ({ type: "or", predicates });

/** Ada's call of the start, an e-mail that Ben has, and a message that Cleo had. */
describe("the query for conversations in the simulator", () => {
  let clock: VirtualClock;
  let simulator: Simulator;
  let email: string;
  let message: string;
  before(async () => {
    // Well within a day: what began on an earlier day than the interval touches is not found.
    clock = createVirtualClock();
    simulator = await startSimulator({ clock });
    simulator.settings.requestsPerMinute = Infinity;
    email = talkOf(simulator, clock, "emails").conversationId;
    clock.advance(60_000);
    message = talkOf(simulator, clock, "messages", "Cleo Agent").conversationId;
    endInteraction(simulator.store, partsOf(simulator, message), "client");
    partsOf(simulator, message).externalTag = "order 7";
    clock.advance(60_000);
  });
  after(() => simulator.close());

  const ask = (more: object): Promise<Got> =>
    checkedCaller(simulator).call("POST", PATH, { interval: EVER, ...more });
  const found = async (more: object): Promise<string[]> => {
    const { status, body, text } = await ask(more);
    assert.equal(status, 200, text);
    const ids = ((body["conversations"] ?? []) as { conversationId: string }[]).map(
      (each) => each.conversationId,
    );
    if (!("paging" in more)) assert.equal(body["totalHits"], ids.length);
    return ids;
  };
  const bySegment = (...segmentFilters: Filter[]) => found({ segmentFilters });
  const byConversation = (...conversationFilters: Filter[]) => found({ conversationFilters });

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

  describe("obeys each predicate, or names it with 501", () => {
    for (const [part, model] of [
      ["conversationFilters", "ConversationDetailQueryPredicate"],
      ["segmentFilters", "SegmentDetailQueryPredicate"],
    ] as const)
      for (const kind of ["dimension", "metric"] as const)
        for (const name of loadModels()[model]?.properties[kind]?.enum ?? [])
          it(`${part}: the ${kind} ${name}`, async () => {
            const ask1 = (operator: string) => ask({ [part]: [all({ [kind]: name, operator }, is2(part))] });
            const [yes, no] = [await ask1("exists"), await ask1("notExists")];
            assert.equal(yes.status, no.status);
            if (yes.status === 200) return;
            assert.equal(yes.status, 501);
            assert.match(String(yes.body["message"]), new RegExp(`the ${kind} ${name} `));
          });
    const is2 = (part: string) =>
      part === "segmentFilters" ? is("purpose", "agent") : is("divisionId", "any");

    for (const part of ["evaluationFilters", "surveyFilters", "resolutionFilters", "aggregations"])
      it(part, async () => {
        const got = await ask({ [part]: [{ type: part === "aggregations" ? "termFrequency" : "and" }] });
        assert.equal(got.status, 501);
        assert.ok(String(got.body["message"]).includes(part));
        assert.equal((await ask({ [part]: [] })).status, 200);
      });

    it("a property, a range of a dimension and a segment that the org has not", async () => {
      for (const [predicate, name] of [
        [{ type: "property", property: "score", propertyType: "integer", value: "1" }, /property score/],
        [{ dimension: "queueId", range: { gt: 1 } }, /range of the dimension queueId/],
        [is("segmentType", "hold"), /segmentType hold/],
      ] as const) {
        const got = await ask({ segmentFilters: [all(predicate)] });
        assert.equal(got.status, 501);
        assert.match(String(got.body["message"]), name);
      }
    });
  });

  it("refuses a filter or a predicate that says nothing, or two things", async () => {
    for (const filter of [
      { type: "and" },
      { type: "or", predicates: [], clauses: [] },
      all({}),
      all({ dimension: "queueId" }),
      all({ dimension: "queueId", metric: "tSegmentDuration", value: "1" }),
      all({ type: "metric", dimension: "queueId", value: "1" }),
      all({ metric: "tSegmentDuration" }),
      all({ dimension: "colour", value: "1" }),
    ])
      assert.equal((await ask({ segmentFilters: [filter] })).status, 400, JSON.stringify(filter));
  });

  it("finds what the predicates mean, however they are nested", async () => {
    const TRUE = is("purpose", "agent");
    const FALSE = is("userId", "nobody");
    const type = fc.constantFrom("and", "or");
    const leaves = fc.array(fc.boolean(), { minLength: 1, maxLength: 3 });
    const clause = fc.record({ type, leaves });
    await fc.assert(
      fc.asyncProperty(
        fc.record({ type, leaves, clauses: fc.array(clause, { maxLength: 3 }) }),
        async (tree) => {
          const predicates = (values: boolean[]) => values.map((each) => (each ? TRUE : FALSE));
          const join = (how: string, values: boolean[]) =>
            how === "and" ? values.every(Boolean) : values.some(Boolean);
          const clauses = tree.clauses.map((each) => ({
            type: each.type,
            predicates: predicates(each.leaves),
          }));
          const meant = join(tree.type, [
            ...tree.leaves,
            ...tree.clauses.map((each) => join(each.type, each.leaves)),
          ]);
          const ids = await bySegment({ type: tree.type, predicates: predicates(tree.leaves), clauses });
          assert.equal(ids.length, meant ? 3 : 0);
        },
      ),
      { numRuns: 60 },
    );
  });
});
