import type { Readable } from "node:stream";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { closedError, GenesysError, inputError } from "../errors/errors";
import type { Clock, DownloadTarget, Exchange } from "../types";

/** How a response is read as a stream. */
export interface Draining {
  clock: Clock;
  /** Without a byte for so long, it fails with `timeout`. */
  silenceMs: number;
  /** At this clock time it fails with `timeout`, however slowly bytes still come. */
  deadline: number;
  maxBytes: number;
  signal?: AbortSignal | undefined;
  onProgress?: ((read: number, total: number | undefined) => void) | undefined;
}

/**
 * Writes a response to its target as it comes, and returns the number of bytes. gzip is unpacked on the way, and the limit counts
 * what comes out of it. @throws GenesysError where it is too large, cut off, damaged, too slow, or the target fails.
 */
export const drain = async (
  exchange: Exchange,
  stream: Readable,
  target: DownloadTarget,
  draining: Draining,
): Promise<number> => {
  const { maxBytes, signal, onProgress } = draining;
  const encoding = exchange.headers["content-encoding"]?.trim().toLowerCase() ?? "";
  const isPacked = /^(x-)?gzip$/.test(encoding);
  const total = isPacked ? undefined : lengthOf(exchange);
  let end: GenesysError | undefined;
  const stop = (error: GenesysError): void => {
    end ??= error;
    stream.destroy();
  };
  const watching = watch(draining, stop);
  const onAbort = (): void => stop(closedError());
  signal?.addEventListener("abort", onAbort, { once: true });
  try {
    if (signal?.aborted === true) throw closedError();
    if (!isPacked && encoding !== "" && encoding !== "identity") throw unknownEncoding();
    if (total !== undefined && total > maxBytes) throw tooLarge(maxBytes);
    let read = 0;
    for await (const chunk of unpacked(stream, isPacked)) {
      watching.came();
      read += chunk.length;
      if (read > maxBytes) throw tooLarge(maxBytes);
      await target.write(chunk);
      if (end !== undefined) throw end;
      onProgress?.(read, total);
    }
    if (end !== undefined) throw end;
    if (total !== undefined && read !== total) throw cutOff("TOO_SHORT");
    return read;
  } catch (error) {
    throw end ?? (error instanceof GenesysError ? error : broken(error));
  } finally {
    watching.end();
    signal?.removeEventListener("abort", onAbort);
    stream.destroy();
  }
};

const unpacked = (stream: Readable, isPacked: boolean): AsyncIterable<Buffer> =>
  (isPacked ? pipeline(stream, createGunzip(), () => undefined) : stream) as AsyncIterable<Buffer>;

const lengthOf = ({ headers }: Exchange): number | undefined => {
  const length = Number(headers["content-length"] ?? NaN);
  return Number.isSafeInteger(length) && length >= 0 ? length : undefined;
};

/** One timer for silence and deadline, which looks again when it fires. */
const watch = (
  { clock, silenceMs, deadline }: Draining,
  stop: (error: GenesysError) => void,
): { came: () => void; end: () => void } => {
  let lastAt = clock.now();
  let cancel = (): void => undefined;
  const look = (): void => {
    const now = clock.now();
    if (now >= deadline)
      return stop(tooSlow("was not complete at the deadline. Set a longer time in deadlineSeconds"));
    const silentAt = lastAt + silenceMs;
    if (now >= silentAt) return stop(tooSlow(`stopped for ${silenceMs / 1000} s. Check the network`));
    cancel = clock.after(Math.min(silentAt, deadline) - now, look);
  };
  look();
  return { came: () => void (lastAt = clock.now()), end: () => cancel() };
};

const tooSlow = (what: string): GenesysError =>
  new GenesysError("timeout", `The download ${what}.`, { outcome: "done" });

const tooLarge = (maxBytes: number): GenesysError =>
  inputError(
    "maxMegabytes",
    `The file is larger than ${maxBytes / 1_000_000} MB. Set a higher limit in the option "maxMegabytes".`,
  );

const unknownEncoding = (): GenesysError =>
  new GenesysError("answer", "The file has an encoding that is not supported.", { outcome: "done" });

const cutOff = (networkCode: string): GenesysError =>
  new GenesysError("network", `The download was cut off (${networkCode}).`, {
    outcome: "done",
    networkCode,
  });

/** The connection, or what was packed. */
const broken = (error: unknown): GenesysError => {
  const code = (error as NodeJS.ErrnoException).code ?? "ECONNRESET";
  return code.startsWith("Z_")
    ? new GenesysError("answer", `The file is damaged (${code}).`, { outcome: "done", networkCode: code })
    : cutOff(code);
};
