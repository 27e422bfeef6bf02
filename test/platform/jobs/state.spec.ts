import assert from "node:assert/strict";
import { jobIdOf, jobStateOf } from "../../../nodes/lib/platform/jobs/state";

/** Every word that a model or a topic of a job has, and some that only their documentation has. */
const ENDED: Readonly<Record<string, readonly string[]>> = {
  done: [
    "FULFILLED",
    "Complete",
    "Completed",
    "SUCCEEDED",
    "Succeeded",
    "Success",
    "COMPLETED_WITH_PARTIAL_RESULTS",
    "READY",
  ],
  failed: ["FAILED", "Failed", "Error", "EXPIRED", "Failure", "Rejected", "Terminated", "Invalid"],
  cancelled: ["CANCELLED", "Canceled", "Cancelled"],
  waiting: ["WaitingForUpload", "Uploading"],
  running: [
    "QUEUED",
    "PENDING",
    "RUNNING",
    "Running",
    "Processing",
    "IN_PROGRESS",
    "InProgress",
    "SUBMITTED",
    "CANCELLING",
    "Accepted",
    "Executing",
    "Scheduled",
    "Unknown",
    "Started",
    "x",
  ],
};

describe("the state of a job", () => {
  for (const [is, words] of Object.entries(ENDED))
    it(`is ${is} in all of the platform's words for it`, () => {
      for (const word of words)
        for (const field of ["state", "status", "jobState", "jobStatus", "queryStatus"])
          assert.equal(jobStateOf({ [field]: word })?.is, is, word);
    });

  it("is read from the job in the response, from text, and is absent where there is none", () => {
    assert.equal(jobStateOf({ job: { id: "1", status: "Complete" } })?.is, "done");
    assert.equal(jobStateOf("COMPLETE")?.is, "done");
    for (const none of [undefined, null, [], {}, { state: 1 }, "<html>", 5])
      assert.equal(jobStateOf(none), undefined);
  });

  it("has how far it is, and why it failed", () => {
    assert.equal(jobStateOf({ state: "PROCESSING", percentProgress: 40 })?.percent, 40);
    assert.equal(jobStateOf({ status: "x", expectedResultCount: 8, resultCount: 2 })?.percent, 25);
    assert.equal(jobStateOf({ state: "x", totalCount: 4, successfulCount: 1, failedCount: 1 })?.percent, 50);
    assert.equal(jobStateOf({ state: "x", percentProgress: -1 })?.percent, undefined);
    for (const why of [
      { errorMessage: "Too long." },
      { error: { message: "Too long." } },
      { errors: [{ message: "Too long." }] },
      { errorInformation: { message: "Too long." } },
      { failureReason: "Too long." },
    ])
      assert.equal(jobStateOf({ state: "FAILED", ...why })?.reason, "Too long.", JSON.stringify(why));
  });

  it("belongs to the id that the start has returned", () => {
    assert.equal(jobIdOf({ jobId: "a" }, "jobId", false), "a");
    assert.equal(jobIdOf({ id: "a" }, "exportId", false), "a");
    assert.equal(jobIdOf({ job: { id: "a" }, id: "b" }, "jobId", false), "a");
    assert.equal(jobIdOf({ id: "b" }, "jobId", true), undefined);
    assert.equal(jobIdOf({ operationId: "a" }, "jobId", false), "a");
  });
});
