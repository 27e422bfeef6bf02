import type { RefusedTopic } from "../api/notifications";
import { createClosing, sleep } from "../time/clock";
import { isGenesysError } from "../errors/errors";
import type { Connect } from "../http/socket";
import type { Client, Clock, Random } from "../types";
import { createAdmission } from "./admission";
import { reconnectWaitMs } from "./back-off";
import { gapAfter, type Link } from "./link";
import { createOpener, type Opener } from "./opener";
import { createTwins } from "./twins";
import type { Frame, Gap, Log } from "./types";

/** A line that stood for so long was a good one: after it, all waits start afresh. */
const STABLE_MS = 60_000;
/** Renewals of many channels are spread over this part of their lives. */
const SPREAD = 0.05;

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
  /** It stands: for the first time, or after a time in which nothing could be heard. */
  onUp: (gap: Gap | undefined) => void;
  /** It was lost, and nothing was heard since then. */
  onDown: (since: number) => void;
}

export interface ChannelLife {
  /** The topics are others now. */
  changed(): void;
  isUp(): boolean;
  /** Ends everything at once. */
  close(): void;
}

/**
 * Keeps one channel's worth of topics coming, for ever: connects, subscribes, replaces the channel before it ends or
 * when the platform announces that it closes the line, and connects again after every loss.
 */
export const liveChannel = (parts: ChannelParts): ChannelLife => {
  const { clock, random, log } = parts;
  const closing = createClosing();
  const { signal } = closing;
  const twins = createTwins(clock);
  const due = { topics: false, renewal: false };
  const timers = new Map<keyof typeof due, () => void>();
  let wake = (): void => undefined;
  let up = false;
  let noise = 0;

  const demand = (what: keyof typeof due): void => {
    due[what] = true;
    wake();
  };
  const demandLater = (what: keyof typeof due, ms: number): void => {
    timers.get(what)?.();
    timers.set(
      what,
      clock.after(ms, () => demand(what)),
    );
  };
  const demandRenewal = (link: Link): void =>
    demandLater("renewal", link.own.lifeMs * (1 - SPREAD * random()));

  const linkParts = {
    ...parts,
    signal,
    admission: createAdmission(parts.client),
    onFrame: (frame: Frame, text: string): void => {
      const topic = frame.topicName.toLowerCase();
      if (topic === "v2.system.socket_closing") demand("renewal");
      else if (topic !== "channel.metadata" && !twins.isTwin(text)) parts.onFrame(frame);
    },
    onNoise: () => {
      if (noise++ === 0) log.warn("A notification is invalid and was ignored.");
    },
    onOver: () => wake(),
  };

  /** Keeps the topics right and the channel young until the line is lost. Gives the last link. */
  const serve = async (first: Link): Promise<Link> => {
    let link = first;
    let failures = 0;
    let renewal = createOpener(linkParts, random);
    demandRenewal(link);
    while (!link.over()) {
      const what = due.renewal ? "renewal" : due.topics ? "topics" : undefined;
      if (what === undefined) {
        await new Promise<void>((resolve) => (wake = resolve));
        continue;
      }
      due[what] = false;
      try {
        if (what === "topics") await link.subscribe();
        else {
          demandRenewal((link = await succeed(link, renewal)));
          renewal = createOpener(linkParts, random);
        }
        failures = 0;
      } catch (error) {
        if (signal.aborted) break;
        if (what === "topics" && isGenesysError(error, "missing")) link.line.leave(); // the channel is gone
        const waitMs =
          what === "topics" ? reconnectWaitMs(failures++, error, random) : renewal.failed(error).waitMs;
        demandLater(what, waitMs);
      }
    }
    for (const cancel of timers.values()) cancel();
    timers.clear();
    due.renewal = false;
    return link;
  };

  /** A new channel is subscribed before the old line is left, so that nothing is missed between them. */
  const succeed = async (old: Link, renewal: Opener): Promise<Link> => {
    const link = await twins.during(renewal.open());
    if (old.over()) parts.onUp(gapAfter(old, clock.now())); // it did not hold on for so long
    old.line.leave();
    return link;
  };

  const live = async (): Promise<void> => {
    const opener = createOpener(linkParts, random);
    let lost: Link | undefined;
    let isTroubled = false;
    while (!signal.aborted) {
      let waitMs: number;
      try {
        const link = await opener.open();
        const upAt = clock.now();
        up = true;
        if (isTroubled) log.info("Notifications are connected again.");
        isTroubled = false;
        parts.onUp(lost === undefined ? undefined : gapAfter(lost, upAt));
        lost = await serve(link);
        waitMs = opener.lost(lost, clock.now() - upAt >= STABLE_MS);
      } catch (error) {
        if (signal.aborted) return;
        const failure = opener.failed(error);
        waitMs = failure.waitMs;
        if (failure.isTrouble && !isTroubled) log.warn(complaint(error));
        isTroubled ||= failure.isTrouble;
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
    changed: () => demand("topics"),
    isUp: () => up,
    close: () => {
      closing.abort();
      twins.close();
      wake();
    },
  };
};

const complaint = (error: unknown): string =>
  isGenesysError(error) && error.code !== "closed"
    ? `Notifications cannot be received at the moment: ${error.message}`
    : "Notifications cannot be received at the moment: the connection was lost during setup.";
