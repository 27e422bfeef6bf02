import assert from "node:assert/strict";
import { loadIndex, operationWithId } from "../../../nodes/lib/facts/platform";
import { jobOperations, jobParameters } from "../../../nodes/lib/platform/catalogue/jobs";

const named = (id: string) => operationWithId(id) ?? assert.fail(id);
const of = (id: string): (string | undefined)[] => {
  const job = jobOperations(named(id));
  return [job?.status.id, job?.results?.id];
};

const given = ({ pathParams }: { pathParams: string[] }) =>
  Object.fromEntries(pathParams.map((name) => [name, name]));

/** One of each family, and those that are read elsewhere. */
const FAMILIES: readonly (readonly [start: string, status: string, results?: string])[] = [
  [
    "postAnalyticsConversationsDetailsJobs",
    "getAnalyticsConversationsDetailsJob",
    "getAnalyticsConversationsDetailsJobResults",
  ],
  ["postAnalyticsUsersDetailsJobs", "getAnalyticsUsersDetailsJob", "getAnalyticsUsersDetailsJobResults"],
  [
    "postAnalyticsActionsAggregatesJobs",
    "getAnalyticsActionsAggregatesJob",
    "getAnalyticsActionsAggregatesJobResults",
  ],
  ["postAuditsQuery", "getAuditsQueryTransactionId", "getAuditsQueryTransactionIdResults"],
  ["postExternalcontactsContactsExports", "getExternalcontactsContactsExport"],
  ["postRecordingJobs", "getRecordingJob"],
  ["postRecordingBatchrequests", "getRecordingBatchrequest"],
  ["postFlowsDatatableExportJobs", "getFlowsDatatableExportJob"],
  ["postSpeechandtextanalyticsTopicsPublishjobs", "getSpeechandtextanalyticsTopicsPublishjob"],
  [
    "postTaskmanagementWorkitemsBulkAddJobs",
    "getTaskmanagementWorkitemsBulkAddJob",
    "getTaskmanagementWorkitemsBulkAddJobResults",
  ],
  ["postWorkforcemanagementTeamShrinkageJobs", "getWorkforcemanagementShrinkageJob"],
  ["postWorkforcemanagementAdherenceHistoricalBulk", "getWorkforcemanagementAdherenceHistoricalBulkJob"],
  [
    "patchWorkforcemanagementAlternativeshiftsTradesStateJobs",
    "getWorkforcemanagementAlternativeshiftsTradesStateJob",
  ],
];

describe("the operations of a job", () => {
  for (const [start, status, results] of FAMILIES)
    it(`are found for ${start}`, () => assert.deepEqual(of(start), [status, results]));

  it("are none for what starts no job", () => {
    for (const id of [
      "postConversationsCalls",
      "postFlows",
      "postUsersSearch",
      "getRoutingQueues",
      "postGuides",
      "deleteRecordingJob",
      "postAnalyticsConversationsDetailsQuery",
    ])
      assert.deepEqual(of(id), [undefined, undefined], id);
  });

  it("are found for a hundred families, each with the parameters that its start has", () => {
    const starts = loadIndex()
      .filter(({ method }) => method === "POST" || method === "PATCH")
      .map(({ id }) => named(id));
    const jobs = starts.flatMap((start) => {
      const job = jobOperations(start);
      return job === undefined ? [] : [{ start, ...job }];
    });
    assert.ok(jobs.length >= 100, String(jobs.length));
    for (const { start, status, results } of jobs)
      for (const read of results === undefined ? [status] : [status, results]) {
        assert.equal(read.method, "GET", read.id);
        assert.ok(
          Object.values(jobParameters(read, start, given(start), "j")).every((value) => value !== undefined),
          `${start.id}: ${read.id}`,
        );
      }
  });

  it("that end in jobs are all found, but for those that are only notified of", () => {
    const left = loadIndex()
      .filter(({ method, path }) => method === "POST" && /\/\w*jobs$/.test(path))
      .filter(({ id }) => jobOperations(named(id)) === undefined)
      .map(({ id }) => id);
    assert.deepEqual(left, LEFT);
  });

  it("take the id of the job as their last parameter", () => {
    const start = named("postFlowsDatatableExportJobs");
    const { status } = jobOperations(start) ?? assert.fail();
    assert.deepEqual(jobParameters(status, start, { datatableId: "t", other: 1 }, "j"), {
      datatableId: "t",
      exportJobId: "j",
    });
  });
});

/** Their state is read under another path, or nowhere. */
const LEFT: readonly string[] = ["postExternalcontactsImportCsvJobs", "postFlowsDatatableImportCsvJobs"];
