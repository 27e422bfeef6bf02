import type { IncomingMessage } from "node:http";
import type { Clock } from "../../platform/types";
import { Refusal } from "./refusal";
import { isRead } from "./unread";

/** More than any body that Genesys Cloud sends: files come as URLs. */
export const LARGEST_BODY = 1024 * 1024;
/** The platform itself sends a body at once, and waits for 10 s after a webhook. */
const LONGEST_MS = 30_000;
/** Of all bodies that are being read: strangers may send many halves of one. */
const MOST_BYTES = 64 * LARGEST_BODY;
/** A body may come in single bytes, and each costs more than itself. */
const MOST_CHUNKS = 1024;

/** A request as middleware of Node-RED's settings may leave it. */
type Parsed = IncomingMessage & { body?: unknown; rawBody?: unknown };

export interface BodyReader {
  /**
   * The bytes of a request as they were sent: a signature is computed over these, not over what a parser makes of them.
   * @throws Refusal 413 where there are more than allowed, 415 where they are compressed, 408 where they take too long, 503
   * where too many bodies are being read, 500 where middleware has read them and kept none.
   */
  read(request: IncomingMessage, limit?: number): Promise<Buffer>;
}

interface Settings {
  clock: Clock;
  mostBytes?: number;
}

/** One for all endpoints of a Node-RED: they share its memory. */
export const createBodyReader = ({ clock, mostBytes = MOST_BYTES }: Settings): BodyReader => {
  let held = 0;

  /** What comes after the limit is discarded as it comes. */
  const collect = (request: IncomingMessage, limit: number): Promise<Buffer> =>
    new Promise((resolve, reject) => {
      let chunks: Buffer[] = [];
      let size = 0;
      let isOver = false;
      const end = (settle: () => void): void => {
        if (isOver) return;
        isOver = true;
        cancel();
        settle();
        held -= size;
        chunks = [];
      };
      const refuse = (refusal: Refusal): void => end(() => reject(refusal));
      const cancel = clock.after(LONGEST_MS, () => refuse(tooSlow()));
      request.on("data", (chunk: Buffer) => {
        if (isOver) return;
        size += chunk.length;
        held += chunk.length;
        if (size > limit) return refuse(tooLarge(limit));
        if (held > mostBytes) return refuse(busy());
        chunks.push(chunk);
        if (chunks.length >= MOST_CHUNKS) chunks = [Buffer.concat(chunks)];
      });
      request.on("end", () => end(() => resolve(Buffer.concat(chunks))));
      request.on("error", () => refuse(brokenOff()));
      request.on("close", () => refuse(brokenOff()));
    });

  return {
    read: async (request, limit = LARGEST_BODY) => {
      const { "content-encoding": encoding = "identity", "content-length": length } = request.headers;
      if (encoding.toLowerCase() !== "identity") throw compressed();
      if (Number(length) > limit) throw tooLarge(limit);
      const kept = keptBytes(request);
      if (kept === undefined) return collect(request, limit);
      if (kept.length > limit) throw tooLarge(limit);
      return kept;
    },
  };
};

const keptBytes = (request: Parsed): Buffer | undefined => {
  const bytes = [request.rawBody, request.body].find((one) => Buffer.isBuffer(one));
  if (bytes !== undefined) return bytes;
  if (isRead(request)) throw alreadyRead();
  return undefined;
};

const CLOSE = { Connection: "close" };

const tooLarge = (limit: number): Refusal =>
  new Refusal(413, "tooLarge", `The body is larger than ${limit} bytes.`);
const compressed = (): Refusal => new Refusal(415, "compressed", "Send the body without a content encoding.");
const tooSlow = (): Refusal =>
  new Refusal(408, "tooSlow", `The body did not arrive within ${LONGEST_MS / 1000} seconds.`, CLOSE);
const busy = (): Refusal =>
  new Refusal(503, "busy", "Too many bodies are arriving at once. Send the request again.", {
    ...CLOSE,
    "Retry-After": "5",
  });
/** The caller does not receive this. */
const brokenOff = (): Refusal => new Refusal(400, "brokenOff", "The request ended before its body.");
const alreadyRead = (): Refusal =>
  new Refusal(
    500,
    "alreadyRead",
    "The middleware in Node-RED's settings has read the body. Exclude this path from it, or keep the bytes in request.rawBody.",
  );
