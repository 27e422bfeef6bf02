import type { Operation } from "../../facts/operations";
import { noting } from "../api/noting";
import {
  callOperation,
  listOperation,
  type OnPage,
  type OperationAnswer,
  type OperationCall,
  type OperationPages,
} from "../api/operations";
import { findOperation } from "../catalogue/catalogue";
import { jobOperations, jobParameters, type JobOperations } from "../catalogue/jobs";
import { GenesysError } from "../errors/errors";
import { afterDone } from "../errors/after-done";
import { scrub } from "../errors/scrub";
import { steadily, sleep } from "../time/clock";
import type { Client } from "../types";
import { jobIdOf, jobStateOf, type JobState } from "./state";

/** Looks at a job come at first so soon after each other, in ms ... */
const FIRST_LOOK_MS = 1_000;
/** ... and at last so. A report on a day takes seconds, one on a month minutes. */
const LONGEST_LOOK_MS = 10_000;
const GROWTH = 1.5;

export interface JobOptions {
  signal: AbortSignal;
  /** Clock time in ms at which it is no longer waited for. */
  deadline: number;
  /** How many entries of all pages of the results are read; `undefined`: the first page, unchanged. */
  limit: number | undefined;
  onState: (state: JobState) => void;
  onPage: OnPage;
  /** Called when the job has been started, and nothing acts any more. */
  onStarted: () => void;
}

/** What is known of a job that has ended. */
export interface JobFacts {
  jobId: string;
  jobState: string;
  /** From the response that started it to its end, in ms. */
  jobMs: number;
}

export type JobResult = (OperationAnswer | OperationPages) & { job?: JobFacts };

/**
 * Starts a job, waits until it has ended, and reads what it has found. An operation that starts none is called as usual; a read
 * that the platform answers with 202, because it still prepares the file, is repeated until it is ready.
 * @throws GenesysError `rejected` if the job failed or was cancelled, `timeout` at the deadline; with `cause.jobId`, and the
 * outcome `done`: the job was started, and is never started a second time.
 */
export const runJob = async (
  client: Client,
  call: OperationCall,
  options: JobOptions,
): Promise<JobResult> => {
  const operation = findOperation(call.operation);
  const job = jobOperations(operation);
  if (job === undefined)
    return operation.method === "GET"
      ? readWhenReady(client, call, operation, options)
      : first(client, call, options);
  const { signal } = options;
  const started = await callOperation(client, { ...call, once: true }, { signal });
  options.onStarted();
  const jobId = jobIdOf(started.body, job.status.pathParams.at(-1) ?? "", job.isOnlyWithJob);
  if (jobId === undefined) {
    if (job.isOnlyWithJob || jobStateOf(started.body)?.is === "done") return started;
    throw noJob(operation);
  }
  try {
    return await follow(client, { call, operation, job, jobId }, options);
  } catch (error) {
    const advice = `The job is ${jobId}. Do not start it again: read it with ${job.status.id}.`;
    const facts = { operation: operation.id, jobId };
    throw isOfJob(error) ? error : afterDone(error, { what: "The job was started", advice, facts, signal });
  }
};

interface Started {
  call: OperationCall;
  operation: Operation;
  job: JobOperations;
  jobId: string;
}

const follow = async (client: Client, started: Started, options: JobOptions): Promise<JobResult> => {
  const { job, jobId, call, operation } = started;
  const { signal } = options;
  const clock = steadily(client.clock);
  const startedAt = clock.now();
  const parameters = jobParameters(job.status, operation, call.parameters, jobId);
  const { body, state } = await lookUntilEnded(client, started, parameters, options);
  const facts = { jobId, jobState: state.word, jobMs: clock.now() - startedAt };
  if (state.is === "failed" || state.is === "cancelled") throw failed(started, state);
  if (state.is === "waiting" || job.results === undefined) return { operation, body, job: facts };
  const of = {
    operation: job.results.id,
    parameters: jobParameters(job.results, operation, call.parameters, jobId),
  };
  const { limit, onPage, deadline } = options;
  const found =
    limit === undefined
      ? await callOperation(client, of, { signal, deadline })
      : await listOperation(client, of, limit, { signal, deadline }, onPage);
  return { ...found, operation, job: facts };
};

const lookUntilEnded = async (
  client: Client,
  started: Started,
  parameters: Record<string, unknown>,
  { signal, deadline, onState }: JobOptions,
): Promise<{ body: unknown; state: JobState }> => {
  const { clock } = client;
  let last = "unknown";
  for (let pause = FIRST_LOOK_MS; ; pause = Math.min(pause * GROWTH, LONGEST_LOOK_MS)) {
    const remainingMs = deadline - clock.now();
    if (remainingMs <= 0) throw tooLate(started, last);
    await sleep(clock, Math.min(pause, remainingMs), signal);
    const { body } = await callOperation(
      client,
      { operation: started.job.status.id, parameters },
      { signal },
    );
    const state = jobStateOf(body);
    if (state === undefined) throw noState(started);
    if (state.is !== "running") return { body, state };
    last = state.word;
    onState(state);
  }
};

const first = (client: Client, call: OperationCall, { signal, limit, onPage }: JobOptions) =>
  limit === undefined
    ? callOperation(client, call, { signal })
    : listOperation(client, call, limit, { signal }, onPage);

/** A recording is first made ready: until then the platform returns 202. */
const readWhenReady = async (
  client: Client,
  call: OperationCall,
  operation: Operation,
  options: JobOptions,
): Promise<JobResult> => {
  const { deadline, signal, onState } = options;
  const isAlways202 = operation.statuses?.every((status) => status === 202) ?? false;
  for (let pause = FIRST_LOOK_MS; ; pause = Math.min(pause * GROWTH, LONGEST_LOOK_MS)) {
    let status = 200;
    const observed = noting(client, (facts) => (status = facts.status));
    const answer = await first(observed, call, options);
    if (status !== 202 || isAlways202) return answer;
    onState({ is: "running", word: "202" });
    const remainingMs = deadline - client.clock.now();
    if (remainingMs <= 0)
      throw new GenesysError(
        "timeout",
        `${operation.id} is still being prepared at the deadline. Request it again later.`,
        {
          ...{ outcome: "done", operation: operation.id, status },
        },
      );
    await sleep(client.clock, Math.min(pause, remainingMs), signal);
  }
};

class JobError extends GenesysError {}
const isOfJob = (error: unknown): error is JobError => error instanceof JobError;

const factsOf = ({ operation, jobId }: Started) => ({
  outcome: "done" as const,
  operation: operation.id,
  jobId,
});

const failed = (started: Started, { is, word, reason }: JobState): JobError => {
  const why = reason === undefined ? "" : `: ${scrub(reason).replace(/[.\s]*$/, ".")}`;
  const what = is === "cancelled" ? "was cancelled" : `failed (${word})`;
  return new JobError(
    "rejected",
    `The job ${started.jobId} ${what}${why === "" ? "." : why} Correct the request and start it again.`,
    {
      ...factsOf(started),
      jobState: word,
      ...(reason === undefined ? {} : { platformMessage: scrub(reason) }),
    },
  );
};

const tooLate = (started: Started, word: string): JobError =>
  new JobError(
    "timeout",
    `The job ${started.jobId} has not ended at the deadline (${word}). Set a longer time in "deadlineSeconds", or read it later with ${started.job.status.id}.`,
    { ...factsOf(started), jobState: word },
  );

const noState = (started: Started): JobError =>
  new JobError(
    "answer",
    `The response of ${started.job.status.id} has no state of the job ${started.jobId}.`,
    factsOf(started),
  );

const noJob = ({ id }: Operation): GenesysError =>
  new GenesysError("answer", `The response of ${id} names no job, so it cannot be waited for.`, {
    ...{ outcome: "done", operation: id },
  });
