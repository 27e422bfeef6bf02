import type { Communication, Participant } from "../../nodes/lib/platform/conversation/conversation";
import { ANN, at, leg, party } from "./conversation";

export const PENDING = { afterCallWork: { state: "pending", startTime: at(40) } };
/** The legs of one agent: a callback, and the call that is placed from it. */
export const callback = (more: Partial<Communication> = {}) =>
  leg("callback", "connected", { connectedTime: at(5), initialState: "alerting", ...more });
export const call = (more: Partial<Communication> = {}) =>
  leg("call", "connected", { connectedTime: at(10), initialState: "contacting", ...more });
export const over = (second: number) => ({ state: "disconnected", disconnectedTime: at(second) });
/** An agent who took a callback and placed the call from it. */
export const caller = (theCallback: Communication, theCall: Communication, more: Partial<Participant> = {}) =>
  party("a", "agent", {
    ...{ userId: ANN, queueId: "q", connectedTime: at(5), callbacks: [theCallback], calls: [theCall] },
    ...more,
  });
