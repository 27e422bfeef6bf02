/** What a job says of itself, in whichever of the platform's words. Pure. */

type Fields = Readonly<Record<string, unknown>>;

export interface JobState {
  /** `waiting`: it goes on only after something that is not the job's, such as an upload. */
  is: "running" | "done" | "failed" | "cancelled" | "waiting";
  /** As the platform writes it. */
  word: string;
  /** From 0 to 100, where it is named. */
  percent?: number;
  /** Why it failed, where that is said. */
  reason?: string;
}

const STATES = ["state", "status", "jobState", "jobStatus", "queryStatus", "queryState", "executionState"];
const DONE =
  /^(fulfilled|completed?(_?with\w*)?|success(ful(ly)?)?|succeeded|done|finished|processed|published|partial\w*|ready)$/i;
const FAILED = /fail|error|reject|expired|invalid|abort|terminated|timed_?out|denied/i;
const CANCELLED = /^cancel+ed$/i;
const WAITING = /^(waitingfor\w*|awaiting\w*|readyfor\w*|pendingupload|uploading)$/i;

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

/** The object with the state: the response, or the job in it. */
const stateful = (answer: unknown): Fields =>
  !isFields(answer)
    ? {}
    : STATES.some((name) => isText(answer[name])) || !isFields(answer.job)
      ? answer
      : answer.job;

const kindOf = (word: string): JobState["is"] => {
  const plain = word.replace(/[\s-]/g, "");
  if (WAITING.test(plain)) return "waiting";
  if (CANCELLED.test(plain)) return "cancelled";
  if (DONE.test(plain)) return "done";
  return FAILED.test(plain) ? "failed" : "running";
};

/** The state in a response; a word that is not known means that the job runs. `undefined` where there is no state. */
export const jobStateOf = (answer: unknown): JobState | undefined => {
  if (isText(answer) && /^\w{3,40}$/.test(answer)) return { is: kindOf(answer), word: answer };
  const fields = stateful(answer);
  const word = STATES.map((name) => fields[name]).find(isText);
  if (word === undefined) return undefined;
  const [percent, reason] = [percentOf(fields), reasonOf(fields)];
  return {
    ...{ is: kindOf(word), word: word.slice(0, 40) },
    ...(percent === undefined ? {} : { percent }),
    ...(reason === undefined ? {} : { reason }),
  };
};

const numberOf = (value: unknown): number | undefined =>
  typeof value === "number" && Number.isFinite(value) ? value : undefined;

const percentOf = (fields: Fields): number | undefined => {
  const named = ["percentProgress", "percentComplete", "percentageComplete", "progress"]
    .map((name) => numberOf(fields[name]))
    .find((value) => value !== undefined);
  const all = numberOf(fields.expectedResultCount ?? fields.totalCount);
  const some =
    numberOf(fields.resultCount) ?? sum(numberOf(fields.successfulCount), numberOf(fields.failedCount));
  const counted = all !== undefined && all > 0 && some !== undefined ? (100 * some) / all : undefined;
  const percent = named ?? counted;
  return percent === undefined || percent < 0 || percent > 100 ? undefined : Math.floor(percent);
};

const sum = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined && b === undefined ? undefined : (a ?? 0) + (b ?? 0);

/** The platform's own words for a failure, wherever a model has them. */
const reasonOf = (fields: Fields): string | undefined => {
  const nested = [
    fields.error,
    fields.errorBody,
    fields.errorInformation,
    fields.failureReason,
    fields.errors,
    fields.messages,
  ];
  const texts = [
    ...[
      fields.errorMessage,
      fields.failureMessage,
      fields.statusMessage,
      fields.message,
      fields.failureReason,
    ],
    ...nested.flat().map((one) => (isFields(one) ? (one.message ?? one.text ?? one.details) : one)),
  ];
  return texts.find(isText);
};

/** The id of the job in the response that started it. @param name of the parameter in which it is sent. */
export const jobIdOf = (answer: unknown, name: string, isOnlyWithJob: boolean): string | undefined => {
  if (!isFields(answer)) return undefined;
  const job = isFields(answer.job) ? answer.job.id : answer.job;
  const ids = isOnlyWithJob
    ? [job, answer.jobId]
    : [answer[name], answer.jobId, job, answer.id, answer.operationId];
  return ids.find(isText);
};
