import assert from "node:assert/strict";
import { isGenesysError } from "../../../nodes/lib/platform/errors/errors";
import { readQueueStats, type StatsQuery } from "../../../nodes/lib/platform/queue-stats/queue-stats";
import type { ExchangeRequest } from "../../../nodes/lib/platform/types";
import { ok, openScripted } from "../../support/scripted-client";

const SALES = "11111111-2222-4333-8444-555555555555";
const VIP = "11111111-2222-4333-8444-666666666666";
const QUEUES = [
  { id: SALES, name: "Sales" },
  { id: VIP, name: "VIP" },
];

const observed = (queueId: string, waiting: number) => ({
  group: { queueId, mediaType: "voice" },
  data: [{ metric: "oWaiting", stats: { count: waiting } }],
});

const open = (response: object = { results: [observed(SALES, 2), observed(VIP, 3)] }) => {
  const answer = ({ url }: ExchangeRequest) => {
    const { pathname, searchParams } = new URL(url);
    if (!pathname.endsWith("/routing/queues")) return ok(response);
    const [id, name] = [searchParams.getAll("id").join(), searchParams.get("name")];
    return ok({
      entities: QUEUES.filter((one) => id.includes(one.id) || one.name.toLowerCase() === name?.toLowerCase()),
    });
  };
  const { client, clock, sent } = openScripted(answer);
  const read = async (query: Partial<StatsQuery>) => {
    const reading = readQueueStats(client, {
      ...{ what: "now", queues: ["Sales"], mediaType: "any", metrics: [] },
      ...query,
    });
    let settled = false;
    const mark = (): void => void (settled = true);
    reading.then(mark, mark);
    while (!settled) await clock.advance(10);
    return reading;
  };
  const bodies = () =>
    sent.flatMap(({ body }) => (body === undefined ? [] : [JSON.parse(String(body)) as object]));
  return { read, sent, bodies, clock };
};

describe("the statistics of queues", () => {
  it("are those of several queues by one request, with sums and with those of each", async () => {
    const { read, bodies } = open();
    const { figures, queueId } = await read({ queues: ["Sales", VIP, "sales "] });
    assert.equal(bodies().length, 1);
    assert.deepEqual([figures["waiting"], queueId, "agentsOnQueue" in figures], [5, undefined, false]);
    assert.deepEqual(
      figures.queues.map((one) => [one["queueId"], one["queueName"], one["waiting"], one["agentsIdle"]]),
      [
        [SALES, "Sales", 2, 0],
        [VIP, "VIP", 3, 0],
      ],
    );
  });

  it("are flat for one queue, with its name and the response beside it", async () => {
    const { read } = open({ results: [observed(SALES.toUpperCase(), 2)] });
    const { figures, queueId, queueName, response } = await read({ queues: [SALES] });
    assert.deepEqual(
      [figures["waiting"], figures["agentsOnQueue"], queueId, queueName],
      [2, 0, SALES, "Sales"],
    );
    assert.deepEqual(response, { results: [observed(SALES.toUpperCase(), 2)] });
  });

  it("look up names once in a while", async () => {
    const { read, sent, clock } = open();
    for (let times = 0; times < 3; times++) await read({});
    assert.equal(sent.length, 4);
    await clock.advance(300_000);
    await read({});
    assert.equal(sent.length, 6);
  });

  it("are requested for one medium of an interval, in the platform's spelling", async () => {
    const { read, bodies } = open({ results: [] });
    const { figures } = await read({
      ...{ what: "interval", mediaType: "call", metrics: ["tacw"] },
      interval: "2026-03-02T08:00:00Z/2026-03-02T09:00:00Z",
    });
    assert.deepEqual(bodies(), [
      {
        interval: "2026-03-02T08:00:00.000Z/2026-03-02T09:00:00.000Z",
        groupBy: ["queueId", "mediaType"],
        filter: {
          type: "and",
          clauses: [
            { type: "or", predicates: [{ type: "dimension", dimension: "queueId", value: SALES }] },
            { type: "or", predicates: [{ type: "dimension", dimension: "mediaType", value: "voice" }] },
          ],
        },
        metrics: ["nOffered", "tAnswered", "tAbandon", "tHandle", "oServiceLevel", "tAcw"],
      },
    ]);
    assert.deepEqual([figures["offered"], figures["metrics"]], [0, {}]);
  });

  it("have further metrics, by their qualifiers where they have some", async () => {
    const users = (qualifier: string, count: number) => ({
      ...{ metric: "oUserPresences", qualifier },
      stats: { count },
    });
    const members = { metric: "oMemberUsers", stats: { count: 4 } };
    const { read } = open({
      results: [{ group: { queueId: SALES }, data: [users("a", 1), users("b", 3), members] }],
    });
    const { figures } = await read({ metrics: ["oUserPresences", "oMemberUsers"] });
    assert.deepEqual(figures.queues[0]?.["metrics"], { oUserPresences: { a: 1, b: 3 }, oMemberUsers: 4 });
  });

  for (const [name, query, code, field, words] of [
    ["no queue", { queues: [] }, "input", "queueIds", /Set the ids or the names of queues/],
    ["a metric that does not exist", { metrics: ["oWating"] }, "input", "metrics", /Did you mean oWaiting/],
    ["a metric of an interval now", { metrics: ["tAcw"] }, "input", "metrics", /present state/],
    ["an unusable interval", { what: "interval", interval: "today" }, "input", "interval", /PT30M/],
  ] as const)
    it(`are refused before anything is sent for ${name}`, async () => {
      const { read, sent } = open();
      await assert.rejects(read(query), (error) => {
        assert.ok(isGenesysError(error, code));
        assert.match(error.message, words);
        assert.deepEqual([error.cause.field, error.cause.outcome], [field, "notSent"]);
        return true;
      });
      assert.equal(sent.length, 0);
    });

  it("are an invalid response, not zeros, where the response has none", async () => {
    for (const response of ["text", { results: 7 }] as object[])
      await assert.rejects(open(response).read({}), (error) => isGenesysError(error, "answer"));
    const { figures } = await open({}).read({ what: "interval" });
    assert.equal(figures["offered"], 0);
  });

  it("are refused for a queue that does not exist, which is looked up again the next time", async () => {
    const { read, sent, bodies } = open();
    for (let times = 0; times < 2; times++)
      await assert.rejects(
        read({ queues: ["Sales", "Slaes"] }),
        (error) => isGenesysError(error, "missing") && /no such queue: Slaes/.test(error.message),
      );
    assert.deepEqual([sent.length, bodies().length], [4, 0]);
  });
});
