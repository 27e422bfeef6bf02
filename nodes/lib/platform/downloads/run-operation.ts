import type { OperationAnswer, OperationCall, OperationPages } from "../api/operations";
import { callOperation, listOperation } from "../api/operations";
import { runJob, type JobResult } from "../jobs/run-job";
import type { Client, Progress } from "../types";
import { fetchFile, type FetchedFile } from "./fetch-file";

interface Inputs extends OperationCall {
  downloadFrom?: string | undefined;
  filename?: string | undefined;
}

interface Options {
  paging: "none" | "all";
  limit: number;
  waitForJob: boolean;
  download: "none" | "buffer" | "file";
  overwrite: boolean;
  maxMegabytes: number;
  deadlineSeconds: number;
}

interface Given {
  client: Client;
  inputs: Inputs;
  options: Options;
  signal: AbortSignal;
  turn: { leave(): void };
  progress: (progress: Progress) => void;
  /** Adds facts to those of the last request. */
  note: (facts: Record<string, unknown>) => void;
  /** What a relative file name is relative to. */
  directory: string;
}

export type OperationResult = (OperationAnswer | OperationPages) & { body?: unknown; file?: FetchedFile };

/** One operation as the options want it: all its pages, its job, its file. */
export const runOperation = async (given: Given): Promise<OperationResult> => {
  const { client, inputs, options, signal, progress } = given;
  const { operation, parameters, body, upload } = inputs;
  const call: OperationCall = { operation, parameters, body, upload };
  const deadline = client.clock.now() + options.deadlineSeconds * 1000;
  if (options.download === "none") return send(given, client, call, deadline);
  const { answer, file } = await fetchFile<OperationAnswer>(
    client,
    call,
    {
      ...{ download: options.download, from: inputs.downloadFrom, filename: inputs.filename },
      ...{ directory: given.directory, overwrite: options.overwrite },
      ...{ maxBytes: options.maxMegabytes * 1_000_000, signal, deadline },
      onProgress: (read, total) =>
        progress({ of: "download", read, ...(total === undefined ? {} : { total }) }),
    },
    async (noted) => {
      const answer = await send({ ...given, options: { ...options, paging: "none" } }, noted, call, deadline);
      return "pages" in answer ? { operation: answer.operation, body: answer.pages.flat() } : answer;
    },
  );
  return { ...answer, file };
};

/** The operation, or its job. */
const send = async (
  { options, signal, turn, progress, note }: Given,
  client: Client,
  call: OperationCall,
  deadline: number,
): Promise<JobResult> => {
  const limit = options.paging === "all" ? options.limit : undefined;
  const onPage = (page: { page: number; read: number; total?: number }): void =>
    progress({ of: "page", ...page });
  if (!options.waitForJob)
    return limit === undefined
      ? callOperation(client, call, { signal })
      : listOperation(client, call, limit, { signal }, onPage);
  const result = await runJob(client, call, {
    ...{ signal, deadline, limit, onPage, onStarted: turn.leave },
    onState: ({ word, percent }) =>
      progress({ of: "job", state: word, ...(percent === undefined ? {} : { percent }) }),
  });
  if (result.job !== undefined) note({ ...result.job });
  return result;
};
