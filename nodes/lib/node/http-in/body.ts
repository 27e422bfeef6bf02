import type { IncomingMessage } from "node:http";
import { Refusal } from "./refusal";
import { isRead } from "./unread";

/** More than any body that Genesys Cloud sends: files come as URLs. */
export const LARGEST_BODY = 1024 * 1024;

/** A request as middleware of Node-RED's settings may leave it. */
type Parsed = IncomingMessage & { body?: unknown; rawBody?: unknown };

/**
 * The bytes of a request as they were sent: a signature is computed over these, not over what a parser makes of them.
 * @throws Refusal 413 where there are more than allowed, 415 where they are compressed, 500 where middleware has read
 * them and kept none.
 */
export const readBody = (request: IncomingMessage, limit = LARGEST_BODY): Promise<Buffer> => {
  const { "content-encoding": encoding = "identity", "content-length": length } = request.headers;
  if (encoding.toLowerCase() !== "identity") throw compressed();
  if (Number(length) > limit) throw tooLarge(limit);
  const kept = keptBytes(request);
  if (kept !== undefined) {
    if (kept.length > limit) throw tooLarge(limit);
    return Promise.resolve(kept);
  }
  return collect(request, limit);
};

const keptBytes = (request: Parsed): Buffer | undefined => {
  const bytes = [request.rawBody, request.body].find((one) => Buffer.isBuffer(one));
  if (bytes !== undefined) return bytes;
  if (isRead(request)) throw alreadyRead();
  return undefined;
};

/** What comes after the limit is discarded as it comes. */
const collect = (request: IncomingMessage, limit: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else {
        chunks.length = 0;
        reject(tooLarge(limit));
      }
    });
    request.on("end", () => resolve(Buffer.concat(chunks)));
    request.on("error", () => reject(brokenOff()));
    request.on("close", () => reject(brokenOff()));
  });

const tooLarge = (limit: number): Refusal =>
  new Refusal(413, "tooLarge", `The body is larger than ${limit} bytes.`);
const compressed = (): Refusal => new Refusal(415, "compressed", "Send the body without a content encoding.");
/** The caller does not receive this. */
const brokenOff = (): Refusal => new Refusal(400, "brokenOff", "The request ended before its body.");
const alreadyRead = (): Refusal =>
  new Refusal(
    500,
    "alreadyRead",
    "The middleware in Node-RED's settings has read the body. Exclude this path from it, or keep the bytes in request.rawBody.",
  );
