import type { Channel } from "../entities/channel";
import { channelsOf, endChannel } from "../notifications/channels";
import { addFrameFault, FRAME_FAULTS, type FrameFaultEntry } from "../notifications/frame-faults";
import { openSockets } from "../notifications/sockets";
import type { Store } from "../store/store";
import { ActError } from "./details";

/** What happens to the channels and sockets of notifications. Without a channel's id, to all of them. */

const meant = (channelId: string | undefined, channel: Channel): boolean =>
  channelId === undefined || channel.id === channelId;

export const notificationActs = (store: Store) => {
  const sockets = (channelId: string | undefined) =>
    openSockets(store).filter(({ channel }) => meant(channelId, channel));
  const channels = (channelId: string | undefined) =>
    [...channelsOf(store).values()].filter((channel) => meant(channelId, channel));
  return {
    /** The platform announces that it closes the sockets, and does so a while later. Returns how many. */
    closeSocketsForMaintenance: (channelId?: string): number => {
      const closing = sockets(channelId);
      for (const { channel, socket } of closing) {
        socket.send(
          JSON.stringify({
            topicName: "v2.system.socket_closing",
            eventBody: { message: "Socket is about to be closed; connect to the same URI again" },
          }),
        );
        store.clock.after(store.settings.socketClosingMs, () => {
          if (channel.socket === socket) socket.close(store.settings.maintenanceCloseCode);
        });
      }
      return closing.length;
    },

    /** The sockets are gone, without a close frame. Returns how many. */
    dropSockets: (channelId?: string): number => {
      const dropped = sockets(channelId);
      for (const { socket } of dropped) socket.drop();
      return dropped.length;
    },

    /** The sockets stay open, but nothing comes over them any more. Returns how many. */
    stallSockets: (channelId?: string): number => {
      const stalled = sockets(channelId);
      for (const { socket } of stalled) socket.stall();
      return stalled.length;
    },

    /** The channels are no more, as after the twenty-first was opened. Returns how many. */
    evictChannels: (channelId?: string): number => {
      const gone = channels(channelId);
      for (const channel of gone) endChannel(store, channel);
      return gone.length;
    },

    /** The channels have lived their time. Returns how many. */
    expireChannels: (channelId?: string): number => {
      const old = channels(channelId);
      for (const channel of old) {
        channel.expiresAt = store.clock.now();
        endChannel(store, channel);
      }
      return old.length;
    },

    /** The next frames have a fault: they come twice, late, in another order, never, or inconsistent. */
    frameFault: (entry: FrameFaultEntry): void => {
      if (!FRAME_FAULTS.some((kind) => kind === entry.kind))
        throw new ActError(
          "kind",
          `There is no kind ${String(entry.kind)}. There are: ${FRAME_FAULTS.join(", ")}.`,
        );
      addFrameFault(store, entry);
    },

    /** The channels that there are, with their topics and whether a socket is open. */
    channels: () =>
      [...channelsOf(store).values()].map(({ id, expiresAt, topics, socket, token }) => ({
        id,
        clientId: token.clientId,
        expiresAt,
        topics: [...topics.values()],
        connected: socket !== undefined,
      })),
  };
};

export const notificationActParameters = {
  closeSocketsForMaintenance: ["channelId"],
  dropSockets: ["channelId"],
  stallSockets: ["channelId"],
  evictChannels: ["channelId"],
  expireChannels: ["channelId"],
  frameFault: ["*"],
  channels: [],
} as const satisfies Record<keyof ReturnType<typeof notificationActs>, readonly string[]>;
