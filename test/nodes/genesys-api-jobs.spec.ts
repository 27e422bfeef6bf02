import assert from "node:assert/strict";
import { apiBench } from "../support/benches/api";
import { deployNode } from "../support/redeploy";
import { CALL } from "../support/seed";
import { passUntil } from "../support/until";

const START = "postAnalyticsConversationsDetailsJobs";
const STATE = "getAnalyticsConversationsDetailsJob";
const RESULTS = "getAnalyticsConversationsDetailsJobResults";
const YESTERDAY = {
  operation: START,
  body: { interval: "2026-03-02T00:00:00.000Z/2026-03-03T00:00:00.000Z" },
};

describe("genesys-api, waiting for a job", () => {
  const { bench, open, play, sent } = apiBench();
  afterEach(() => bench().close());

  const counted = (): Record<string, number> => {
    const counts: Record<string, number> = {};
    for (const id of sent()) if (id?.includes("DetailsJob")) counts[id] = (counts[id] ?? 0) + 1;
    return counts;
  };

  it("starts it once, reads its state sparingly, and emits the results with what is known of the job", async () => {
    const { simulator, statuses } = await open({ waitForJob: true, paging: "all" });
    simulator.settings.jobRunsMs = 60_000;
    const { at, msg } = await play(YESTERDAY);
    assert.equal(at, "result", JSON.stringify(msg.error));
    const [first] = msg.payload as { conversationId: string }[];
    assert.equal(first?.conversationId, CALL.conversationId);
    const { jobId, jobState, jobMs, operation } = msg.genesys as Record<string, unknown>;
    assert.equal(typeof jobId, "string");
    assert.deepEqual([jobState, operation], ["FULFILLED", RESULTS]);
    assert.ok(Number(jobMs) >= 60_000 && Number(jobMs) < 75_000, String(jobMs));
    const { [START]: started, [STATE]: looked = 0, [RESULTS]: read } = counted();
    assert.deepEqual([started, read], [1, 1]);
    assert.ok(looked >= 6 && looked <= 12, `looked ${looked} times in a minute`);
    assert.ok(
      statuses.some(
        ({ text }) => text?.includes("PENDING") === true || text?.includes("progress.job") === true,
      ),
    );
  });

  it("reads all pages of the results", async () => {
    const { simulator } = await open({ waitForJob: true, paging: "all" });
    simulator.act.customerCalls();
    for (const [cursor, id] of [
      ["b", "one"],
      [undefined, "two"],
    ] as const)
      simulator.faults.add({
        match: { operation: RESULTS },
        fault: {
          status: 200,
          body: { conversations: [{ conversationId: id }], ...(cursor ? { cursor } : {}) },
        },
      });
    const { msg } = await play(YESTERDAY);
    assert.deepEqual(msg.payload, [{ conversationId: "one" }, { conversationId: "two" }]);
    assert.deepEqual(msg.paging, { pages: 2, entries: 2, more: false });
  });

  it("emits the first page unchanged without all pages", async () => {
    await open({ waitForJob: true });
    const { msg } = await play(YESTERDAY);
    assert.ok(
      Array.isArray((msg.payload as { conversations: unknown[] }).conversations),
      JSON.stringify(msg.error),
    );
  });

  for (const [end, sentence] of [
    ["failed", /failed \(FAILED\): The query takes too long\./],
    ["cancelled", /was cancelled/],
  ] as const)
    it(`reports one that ${end === "failed" ? "failed" : "was cancelled"} as rejected, with its id`, async () => {
      const { simulator } = await open({ waitForJob: true });
      simulator.settings.jobEndsAs = end;
      const { at, msg } = await play(YESTERDAY);
      assert.deepEqual([at, msg.error?.code], ["catch", "rejected"]);
      assert.match(msg.error?.message ?? "", sentence);
      const { jobId, outcome, operation } = msg.error?.cause ?? {};
      assert.deepEqual([typeof jobId, outcome, operation], ["string", "done", START]);
      assert.equal(counted()[RESULTS], undefined);
    });

  it("gives up at the deadline, and names the job", async () => {
    const { simulator } = await open({ waitForJob: true, deadlineSeconds: 30 });
    simulator.settings.jobRunsMs = 3_600_000;
    const { msg } = await play(YESTERDAY);
    assert.deepEqual([msg.error?.code, msg.error?.cause?.["outcome"]], ["timeout", "done"]);
    assert.match(String(msg.error?.cause?.["jobId"]), /^[0-9a-f-]{36}$/);
    assert.match(msg.error?.message ?? "", /deadlineSeconds/);
    assert.equal(counted()[START], 1);
  });

  it("never starts it again where the response was lost: the outcome is unknown", async () => {
    const { simulator } = await open({ waitForJob: true });
    simulator.faults.add({ match: { operation: START }, times: 9, fault: { lostAnswer: true } });
    const { msg } = await play(YESTERDAY);
    assert.deepEqual([msg.error?.code, msg.error?.cause?.["outcome"]], ["network", "unknown"]);
    assert.equal(counted()[START], 1);
  });

  it("does not start it again where its state cannot be read: the outcome is done, with the job's id", async () => {
    const { simulator } = await open({ waitForJob: true });
    simulator.faults.add({ match: { operation: STATE }, times: 99, fault: { status: 500 } });
    const { msg } = await play(YESTERDAY);
    assert.deepEqual([msg.error?.code, msg.error?.cause?.["outcome"]], ["server", "done"]);
    assert.equal(typeof msg.error?.cause?.["jobId"], "string");
    assert.equal(counted()[START], 1);
  });

  it("leaves one line when its node is deployed meanwhile, and emits nothing", async () => {
    const { simulator, node, clock, arrivals } = await open({ waitForJob: true });
    simulator.settings.jobRunsMs = 3_600_000;
    const warned: string[] = [];
    node.warn = (line) => void warned.push(String(line));
    bench().start(YESTERDAY);
    await passUntil(clock, () => (counted()[STATE] ?? 0) > 1);
    await deployNode("the-node", { name: "again" });
    assert.equal(warned.length, 1);
    assert.match(
      warned[0] ?? "",
      /^1 message was in progress .* Outcome unknown: 0, not sent: 0, done: 1\.$/,
    );
    assert.deepEqual(arrivals, []);
  });

  it("calls what starts no job as usual", async () => {
    await open({ waitForJob: true });
    const { msg } = await play({ operation: "getConversation", parameters: CALL_ID });
    assert.equal((msg.payload as { id: string }).id, CALL.conversationId);
    assert.equal((msg.genesys as { jobId?: string }).jobId, undefined);
  });

  it("requests a recording again until the platform has prepared it", async () => {
    const { simulator } = await open({ waitForJob: true });
    simulator.settings.recordingReadyMs = 5_000;
    const { msg } = await play({ operation: "getConversationRecordings", parameters: CALL_ID });
    const [recording] = msg.payload as { mediaUris: Record<string, { mediaUri: string }> }[];
    assert.match(recording?.mediaUris["0"]?.mediaUri ?? JSON.stringify(msg.error), /\/files\/v1\//);
    assert.ok(sent().filter((id) => id === "getConversationRecordings").length > 2);
  });

  it("is off in a flow that was stored before: the response of the start is emitted", async () => {
    await open();
    const { msg } = await play(YESTERDAY);
    assert.deepEqual(Object.keys(msg.payload as object), ["jobId"]);
    assert.deepEqual(counted(), { [START]: 1 });
  });
});

const CALL_ID = { conversationId: CALL.conversationId };
