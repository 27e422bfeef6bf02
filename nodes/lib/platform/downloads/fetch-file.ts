import type { Operation } from "../../facts/operations";
import { noting } from "../api/noting";
import type { OperationAnswer, OperationCall } from "../api/operations";
import { buildRequest, findOperation } from "../catalogue/catalogue";
import { isFile } from "../catalogue/files";
import { GenesysError, inputError, isGenesysError } from "../errors/errors";
import { isRead } from "../errors/act-fate";
import { writeUrl } from "../http/url";
import type { CallFacts, Client, Downloaded, DownloadTarget } from "../types";
import { addressIn } from "./addresses";
import { preparePlace, type FilePlace } from "./file-place";

export interface FileOrder {
  download: "buffer" | "file";
  /** The place of the address in the response, where it is not the only one. */
  from: string | undefined;
  filename: string | undefined;
  /** What a relative file name is relative to. */
  directory: string;
  overwrite: boolean;
  maxBytes: number;
  signal: AbortSignal;
  /** Clock time in ms at which the file has to be complete. */
  deadline: number;
  onProgress: (read: number, total: number | undefined) => void;
}

/** A file, and what is known of it. */
export interface FetchedFile extends Downloaded {
  /** Where its address was in the response; undefined where the response is the file. */
  from?: string;
  /** The bytes, where they are wanted. */
  buffer?: Buffer;
  /** The path that it was written to. */
  path?: string;
}

/**
 * Calls an operation and downloads the file that its response names, or is.
 * @param call calls the operation and waits for its job, if it starts one.
 */
export const fetchFile = async <A extends OperationAnswer>(
  client: Client,
  call: OperationCall,
  order: FileOrder,
  send: (client: Client) => Promise<A>,
): Promise<{ answer: A | { operation: Operation; body: undefined }; file: FetchedFile }> => {
  const operation = findOperation(call.operation);
  const place = await placeOf(order);
  const { onProgress, maxBytes, signal, deadline } = order;
  const get = async (url: string, of?: string): Promise<FetchedFile> => {
    const target = place ?? inMemory();
    const download = {
      url,
      maxBytes,
      onProgress,
      open: target.open,
      ...(of === undefined ? {} : { operation: of }),
    };
    const facts = await client.download(download, { signal, deadline });
    return { ...facts, ...(await target.keep(signal)) };
  };
  if (isFileItself(operation, call)) {
    const { path, query } = buildRequest(operation, call.parameters, call.body);
    return {
      answer: { operation, body: undefined },
      file: await get(writeUrl("", path, query), operation.id),
    };
  }
  let seen: CallFacts | undefined;
  const answer = await send(noting(client, (facts) => (seen = facts)));
  try {
    const bytes = bytesOf(answer.body);
    if (bytes !== undefined) {
      const file = await keepBytes(bytes, place ?? inMemory(), order);
      return { answer, file: { ...file, contentType: seen?.contentType ?? "text/plain; charset=utf-8" } };
    }
    const { field, url } = addressIn(answer.body, order.from, operation.id);
    return { answer, file: { ...(await get(url)), from: field } };
  } catch (error) {
    throw isRead({ method: operation.method, operation: operation.id }) ? error : asDone(error);
  }
};

/** The answer is the file, or a redirect to it unless the flow has asked for the address. */
const isFileItself = (operation: Operation, { parameters }: OperationCall): boolean =>
  isFile(operation) ||
  (operation.query.some(({ name }) => name === "issueRedirect") &&
    String(parameters["issueRedirect"]) !== "false");

/** The operation has taken effect, whatever becomes of the file. */
const asDone = (error: unknown): unknown =>
  isGenesysError(error) && error.code !== "closed"
    ? new GenesysError(error.code, error.message, { ...error.cause, outcome: "done" })
    : error;

const bytesOf = (body: unknown): Uint8Array | undefined =>
  body instanceof Uint8Array ? body : typeof body === "string" ? Buffer.from(body, "utf8") : undefined;

/** What gets the bytes, and what is kept of them in the end. */
interface Keeping {
  open(): Promise<DownloadTarget>;
  keep(signal: AbortSignal): Promise<{ buffer?: Buffer; path?: string }>;
}

const placeOf = async ({
  download,
  filename,
  directory,
  overwrite,
}: FileOrder): Promise<Keeping | undefined> => {
  if (download === "buffer") return undefined;
  if (filename === undefined || filename.trim() === "")
    throw inputError("filename", 'The input "filename" is blank. Set the path of the file.');
  const place: FilePlace = await preparePlace(filename, directory, overwrite);
  return {
    open: place.open,
    keep: async (signal) => {
      await place.keep(signal);
      return { path: place.path };
    },
  };
};

const inMemory = (): Keeping => {
  let chunks: Uint8Array[] = [];
  return {
    open: () => {
      chunks = [];
      return Promise.resolve({
        write: (bytes) => Promise.resolve(void chunks.push(bytes)),
        end: () => Promise.resolve(),
        drop: () => Promise.resolve(void (chunks = [])),
      });
    },
    keep: () => Promise.resolve({ buffer: Buffer.concat(chunks) }),
  };
};

const keepBytes = async (
  bytes: Uint8Array,
  target: Keeping,
  { maxBytes, signal }: FileOrder,
): Promise<FetchedFile> => {
  if (bytes.length > maxBytes)
    throw inputError(
      "maxMegabytes",
      `The file is larger than ${maxBytes / 1_000_000} MB. Set a higher limit in the option "maxMegabytes".`,
    );
  const file = await target.open();
  try {
    await file.write(bytes);
    await file.end();
  } catch (error) {
    await file.drop();
    throw error;
  }
  return { bytes: bytes.length, ...(await target.keep(signal)) };
};
