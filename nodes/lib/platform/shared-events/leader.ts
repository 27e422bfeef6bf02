import { randomUUID } from "node:crypto";
import type { FencingToken, Stream } from "../backplane/types";
import { sleep } from "../time/clock";
import type { Clock } from "../types";
import type { Entry } from "./entry";
import { createOutage, type Due, type OutageParts } from "./outage";
import { createTurns } from "./turns";
import { createWriter, type Step } from "./writer";
import { createWritten } from "./written";

/** Who leads now: another name for each time. */
export const SESSION = "session";
/** Until when everything was received, as kept. */
export const UNTIL = "until";

/** More events do not wait for the backplane: what happened meanwhile is found out later. */
const MOST_WAITING = 10_000;
/** So many values are written in one step, where all of them have to be. */
const KEPT_AT_ONCE = 500;
/** So often it is written until when everything was received. */
const UNTIL_MS = 2_000;
/** What is emitted here at the end of an outage, before other instances emit what follows, has this time at most. */
const SETTLE_MS = 2_000;

export interface LeaderParts extends Pick<OutageParts, "group" | "emitHere" | "isTaken"> {
  stream: Pick<Stream, "append" | "report">;
  clock: Clock;
  fence: FencingToken;
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
  renewed(fence: FencingToken, receivedUntil: number | undefined): Promise<Standing>;
  /** The backplane does not respond. `isGone`: no other instance reaches it either. */
  away(isGone: boolean): void;
  /** Too much waits for the backplane. */
  isOverfull(): boolean;
  /** Writes what waits, if that is possible. */
  flush(): Promise<void>;
  close(): void;
}

/**
 * Has what happens written to the stream. While the backplane is away, what happens is held; it is emitted here where no other
 * instance can do that.
 */
export const createLeader = (parts: LeaderParts): Leader => {
  const { stream, group, clock, kept } = parts;
  const session = randomUUID();
  const written = createWritten(group);
  const outage = createOutage({ ...parts, written });
  const turns = createTurns(() => {
    if (outage.isOn()) emitHere();
    else void writer.pump();
  });
  const writer = createWriter({ ...parts, session, turns, written });
  /** All that is to be kept, for a backplane that has lost it. */
  const all = new Map<string, () => string>([...kept].map(([name, text]) => [name, () => text]));
  let { fence } = parts;
  let isClosed = false;
  let restoring: Promise<void> | undefined;
  let writtenUntilAt = -Infinity;

  const emitHere = (): void => {
    for (let turn = turns.take(); turn !== undefined; turn = turns.take()) outage.take(turn);
  };
  const beginOutage = (): void => {
    if (isClosed || !writer.isPaused() || outage.isOn()) return;
    let sent: Step | undefined;
    writer.change((steps) => {
      sent = steps.find(({ isNew }) => isNew);
      return steps.filter((step) => step !== sent);
    });
    outage.begin(sent && { ...sent, events: sent.entries });
    emitHere();
  };

  /** What was emitted here meanwhile, and all of it where the backplane has lost everything, is written before what follows. */
  const restore = async (isEmpty: boolean): Promise<void> => {
    const wasOut = outage.isOn();
    const name = isEmpty ? undefined : outage.doubtful();
    const ids = name === undefined ? [] : ((await stream.append([], { fence, name })) ?? []);
    if (wasOut) await Promise.race([outage.settled(), sleep(clock, SETTLE_MS)]);
    const lost = wasOut ? [] : outage.lost();
    const due = outage.end(ids);
    const restored = stepsOf(isEmpty ? { entries: due.entries, keep: all, remove: [] } : due, lost, session);
    writer.change((steps) => [
      ...restored.map(writer.make),
      ...(isEmpty ? steps.map((step) => ({ ...step, entries: step.entries.map(redelivered) })) : steps),
    ]);
  };
  const report = async (): Promise<Standing> => {
    const ids = written.ids();
    const found = await stream.report(fence, SESSION, ids);
    if (found === undefined) return "unsure";
    const isEmpty = found.kept === undefined;
    if (!isEmpty && found.kept !== session) return "lost";
    if (!isEmpty && !outage.isOn()) {
      written.note(found, ids);
      writer.goOn(fence);
      return "ok";
    }
    writer.pause();
    // Not awaited: the lease has to be extended meanwhile. After a failure, once more with the next renewal.
    restoring ??= restore(isEmpty)
      .then(() => writer.goOn(fence))
      .catch(() => undefined)
      .finally(() => (restoring = undefined));
    return "ok";
  };

  const keep: Leader["keep"] = (name, text) => {
    if (text === undefined) all.delete(name);
    else all.set(name, text);
    turns.keep(name, text);
  };
  const noteUntil = (until: number | undefined): void => {
    if (until === undefined || !writer.isIdle() || clock.now() - writtenUntilAt < UNTIL_MS) return;
    writtenUntilAt = clock.now();
    keep(UNTIL, () => String(until));
  };

  return {
    ...{ emit: turns.emit, keep },
    begin: async () => {
      const isDone = await writer.first({ keep: new Map([[SESSION, () => session]]) });
      if (isDone) writer.goOn();
      return isDone;
    },
    renewed: async (renewed, receivedUntil) => {
      fence = renewed;
      await writer.pump(); // the step in progress
      const standing = await report();
      noteUntil(receivedUntil);
      return standing;
    },
    away: (isGone) => {
      writer.pause();
      if (isGone) void writer.pump().then(beginOutage);
    },
    isOverfull: () => !outage.isOn() && turns.waiting() > MOST_WAITING,
    flush: () => Promise.resolve().then(writer.pump), // after the turn in progress
    close: () => {
      isClosed = true;
      writer.close();
      turns.clear();
    },
  };
};

/**
 * With the name of who leads, in front of what follows. Until when everything was received comes last: who leads next reads
 * again from then on, and would emit again what is not known yet of the conversations.
 */
const stepsOf = ({ entries, keep, remove }: Due, lost: readonly Entry[], session: string): Partial<Due>[] => {
  const all = [...keep];
  const known = all.filter(([name]) => name !== UNTIL);
  const [first = [], ...rest] = chunks([...known, ...all.filter(([name]) => name === UNTIL)]);
  return [
    { entries: [...lost, ...entries], keep: new Map([...first, [SESSION, () => session]]), remove },
    ...rest.map((some) => ({ keep: new Map(some) })),
  ];
};

const redelivered = <T extends object>(entry: T): T => ({ ...entry, redelivered: true });

const chunks = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / KEPT_AT_ONCE) }, (_, nth) =>
    all.slice(nth * KEPT_AT_ONCE, (nth + 1) * KEPT_AT_ONCE),
  );
