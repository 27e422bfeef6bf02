import type { RefusedTopic } from "../api/notifications";
import { createClosing, sleep } from "../time/clock";
import { isGenesysError } from "../errors/errors";
import type { Connect } from "../http/socket";
import type { Client, Clock, Random } from "../types";
import { createAdmission } from "./admission";
import { gapAfter, type ChannelConnection, type ChannelConnectionParts } from "./channel-connection";
import { createOpener } from "./opener";
import { serve } from "./serve";
import { createTasks } from "./tasks";
import { createDuplicates } from "./duplicates";
import type { Frame, Gap, Log } from "./types";

/** A connection that lasted for this time was a good one: after it, all waits start from the shortest. */
const STABLE_MS = 60_000;

export interface ChannelParts {
  client: Client;
  connect: Connect;
  clock: Clock;
  random: Random;
  log: Log;
  /** What this channel is to be subscribed to, at any time. */
  topics: () => readonly string[];
  onFrame: (frame: Frame) => void;
  /** Subscribed to these, of which some were refused. */
  onSubscribed: (topics: readonly string[], refused: readonly RefusedTopic[]) => void;
  /** It is connected: for the first time, or after a gap. */
  onUp: (gap: Gap | undefined) => void;
  /** It was lost, and nothing was received since then. */
  onDown: (since: number) => void;
}

export interface ChannelLife {
  /** `topics` returns other topics now. */
  changed(): void;
  isUp(): boolean;
  /** Ends everything at once. */
  close(): void;
}

/**
 * Receives the topics of one channel until it is closed: connects, subscribes, replaces the channel before it ends or
 * when the platform announces that it closes the connection, and reconnects after every loss.
 */
export const liveChannel = (parts: ChannelParts): ChannelLife => {
  const { clock, random, log } = parts;
  const closing = createClosing();
  const { signal } = closing;
  const duplicates = createDuplicates(clock);
  const tasks = createTasks(clock);
  const outages = createOutageLog(log);
  let up = false;

  const connectionParts: ChannelConnectionParts = {
    ...parts,
    signal,
    admission: createAdmission(parts.client),
    onFrame: (frame, text) => {
      const topic = frame.topicName.toLowerCase();
      if (topic === "v2.system.socket_closing") tasks.add("renewal");
      else if (topic !== "channel.metadata" && !duplicates.isDuplicate(text)) parts.onFrame(frame);
    },
    onInvalid: outages.noise,
    onOver: tasks.wake,
  };
  const serveParts = { connectionParts, tasks, duplicates, random, onGap: parts.onUp };

  const live = async (): Promise<void> => {
    const opener = createOpener(connectionParts, random);
    let lost: ChannelConnection | undefined;
    while (!signal.aborted) {
      let waitMs: number;
      try {
        const connection = await opener.open();
        const upAt = clock.now();
        up = true;
        outages.over();
        parts.onUp(lost === undefined ? undefined : gapAfter(lost, upAt));
        lost = await serve(connection, serveParts);
        waitMs = opener.lost(lost, clock.now() - upAt >= STABLE_MS);
      } catch (error) {
        if (signal.aborted) return;
        const failure = opener.failed(error);
        waitMs = failure.waitMs;
        if (failure.isTrouble) outages.begun(error);
      }
      if (signal.aborted) return;
      if (up) {
        up = false;
        const now = clock.now();
        parts.onDown(lost === undefined ? now : gapAfter(lost, now).from);
      }
      await sleep(clock, waitMs, signal);
    }
  };

  live().catch((error: unknown) => {
    if (!signal.aborted) log.warn(complaint(error));
  });
  return {
    changed: () => tasks.add("topics"),
    isUp: () => up,
    close: () => {
      closing.abort();
      duplicates.close();
      tasks.wake();
    },
  };
};

/** One log entry per outage, and one when it is over. */
const createOutageLog = (log: Log) => {
  let isOut = false;
  let hasNoise = false;
  return {
    begun: (error: unknown): void => {
      if (!isOut) log.warn(complaint(error));
      isOut = true;
    },
    over: (): void => {
      if (isOut) log.info("Notifications are connected again.");
      isOut = false;
    },
    noise: (): void => {
      if (!hasNoise) log.warn("A notification is invalid and was ignored.");
      hasNoise = true;
    },
  };
};

const complaint = (error: unknown): string =>
  isGenesysError(error) && error.code !== "closed"
    ? `Notifications cannot be received at the moment: ${error.message}`
    : "Notifications cannot be received at the moment: the connection was lost during setup.";
