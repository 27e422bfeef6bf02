/** What the vendor does not publish about notifications, or what a test needs otherwise. */
export interface NotificationSettings {
  /** From a change of a conversation until its frames are sent; changes meanwhile go into the same frames. */
  notifyAfterMs: number;
  /** The figures of a queue are not sent more often than once in this time. */
  queueFiguresEveryMs: number;
  /** Does the end of a leg come as two frames, of which the first still calls it connected? */
  inconsistentPairs: boolean;
  /** Do users receive notifications of a conversation after their own part in it is over? */
  formerUsersHearOn: boolean;
  /** Does a change of the post-flow action send a notification? There is no separate topic for it. */
  postFlowRaisesEvent: boolean;
  /** How long a channel lives. */
  channelLifeMs: number;
  /** For each pair of client and user; one more removes the one that is longest unused. */
  channelsPerClient: number;
  /** How many topics a channel takes. */
  topicsPerChannel: number;
  /** From one heartbeat of a socket to the next. */
  heartbeatMs: number;
  /** From the announcement that a socket is closed until it is. */
  socketClosingMs: number;
  /** Close code of a socket whose channel another one has taken. */
  socketReplacedCloseCode: number;
  /** Close code of a socket whose channel is gone. */
  channelGoneCloseCode: number;
  /** Close code of a socket that is closed for maintenance. */
  maintenanceCloseCode: number;
  /** The response to the removal of all topics of a channel. */
  clearSubscriptionsStatus: 200 | 202 | 204;
}

export const NOTIFICATION_SETTINGS: Readonly<NotificationSettings> = {
  notifyAfterMs: 20,
  queueFiguresEveryMs: 1_000,
  inconsistentPairs: false,
  formerUsersHearOn: true,
  postFlowRaisesEvent: false,
  channelLifeMs: 24 * 3_600_000,
  channelsPerClient: 20,
  topicsPerChannel: 1_000,
  heartbeatMs: 30_000,
  socketClosingMs: 60_000,
  socketReplacedCloseCode: 1000,
  channelGoneCloseCode: 1001,
  maintenanceCloseCode: 1001,
  clearSubscriptionsStatus: 200,
};
