import { isPassedOn, sidesOf, type Called } from "./called-party";
import {
  everConnected,
  hasEnded,
  legsOf,
  type Communication,
  type Conversation,
  type Leg,
} from "../conversation/conversation";

/** Why the call was not answered. A flow distinguishes the reasons by `error.cause.reason`. */
export type CallFailure = "busy" | "noAnswer" | "declined" | "unreachable" | "cancelled" | "failed";

export type CallProgress =
  { state: "dialing" } | { state: "connected"; leg: Leg } | { state: "ended"; reason: CallFailure; leg: Leg };

/** By cause value of Q.850 and by response code of SIP; both lists are standards, unlike the disconnect types. */
const Q850: Readonly<Record<number, CallFailure>> = {
  1: "unreachable",
  2: "unreachable",
  3: "unreachable",
  17: "busy",
  18: "noAnswer",
  19: "noAnswer",
  20: "unreachable",
  21: "declined",
  22: "unreachable",
  27: "unreachable",
  28: "unreachable",
};
const SIP: Readonly<Record<number, CallFailure>> = {
  404: "unreachable",
  408: "noAnswer",
  410: "unreachable",
  480: "noAnswer",
  484: "unreachable",
  486: "busy",
  600: "busy",
  603: "declined",
  604: "unreachable",
};
const BY_TYPE = new Map<string, CallFailure>([
  ["client", "declined"],
  ["timeout", "noAnswer"],
  ["transfer.noanswer", "noAnswer"],
  ["transfer.notavailable", "unreachable"],
  ["uncallable", "unreachable"],
  ["endpoint.donotdisturb", "declined"],
]);

/** Why a leg that never connected ended. The numbered reasons go first; they alone are precise. */
export const failureOf = ({ disconnectType, disconnectReasons = [] }: Communication): CallFailure => {
  for (const { type, code } of disconnectReasons) {
    const found = (type === "sip" ? SIP : Q850)[Number(code)];
    if (found !== undefined) return found;
  }
  return BY_TYPE.get(disconnectType ?? "") ?? "failed";
};

/**
 * The progress of a call that a user placed: has the called party answered? No other leg counts, not even one of the
 * caller. `errorInfo` on a leg is ignored: the platform also sets it on legs that work.
 */
export const callProgress = (conversation: Conversation, called?: Called): CallProgress => {
  const calls = legsOf(conversation).filter(({ mediaType }) => mediaType === "call");
  const { own, far } = sidesOf(conversation, calls, called);
  const reached = far.find(everConnected);
  if (reached !== undefined) return { state: "connected", leg: reached };
  const last = far.at(-1) ?? calls.at(-1);
  if (last === undefined || !isOver(conversation, calls, far)) return { state: "dialing" };
  const gaveUp = own !== undefined && own.communication.disconnectType === "client";
  const reason = gaveUp || last === own ? "cancelled" : failureOf(last.communication);
  return { state: "ended", reason, leg: last };
};

/** The called party can no longer answer, although others may still be talking. */
const isOver = ({ endTime }: Conversation, calls: readonly Leg[], far: readonly Leg[]): boolean => {
  if ((endTime ?? undefined) !== undefined || (calls.length > 0 && calls.every(hasEnded))) return true;
  const isQueued = calls.some((leg) => leg.participant.purpose === "acd" && !hasEnded(leg));
  return far.length > 0 && far.every(hasEnded) && !far.some(isPassedOn) && !isQueued;
};
