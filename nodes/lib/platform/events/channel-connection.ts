import { createChannel, type Channel, type RefusedTopic } from "../api/notifications";
import { createClosing, untilClosed } from "../time/clock";
import type { Connect } from "../http/socket";
import type { Client, Clock } from "../types";
import type { Admission } from "./admission";
import { openConnection, type Connection } from "./connection";
import type { Frame, Gap } from "./types";

/** A channel lives for 24 h; the next one is opened this long after, or earlier if the platform requests it. */
export const RENEW_AFTER_MS = 23 * 60 * 60_000;
/** Of the life that the platform names, this share is used. */
const SHARE_OF_LIFE = 0.95;
/** An event may be sent this long after it happened, so the gap of a lost connection begins that much earlier. */
const DELIVERY_MS = 5_000;

/** A channel of this account. */
export interface OwnChannel {
  channel: Channel;
  requestedAt: number;
  /** When it existed: the token that it was created with is not newer. */
  createdAt: number;
  /** For how long it is used. */
  lifeMs: number;
}

/** A connection with the channel that it belongs to. */
export interface ChannelConnection {
  own: OwnChannel;
  connection: Connection;
  isOver(): boolean;
  /** Makes the topics that are wanted now those of the channel. */
  subscribe(): Promise<void>;
}

export interface ChannelConnectionParts {
  client: Client;
  connect: Connect;
  clock: Clock;
  signal: AbortSignal;
  admission: Admission;
  topics: () => readonly string[];
  onSubscribed: (topics: readonly string[], refused: readonly RefusedTopic[]) => void;
  onFrame: (frame: Frame, text: string) => void;
  onInvalid: () => void;
  onOver: () => void;
}

/** A fresh channel; with `tokenNewerThan`, one that was not created with the token of then. */
export const openChannel = async (
  { client, clock, signal }: Pick<ChannelConnectionParts, "client" | "clock" | "signal">,
  tokenNewerThan?: number,
): Promise<OwnChannel> => {
  const requestedAt = clock.now();
  const channel = await untilClosed(createChannel(client, { signal, tokenNewerThan }), signal);
  const lifeMs = lifeOf(channel, client.platformTime(requestedAt));
  return { channel, requestedAt, createdAt: clock.now(), lifeMs };
};

/** A connection that is open and subscribed; or a rejection. */
export const connectChannel = async (
  parts: ChannelConnectionParts,
  own: OwnChannel,
): Promise<ChannelConnection> => {
  const { connect, clock, signal, admission, onFrame, onInvalid: onNoise } = parts;
  const { channel } = own;
  const ending = createClosing();
  const connection = await openConnection({
    connect,
    clock,
    url: channel.connectUri,
    signal,
    onFrame,
    onInvalid: onNoise,
  });
  void connection.ended.then(() => {
    ending.abort();
    parts.onOver();
  });
  const subscribe = async (): Promise<void> => {
    const topics = parts.topics();
    const admitted = admission.admit(channel.id, topics, { signal: ending.signal });
    parts.onSubscribed(topics, await untilClosed(admitted, ending.signal));
  };
  try {
    await subscribe(); // only now: what is sent before the connection is open is lost
  } catch (error) {
    connection.close();
    throw error;
  }
  return { own, connection, isOver: () => ending.signal.aborted, subscribe };
};

/** Both times are the platform's. */
const lifeOf = ({ expiresAt = Infinity }: Channel, bornAt: number): number => {
  const usedMs = (expiresAt - bornAt) * SHARE_OF_LIFE;
  return Math.min(RENEW_AFTER_MS, usedMs > 0 ? usedMs : Infinity);
};

/** The time between the last thing that a lost connection received and now. */
export const gapAfter = ({ connection }: ChannelConnection, now: number): Gap => ({
  from: connection.receivedAt() - DELIVERY_MS,
  to: now,
});
