import type { Call, LegState } from "../entities/communication";

/** A call leg as it begins; its first segment is opened when its participant is added. */
export const newCall = (given: {
  id: string;
  state: LegState;
  direction: "inbound" | "outbound";
  at: number;
  peerId?: string;
}): Call => ({
  id: given.id,
  media: "calls",
  state: given.state,
  initialState: given.state,
  direction: given.direction,
  provider: "Edge",
  segments: [],
  held: false,
  muted: false,
  confined: false,
  recording: false,
  recordingState: "none",
  afterCallWorkRequired: false,
  ...(given.peerId === undefined ? {} : { peerId: given.peerId }),
  ...(given.state === "alerting" ? { startAlertingAt: given.at } : {}),
  ...(given.state === "connected" ? { connectedAt: given.at } : {}),
});
