import type { IncomingMessage } from "node:http";
import { gunzipSync } from "node:zlib";

/** A larger response is not read to its end. */
export const MAX_ANSWER_BYTES = 32 * 1024 * 1024;

/** The body of a response, as far as it could be read. */
export interface ReadBody {
  bytes: Buffer;
  /**
   * Why the body is not usable: `TOO_LARGE`, `BAD_GZIP`, or the code of the connection that broke in the middle of it. Status
   * and headers are good all the same.
   */
  damage?: string;
  /** Its content encoding is another one than gzip, and it is as it came. */
  isEncoded?: true;
}

/** Never rejects: what is wrong with a body is a fact about it. */
export const readBody = (answer: IncomingMessage): Promise<ReadBody> =>
  new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const spoil = (damage: string): void => resolve({ bytes: NOTHING, damage });
    answer.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_ANSWER_BYTES) spoil("TOO_LARGE");
      else chunks.push(chunk);
    });
    answer.on("error", ({ code }: NodeJS.ErrnoException) => spoil(code ?? "ECONNRESET"));
    answer.on("aborted", () => spoil("ECONNRESET"));
    answer.on("end", () => {
      const body = chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
      resolve(decode(body, answer.headers["content-encoding"]));
    });
  });

const NOTHING = Buffer.alloc(0);

const decode = (body: Buffer, encoding: string | undefined): ReadBody => {
  if (encoding === undefined || body.length === 0 || /^\s*(identity)?\s*$/i.test(encoding))
    return { bytes: body };
  if (!/^\s*(x-)?gzip\s*$/i.test(encoding)) return { bytes: body, isEncoded: true };
  try {
    return { bytes: gunzipSync(body, { maxOutputLength: MAX_ANSWER_BYTES }) };
  } catch (error) {
    const isTooLarge = (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
    return { bytes: NOTHING, damage: isTooLarge ? "TOO_LARGE" : "BAD_GZIP" };
  }
};
