import { refusal } from "../http/errors";
import type { Channel } from "../entities/channel";
import type { Token } from "../entities/org";
import type { Store } from "../store/store";

/** Channels: their owner, their lifetime, and which is removed if there are too many. */

export const channelsOf = (store: Store): Map<string, Channel> =>
  store.collection("channels", () => new Map<string, Channel>());

const ownerOf = ({ clientId, userId }: Token): string => `${clientId}/${userId ?? ""}`;

const isAlive = (store: Store, { token, expiresAt }: Channel): boolean =>
  expiresAt > store.clock.now() && store.tokens.has(token.value) && token.expiresAt > store.clock.now();

/** The channel is removed; its socket is closed. */
export const endChannel = (store: Store, channel: Channel): void => {
  channelsOf(store).delete(channel.id);
  const { socket } = channel;
  delete channel.socket;
  socket?.close(store.settings.channelGoneCloseCode);
};

/** Ends what has outlived its time or its token. */
export const sweepChannels = (store: Store): void => {
  for (const channel of [...channelsOf(store).values()])
    if (!isAlive(store, channel)) endChannel(store, channel);
};

/** At the moment at which the channel or its token ends; a channel used meanwhile lives on. */
const endInTime = (store: Store, channel: Channel): void => {
  const ms = Math.min(channel.expiresAt, channel.token.expiresAt) - store.clock.now();
  store.clock.after(ms, () => {
    if (channelsOf(store).get(channel.id) !== channel) return;
    if (isAlive(store, channel)) endInTime(store, channel);
    else endChannel(store, channel);
  });
};

/** It was used: its life starts again. */
export const renewChannel = (store: Store, channel: Channel): void => {
  channel.usedAt = store.clock.now();
  channel.expiresAt = channel.usedAt + store.settings.channelLifeMs;
};

/** The channel that is removed for a new one: the least recently used, those without a socket first. */
const leastWanted = (channels: readonly Channel[]): Channel | undefined =>
  [...channels].sort(
    (a, b) => Number(a.socket !== undefined) - Number(b.socket !== undefined) || a.usedAt - b.usedAt,
  )[0];

export const evictChannel = (store: Store, owner: Token): void => {
  const own = [...channelsOf(store).values()].filter(({ token }) => ownerOf(token) === ownerOf(owner));
  const doomed = leastWanted(own);
  if (doomed) endChannel(store, doomed);
};

/** A new channel of this token's client and user; if they have too many, another one is removed. */
export const openChannel = (store: Store, token: Token): Channel => {
  sweepChannels(store);
  const own = [...channelsOf(store).values()].filter((each) => ownerOf(each.token) === ownerOf(token));
  if (own.length >= store.settings.channelsPerClient) evictChannel(store, token);
  const now = store.clock.now();
  const channel: Channel = {
    id: `streaming-5-${store.ids.next("channel")}`,
    token,
    createdAt: now,
    usedAt: now,
    expiresAt: now + store.settings.channelLifeMs,
    topics: new Map(),
    names: new Set(),
  };
  channelsOf(store).set(channel.id, channel);
  endInTime(store, channel);
  return channel;
};

/** A channel of this token's client and user. @throws 404 for what is none (any more). */
export const channelOf = (store: Store, id: string, token: Token): Channel => {
  sweepChannels(store);
  const found = channelsOf(store).get(id);
  if (!found || ownerOf(found.token) !== ownerOf(token)) throw refusal("not.found");
  return found;
};

/** Of this token only, or of everything that its client and user have opened. */
export const listChannels = (store: Store, token: Token, ofClient: boolean): Channel[] => {
  sweepChannels(store);
  return [...channelsOf(store).values()].filter((each) =>
    ofClient ? each.token.clientId === token.clientId : each.token === token,
  );
};
