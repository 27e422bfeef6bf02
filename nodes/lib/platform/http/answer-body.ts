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

/** Why a body is not usable is a fact about it, not an error. */
export const damagedBody = (damage: string): ReadBody => ({ bytes: NOTHING, damage });

export const NOTHING = Buffer.alloc(0);

/** The whole body of its chunks, unzipped in one go. */
export const bodyOf = (chunks: readonly Buffer[], encoding: string | undefined): ReadBody => {
  const [only = NOTHING] = chunks;
  const body = chunks.length > 1 ? Buffer.concat(chunks) : only;
  if (encoding === undefined || body.length === 0 || /^\s*(identity)?\s*$/i.test(encoding))
    return { bytes: body };
  if (!/^\s*(x-)?gzip\s*$/i.test(encoding)) return { bytes: body, isEncoded: true };
  try {
    return { bytes: gunzipSync(body, { maxOutputLength: MAX_ANSWER_BYTES }) };
  } catch (error) {
    const isTooLarge = (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
    return damagedBody(isTooLarge ? "TOO_LARGE" : "BAD_GZIP");
  }
};
