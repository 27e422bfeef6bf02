import { createChannel, type Channel, type RefusedTopic } from "../api/notifications";
import { createClosing, untilClosed } from "../time/clock";
import type { Connect } from "../http/socket";
import type { Client, Clock } from "../types";
import type { Admission } from "./admission";
import { openLine, type Line } from "./connection";
import type { Frame, Gap } from "./types";

/** A channel lives for 24 h; the next one is opened this long after, or earlier where the platform says so. */
export const RENEW_AFTER_MS = 23 * 60 * 60_000;
/** Of the life that the platform tells, this much is used. */
const SHARE_OF_LIFE = 0.95;
/** An event may be told this long after it happened, so what a lost line did not tell began that much earlier. */
const DELIVERY_MS = 5_000;

/** A channel of this account. */
export interface OwnChannel {
  channel: Channel;
  bornAt: number;
  /** When it was there: the token that it was created with is not newer. */
  createdAt: number;
  /** For how long it is used. */
  lifeMs: number;
}

/** A line with the channel that it belongs to. */
export interface Link {
  own: OwnChannel;
  line: Line;
  over(): boolean;
  /** Makes the topics that are wanted now the channel's. */
  subscribe(): Promise<void>;
}

export interface LinkParts {
  client: Client;
  connect: Connect;
  clock: Clock;
  signal: AbortSignal;
  admission: Admission;
  topics: () => readonly string[];
  onSubscribed: (topics: readonly string[], refused: readonly RefusedTopic[]) => void;
  onFrame: (frame: Frame, text: string) => void;
  onNoise: () => void;
  onOver: () => void;
}

/** A fresh channel; with `tokenNewerThan`, one that was not created with the token of then. */
export const openChannel = async (
  { client, clock, signal }: Pick<LinkParts, "client" | "clock" | "signal">,
  tokenNewerThan?: number,
): Promise<OwnChannel> => {
  const bornAt = clock.now();
  const channel = await untilClosed(createChannel(client, { signal, tokenNewerThan }), signal);
  const lifeMs = lifeOf(channel, client.platformTime(bornAt));
  return { channel, bornAt, createdAt: clock.now(), lifeMs };
};

/** A connection that is open and subscribed; or a rejection. */
export const openLink = async (parts: LinkParts, own: OwnChannel): Promise<Link> => {
  const { connect, clock, signal, admission, onFrame, onNoise } = parts;
  const { channel } = own;
  const ending = createClosing();
  const line = await openLine({ connect, clock, url: channel.connectUri, signal, onFrame, onNoise });
  void line.ended.then(() => {
    ending.abort();
    parts.onOver();
  });
  const subscribe = async (): Promise<void> => {
    const topics = parts.topics();
    const asked = admission.admit(channel.id, topics, { signal: ending.signal });
    parts.onSubscribed(topics, await untilClosed(asked, ending.signal));
  };
  try {
    await subscribe(); // only now: what is told before the line stands is lost
  } catch (error) {
    line.leave();
    throw error;
  }
  return { own, line, over: () => ending.signal.aborted, subscribe };
};

/** Both times are the platform's. */
const lifeOf = ({ expiresAt = Infinity }: Channel, bornAt: number): number => {
  const told = (expiresAt - bornAt) * SHARE_OF_LIFE;
  return Math.min(RENEW_AFTER_MS, told > 0 ? told : Infinity);
};

/** What could not be heard between a link that was lost and now. */
export const gapAfter = ({ line }: Link, now: number): Gap => ({
  from: line.heardAt() - DELIVERY_MS,
  to: now,
});
