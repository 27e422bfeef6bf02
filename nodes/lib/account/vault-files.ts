import { randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

/** Files for their owner's eyes only. */

export const readText = (file: string | undefined): string | undefined => {
  try {
    return file === undefined ? undefined : readFileSync(file, "utf8");
  } catch {
    return undefined; // there is none
  }
};

const BESIDE = ".new";

/** Written beside and moved over: a crash leaves the old one or the new one. @throws where it cannot be written. */
export const writeText = (folder: string, file: string, text: string): void => {
  makeFolder(folder);
  const beside = `${file}.${randomBytes(6).toString("hex")}${BESIDE}`; // processes of two containers may have one pid
  try {
    writeFileSync(beside, text, { mode: 0o600, flush: true });
    chmodSync(beside, 0o600);
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
};

/** Leaves what another process has written meanwhile. @throws where it cannot be written. */
export const makeOnce = (folder: string, file: string, text: string): void => {
  makeFolder(folder);
  try {
    writeFileSync(file, text, { flag: "wx", mode: 0o600, flush: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    if (readText(file) === "") writeText(folder, file, text); // a crash has left it empty
  }
};

export const makeFolder = (folder: string): void => void mkdirSync(folder, { recursive: true, mode: 0o700 });

/** The temporary files that a crash has left. Only for a process that is the only writer of the file. */
export const sweep = (folder: string, file: string): void => {
  for (const name of readdirSync(folder))
    if (name.startsWith(`${basename(file)}.`) && name.endsWith(BESIDE))
      rmSync(join(folder, name), { force: true });
};
