import type { Token } from "./org";

/** Channels of notifications, and what may come over them. */

/** The open socket of a channel, as the rest of the room sees it. */
export interface ChannelSocket {
  send(text: string): void;
  /** With a close frame. */
  close(code: number): void;
  /** Without one. */
  drop(): void;
  /** Half open from now on: nothing is sent and nothing is answered any more. */
  stall(): void;
}

export interface Channel {
  id: string;
  token: Token;
  createdAt: number;
  /** When it was made, or its topics were last changed. */
  usedAt: number;
  expiresAt: number;
  /** As first written, by name in lower case. */
  topics: Map<string, string>;
  /** Those of the frames that it receives, in lower case. */
  names: ReadonlySet<string>;
  socket?: ChannelSocket;
}

/** What comes of the wish for a topic: the permissions that are missing, if any. */
export interface Verdict {
  id: string;
  missing: readonly string[];
}
