import type { Operation } from "../../facts/operations";
import { loadIndex, operationWithId } from "../../facts/platform";

/** The operations that belong to a job which another one starts. */
export interface JobOperations {
  status: Operation;
  /** What reads what it has found; without one, the status has it. */
  results?: Operation;
  /**
   * Is it a job only where the response names one? An operation that does its work at once may have such a path as well.
   */
  isOnlyWithJob: boolean;
}

/** What starts a job ends so, and `GET` of the same path with an id reads its state. */
const STARTS = /\/(\w*jobs|exports|imports|batchrequests|audits\/query)$/;
/** In workforce management, many operations are jobs of which the path says nothing; theirs is below the path. */
const MAY_START = /^\/api\/v2\/workforcemanagement\//;

const nameless = (path: string): string => path.replace(/\{[^}]*\}/g, "{}");
const paramsIn = (path: string): string[] => [...path.matchAll(/\{([^}]*)\}/g)].map(([, name = ""]) => name);

/**
 * The operations with which a job is watched and read, if this operation starts one. Found by their paths, because the facts do
 * not have the models of responses.
 */
export const jobOperations = ({ method, path }: Operation): JobOperations | undefined => {
  const isStart = STARTS.test(path);
  if ((method !== "POST" && method !== "PATCH") || !(isStart || MAY_START.test(path))) return undefined;
  const reads = loadIndex().filter((one) => one.method === "GET");
  const at = (wanted: string) => reads.find((one) => nameless(one.path) === wanted);
  const own = nameless(path);
  const status =
    (isStart ? at(`${own}/{}`) : undefined) ??
    at(`${own}/jobs/{}`) ??
    (isStart ? elsewhere(path, reads) : undefined);
  if (status === undefined) return undefined;
  const results = at(`${nameless(status.path)}/results`);
  const [read, found] = [operationWithId(status.id), results && operationWithId(results.id)];
  return read && { status: read, ...(found && { results: found }), isOnlyWithJob: !isStart };
};

/** Some jobs of one thing are read where those of all are: the same last words, fewer ids before them. */
const elsewhere = <T extends { path: string }>(path: string, reads: readonly T[]): T | undefined => {
  const area = path.split("/", 4).join("/");
  const tail = `/${path.split("/").slice(-2).join("/")}/{}`;
  const known = paramsIn(path);
  const fitting = reads.filter(
    (one) =>
      one.path.startsWith(`${area}/`) &&
      nameless(one.path).endsWith(nameless(tail)) &&
      paramsIn(one.path)
        .slice(0, -1)
        .every((name) => known.includes(name)),
  );
  return fitting.length === 1 ? fitting[0] : undefined;
};

/**
 * The parameters of an operation of a job: the id as the last one, before it those of its start, which may have another name
 * there.
 */
export const jobParameters = (
  { pathParams }: Operation,
  start: Operation,
  given: Readonly<Record<string, unknown>>,
  jobId: string,
): Record<string, unknown> =>
  Object.fromEntries(
    pathParams.map((name, index) => {
      const inStart = start.pathParams.includes(name) ? name : (start.pathParams[index] ?? name);
      return [name, index === pathParams.length - 1 ? jobId : given[inStart]];
    }),
  );
