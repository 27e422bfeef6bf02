import { randomBytes } from "node:crypto";
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { performance } from "node:perf_hooks";
import type { Clock } from "../platform/types";

/** Lock files between the processes on one user directory. If none can be made, no process waits. */

/** A write takes a few ms. A lock that does not change hands for this long was left by a process that crashed. */
const PATIENCE_MS = 500;
const STEP_MS = 5;

/** A refresh takes 30 s at most: that is the timeout of the token endpoint. */
const TURN_MS = 35_000;
const POLL_MS = 100;

interface Holder {
  id: string;
  host: string;
  pid: number;
  /** A process id is used again after a restart of a container. */
  startedAt: number;
  until: number;
}

const STARTED_AT = Math.round(performance.timeOrigin);

const holderNow = (until: number): Holder => ({
  id: randomBytes(12).toString("hex"),
  host: hostname(),
  pid: process.pid,
  startedAt: STARTED_AT,
  until,
});

const read = (file: string): string | undefined => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined; // it has gone
  }
};

/** `taken` by another; `none` where no file can be made there. */
const make = (file: string, text: string): "made" | "taken" | "none" => {
  try {
    writeFileSync(file, text, { flag: "wx", mode: 0o600 });
    return "made";
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EEXIST" ? "taken" : "none";
  }
};

/** Is it still this process's own, or has another one taken it over? */
const release = (file: string, text: string): void => {
  try {
    if (read(file) === text) rmSync(file, { force: true });
  } catch {
    // the next one takes it over
  }
};

/** Takes away a lock that was left behind; one that another process has taken over in that moment is put back. */
const takeAway = (file: string, left: string | undefined): void => {
  const beside = `${file}.${randomBytes(6).toString("hex")}`;
  try {
    renameSync(file, beside);
    const taken = read(beside);
    if (taken !== undefined && taken !== left) make(file, taken);
    rmSync(beside, { force: true });
  } catch {
    // another process was faster
  }
};

/** Does something short, alone among all processes. */
export const alone = <T>(file: string, run: () => T): T => {
  const own = randomBytes(12).toString("hex");
  const pause = new Int32Array(new SharedArrayBuffer(4));
  let seen: string | undefined;
  let waited = 0;
  for (;;) {
    const made = make(file, own);
    if (made === "none") return run();
    if (made === "made") break;
    const holder = read(file);
    waited = holder === seen ? waited + STEP_MS : 0;
    seen = holder;
    if (waited >= PATIENCE_MS) takeAway(file, holder);
    else Atomics.wait(pause, 0, 0, STEP_MS);
  }
  try {
    return run();
  } finally {
    release(file, own);
  }
};

const parse = (text: string | undefined): Holder | undefined => {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as Holder);
  } catch {
    return undefined; // half-written
  }
};

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
};

/** Its process has ended, or its time is over. Of a process on another machine only the time is known. */
const isLeft = ({ host, pid, startedAt, until }: Holder, now: number): boolean => {
  if (now >= until) return true;
  if (host !== hostname()) return false;
  return pid === process.pid ? startedAt !== STARTED_AT : !isAlive(pid);
};

/** Waits until no other process has this turn, and takes it; call the result to end it. Never rejects. */
export const takeTurn = async (file: string, clock: Clock): Promise<() => void> => {
  let seen: string | undefined;
  for (let waited = 0; ; waited += POLL_MS) {
    const text = JSON.stringify(holderNow(clock.now() + TURN_MS));
    const made = make(file, text);
    if (made === "none") return () => undefined;
    if (made === "made") return () => release(file, text);
    const found = read(file);
    const holder = parse(found);
    // One that cannot be read twice in a row is not being written just now.
    const isOver = holder === undefined ? found !== undefined && found === seen : isLeft(holder, clock.now());
    seen = found;
    if (isOver || waited >= TURN_MS) takeAway(file, found);
    else await new Promise<void>((resolve) => clock.after(POLL_MS, resolve));
  }
};
