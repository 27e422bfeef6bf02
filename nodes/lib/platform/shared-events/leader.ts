import { randomUUID } from "node:crypto";
import type { FencingToken, Stream } from "../backplane/types";
import { sleep } from "../time/clock";
import type { Clock } from "../types";
import { followAcknowledgements } from "./acknowledged";
import { LIVE, SESSION, UNTIL } from "./names";
import { createOutage, type OutageParts } from "./outage";
import { dueAgain, inOrder, type Found } from "./restored";
import { createTurns } from "./turns";
import type { ReceivedUntil } from "./types";
import { createWriter, type Step } from "./writer";
import { createWritten } from "./written";

/** More events do not wait for the backplane: what happened meanwhile is found out later. */
const MOST_WAITING = 10_000;
/** So often it is written until when everything was received. */
const UNTIL_MS = 2_000;
/** What is emitted here at the end of an outage, before other instances emit what follows, has this time at most. */
const SETTLE_MS = 2_000;

export interface LeaderParts extends Pick<OutageParts, "group" | "emitHere" | "isTaken"> {
  stream: Pick<Stream, "append" | "report" | "present">;
  clock: Clock;
  fence: FencingToken;
  /** Until when the lease is surely held, by `clock`. */
  leasedUntil: number;
  /** What was kept before. */
  kept: ReadonlyMap<string, string>;
}

/** `lost`: another one has led meanwhile. `unsure`: nothing was found out. */
export type Standing = "ok" | "lost" | "unsure";

export interface Leader {
  emit(key: string, value: unknown): void;
  keep(name: string, text: (() => string) | undefined): void;
  /** From now on, what led before can write no more. False: another one leads already. */
  begin(): Promise<boolean>;
  /** The lease was extended, or taken once more. */
  renewed(fence: FencingToken, leasedUntil: number, received: ReceivedUntil): Promise<Standing>;
  /**
   * The backplane does not respond. `isGone`: no other instance reaches it either. Once the lease has ended, another one may
   * have led before that: then what happens is held.
   */
  away(isGone: boolean): void;
  /** No other one has led since: its lease has not ended, or it emits in place of all since before that. */
  isSure(): boolean;
  /** Too much waits for the backplane. */
  isOverfull(): boolean;
  /** Writes what waits, if that is possible. */
  flush(): Promise<void>;
  close(): void;
}

/** Notes until when everything was received, now and then. */
const createNotes = (clock: Clock, keep: Leader["keep"]) => {
  const notedAt = new Map<string, number>();
  const note = (name: string, time: number | undefined): void => {
    if (time === undefined || clock.now() - (notedAt.get(name) ?? -Infinity) < UNTIL_MS) return;
    notedAt.set(name, clock.now());
    keep(name, () => String(time));
  };
  return ({ until, live }: ReceivedUntil): void => {
    note(UNTIL, until);
    note(LIVE, live);
  };
};

/**
 * All that is kept, for a backplane that has lost it: as it was written, and no further. What waits is written with its
 * events, so that another instance never finds more than what was emitted.
 */
const createKept = (before: ReadonlyMap<string, string>) => {
  const all = new Map<string, () => string>([...before].map(([name, text]) => [name, () => text]));
  const note = (written: Step["keep"]): void => {
    for (const [name, text] of written)
      if (text === undefined) all.delete(name);
      else all.set(name, text);
  };
  return { all, note };
};

/**
 * Has what happens written to the stream. While the backplane is away, what happens is held; it is emitted here where no other
 * instance can do that.
 */
export const createLeader = (parts: LeaderParts): Leader => {
  const { stream, group, clock } = parts;
  const session = randomUUID();
  const written = createWritten(group);
  const outage = createOutage({ ...parts, written });
  const turns = createTurns(() => (outage.isOn() ? emitHere() : void writer.pump()));
  const { all, note } = createKept(parts.kept);
  const onWritten = ({ keep }: Step): void => {
    note(keep);
    acknowledgements.begin();
  };
  const writer = createWriter({ ...parts, session, turns, written, onWritten });
  let { fence, leasedUntil } = parts;
  let [isClosed, restoring]: [boolean, Promise<void> | undefined] = [false, undefined];
  const noteReceived = createNotes(clock, turns.keep);
  let server: string | undefined;

  const emitHere = (): void => {
    for (let turn = turns.take(); turn !== undefined; turn = turns.take()) outage.take(turn);
  };
  const beginOutage = (): void => {
    if (isClosed || !writer.isPaused() || outage.isOn()) return;
    outage.begin(writer.takeAll()); // what was to be written once more as well: what follows is emitted here
    emitHere();
  };

  /** What was emitted here meanwhile, and what the backplane has lost, is written before what follows. */
  const restore = async (found: Found): Promise<void> => {
    const wasOut = outage.isOn();
    const name = found === "nothing" ? undefined : outage.doubtful();
    const ids = name === undefined ? [] : ((await stream.append([], { fence, name })) ?? []);
    const present = found === "older" && !wasOut ? await stream.present(written.ids()) : [];
    if (wasOut) await Promise.race([outage.settled(), sleep(clock, SETTLE_MS)]);
    const lost = wasOut ? [] : outage.lost(new Set(present));
    const due = outage.end(ids);
    writer.change((steps) => {
      const again = dueAgain({ found, due, lost, all, steps, session }).map(writer.make);
      return inOrder(again, steps, found, lost);
    });
  };
  const acknowledgements = followAcknowledgements({
    ...{ clock, stream, written, session, isClosed: () => isClosed },
    at: () => (writer.isPaused() || outage.isOn() ? undefined : { fence, server }),
  });
  const report = async (): Promise<Standing> => {
    const ids = written.ids();
    const found = await stream.report(fence, SESSION, ids);
    if (found === undefined) return "unsure";
    if (found.kept !== undefined && found.kept !== session) return "lost";
    const isSame = found.server === server;
    const has: Found = found.kept === undefined ? "nothing" : isSame ? "all" : "older";
    if (has === "all" && !outage.isOn()) {
      written.note(found, ids);
      writer.goOn(fence);
      return "ok";
    }
    writer.pause();
    // Not awaited: the lease has to be extended meanwhile. After a failure, once more with the next renewal.
    restoring ??= restore(has)
      .then(() => {
        server = found.server;
        writer.goOn(fence);
      })
      .catch(() => undefined)
      .finally(() => (restoring = undefined));
    return "ok";
  };

  return {
    ...{ emit: turns.emit, keep: turns.keep },
    begin: async () => {
      if (!(await writer.first({ keep: new Map([[SESSION, () => session]]) }))) return false;
      const found = await stream.report(fence, SESSION, []);
      if (found?.kept !== session) return false;
      ({ server } = found);
      writer.goOn();
      return true;
    },
    renewed: async (renewed, until, received) => {
      [fence, leasedUntil] = [renewed, until];
      void writer.pump();
      await writer.step(); // not all that waits: the lease would end meanwhile
      const standing = await report();
      if (writer.isIdle()) noteReceived(received);
      return standing;
    },
    away: (isGone) => {
      writer.pause();
      if (isGone && clock.now() < leasedUntil) void writer.pump().then(beginOutage);
    },
    isSure: () => outage.isOn() || clock.now() < leasedUntil,
    isOverfull: () => !outage.isOn() && turns.waiting() > MOST_WAITING,
    flush: () => Promise.resolve().then(writer.pump), // after the turn in progress
    close: () => {
      isClosed = true;
      writer.close();
      turns.clear();
    },
  };
};
