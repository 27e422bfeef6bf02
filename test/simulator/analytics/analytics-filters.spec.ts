import assert from "node:assert/strict";
import fc from "fast-check";
import { loadModels } from "../../../nodes/lib/facts/models";
import type { Simulator } from "../../../nodes/lib/simulator/index";
import { all, is, openConversations, queriesOf } from "./queries";

describe("the query for conversations in the simulator", () => {
  let simulator: Simulator;
  before(async () => void ({ simulator } = await openConversations()));
  after(() => simulator.close());

  const { ask, bySegment } = queriesOf(() => simulator);

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
        [is("segmentType", "voicemail"), /segmentType voicemail/],
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
    const FALSE = is("userId", "no user");
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
