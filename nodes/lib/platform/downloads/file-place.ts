import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { access, link, lstat, open, rename, stat, unlink, type FileHandle } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { closedError, inputError } from "../errors/errors";
import type { DownloadTarget } from "../types";

/** Where a file is to be written. Until it is complete, it has another name in the same folder. */
export interface FilePlace {
  /** The whole path. */
  path: string;
  /** A new, empty file for one attempt. */
  open(): Promise<DownloadTarget>;
  /** Gives the complete file its name. @throws GenesysError `input`; nothing of it is left. */
  keep(signal: AbortSignal): Promise<void>;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "Its folder does not exist. Create the folder first.",
  ENOTDIR: "A part of its path is not a folder.",
  EACCES: "The folder may not be written to. Check its permissions.",
  EPERM: "The folder may not be written to. Check its permissions.",
  EROFS: "The file system is read-only.",
  ENOSPC: "The disk is full.",
  EDQUOT: "The quota of the disk is used up.",
  EISDIR: "It is a folder.",
  ENAMETOOLONG: "The name is too long.",
  EEXIST: 'It exists already. Choose another name, or set "overwrite".',
};

/** What went wrong with a file, without its name: a name may be personal. */
const fileError = (error: unknown, outcome?: "done") => {
  const code = (error as NodeJS.ErrnoException).code ?? "UNKNOWN";
  const why = REASONS[code] ?? "Check the path.";
  const wrong = inputError(
    "filename",
    `The file of the input "filename" cannot be written (${code}). ${why}`,
    { fileCode: code },
  );
  if (outcome !== undefined) wrong.cause.outcome = outcome;
  return wrong;
};

const refuse = (code: string): never => {
  throw Object.assign(new Error(code), { code });
};

/**
 * Checks that a file can be written, before anything is requested.
 * @param filename relative to `directory`, or absolute.
 * @throws GenesysError `input` that names the field `filename`; nothing was sent.
 */
export const preparePlace = async (
  filename: string,
  directory: string,
  overwrite: boolean,
): Promise<FilePlace> => {
  if (filename.trim() === "" || filename.includes("\0")) throw fileError({ code: "EINVAL" });
  const path = resolve(directory, filename);
  const folder = dirname(path);
  try {
    if (/[\\/]$/.test(filename)) refuse("EISDIR");
    if (!(await stat(folder)).isDirectory()) refuse("ENOTDIR");
    await access(folder, constants.W_OK | constants.X_OK);
    const present = await lstat(path).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
      return undefined;
    });
    if (present?.isDirectory() === true) refuse("EISDIR");
    if (present !== undefined && !overwrite) refuse("EEXIST");
  } catch (error) {
    throw fileError(error);
  }
  let temporary = "";
  return {
    path,
    open: async () => {
      temporary = join(folder, `.${basename(path).slice(0, 100)}.${randomBytes(6).toString("hex")}.part`);
      try {
        return targetOf(await open(temporary, "wx"), temporary);
      } catch (error) {
        throw fileError(error, "done");
      }
    },
    keep: async (signal) => {
      if (signal.aborted) {
        await unlink(temporary).catch(() => undefined);
        throw closedError();
      }
      try {
        await (overwrite ? rename(temporary, path) : renameToNew(temporary, path));
      } catch (error) {
        await unlink(temporary).catch(() => undefined);
        throw fileError(error, "done");
      }
    },
  };
};

/** Never over a file that has appeared meanwhile. Some file systems have no links: there, it is looked first. */
const renameToNew = async (from: string, to: string): Promise<void> => {
  try {
    await link(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") throw error;
    if ((await lstat(to).catch(() => undefined)) !== undefined) refuse("EEXIST");
    return rename(from, to);
  }
  await unlink(from);
};

/** A file that is open for writing, as the target of one attempt. */
export const targetOf = (file: FileHandle, path: string): DownloadTarget => ({
  write: async (bytes) => {
    try {
      for (let at = 0; at < bytes.length;) at += (await file.write(bytes, at)).bytesWritten;
    } catch (error) {
      throw fileError(error, "done");
    }
  },
  end: async () => {
    try {
      await file.sync();
      await file.close();
    } catch (error) {
      throw fileError(error, "done");
    }
  },
  drop: async () => {
    await file.close().catch(() => undefined);
    await unlink(path).catch(() => undefined);
  },
});
