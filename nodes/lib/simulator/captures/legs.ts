import type {
  AfterCallWork,
  Communication,
  DisconnectType,
  EndpointAddress,
  ErrorInfo,
  LegState,
  Media,
  Segment,
  WrapUp,
} from "../entities/communication";
import { newLeg } from "../machines/new-leg";
import { without, type Wire } from "../formatters/wire";
import { flagIn, given, idIn, isWire, listIn, momentIn, numberIn, textIn, textsIn } from "./wire-values";

/** The legs of a capture as the simulated organisation keeps them. */

const ENDED: ReadonlySet<string> = new Set(["disconnected", "terminated"]);
const STATES: ReadonlySet<string> = new Set([
  ...["alerting", "dialing", "contacting", "offering", "connected", "disconnected", "scheduled", "parked"],
  ...["transmitting", "none"],
]);

const stateOf = (written: unknown, fallback: LegState): LegState => {
  const state = textIn(written)?.toLowerCase() ?? "";
  if (ENDED.has(state)) return "disconnected";
  return STATES.has(state) ? (state as LegState) : fallback;
};

/** Notifications spell it otherwise. */
const endOf = (written: unknown): DisconnectType | undefined =>
  textIn(written)
    ?.toLowerCase()
    .replace(/\.dnd$/, ".donotdisturb") as DisconnectType | undefined;

export const wrapUpIn = (written: unknown): WrapUp | undefined => {
  if (!isWire(written)) return undefined;
  const code = textIn(written["code"]);
  if (code === undefined) return undefined;
  return {
    code,
    ...given({
      name: textIn(written["name"]),
      notes: textIn(written["notes"]),
      tags: Array.isArray(written["tags"]) ? textsIn(written["tags"]) : undefined,
      durationSeconds: numberIn(written["durationSeconds"]),
      endAt: momentIn(written["endTime"]),
      provisional: written["provisional"] === true ? true : undefined,
    }),
  };
};

const workIn = (written: unknown): AfterCallWork | undefined => {
  if (!isWire(written)) return undefined;
  const state = textIn(written["state"]);
  if (state === undefined) return undefined;
  return {
    state: state as AfterCallWork["state"],
    ...given({ startAt: momentIn(written["startTime"]), endAt: momentIn(written["endTime"]) }),
  };
};

const segmentsIn = (written: unknown): Segment[] | undefined =>
  Array.isArray(written)
    ? listIn(written).flatMap((each) => {
        const startAt = momentIn(each["startTime"]);
        if (startAt === undefined) return [];
        const end = { endAt: momentIn(each["endTime"]), disconnectType: endOf(each["disconnectType"]) };
        const howEnded = textIn(each["howEnded"]) as Segment["howEnded"];
        return [
          {
            type: (textIn(each["type"]) ?? "Interact") as Segment["type"],
            startAt,
            ...given({ ...end, howEnded }),
          },
        ];
      })
    : undefined;

const errorIn = (written: unknown): ErrorInfo | undefined => {
  if (!isWire(written)) return undefined;
  const code = textIn(written["code"]);
  return code === undefined ? undefined : { code, message: textIn(written["message"]) ?? "" };
};

const endpointIn = (written: unknown): EndpointAddress | undefined =>
  isWire(written)
    ? given({ name: textIn(written["name"]), address: textIn(written["addressNormalized"]) })
    : undefined;

/** What only this medium has. */
const ofMedia = (leg: Communication, wire: Wire): object => {
  switch (leg.media) {
    case "calls":
      return given({
        ...{
          muted: flagIn(wire["muted"]),
          confined: flagIn(wire["confined"]),
          recording: flagIn(wire["recording"]),
        },
        recordingState: textIn(wire["recordingState"])?.toLowerCase(),
        securePause: wire["securePause"] === true ? true : undefined,
        disconnectReasons: Array.isArray(wire["disconnectReasons"])
          ? listIn(wire["disconnectReasons"])
          : undefined,
        uuiData: textIn(wire["uuiData"]),
        ...{ self: endpointIn(wire["self"]), other: endpointIn(wire["other"]) },
      });
    case "callbacks":
      return given({
        callbackNumbers: textsIn(wire["callbackNumbers"]),
        callbackUserName: textIn(wire["callbackUserName"]),
        scheduledAt: momentIn(wire["callbackScheduledTime"]),
        timeoutSeconds: numberIn(wire["timeoutSeconds"]),
        skipEnabled: flagIn(wire["skipEnabled"]),
        ...{ callerId: textIn(wire["callerId"]), callerIdName: textIn(wire["callerIdName"]) },
      });
    case "emails":
      return given({
        ...{ subject: textIn(wire["subject"]), messageId: textIn(wire["messageId"]) },
        messagesSent: numberIn(wire["messagesSent"]),
      });
    case "messages":
      return given({
        type: textIn(wire["type"])?.toLowerCase(),
        ...{ toAddress: endpointIn(wire["toAddress"]), fromAddress: endpointIn(wire["fromAddress"]) },
        messageIds: Array.isArray(wire["messages"])
          ? listIn(wire["messages"]).flatMap((each) => idIn(each, "messageId", "message") ?? [])
          : undefined,
      });
    default:
      return {};
  }
};

const directionIn = (written: unknown): "inbound" | "outbound" | undefined => {
  const direction = textIn(written)?.toLowerCase();
  return direction === "inbound" || direction === "outbound" ? direction : undefined;
};

/** A leg, as it was before where the record does not say: notifications leave out segments and times. */
export const legFrom = (
  media: Media,
  wire: Wire,
  at: number,
  before: Communication | undefined,
): Communication => {
  const state = stateOf(wire["state"], before?.state ?? "connected");
  const begun: Communication =
    before ??
    newLeg(media, {
      id: textIn(wire["id"]) ?? "",
      state: stateOf(wire["initialState"], state),
      direction: directionIn(wire["direction"]) ?? "inbound",
      at,
      ...given({ peerId: textIn(wire["peerId"]) }),
    });
  const kept = before ?? without(begun, "connectedAt", "startAlertingAt");
  return {
    ...kept,
    state,
    held: flagIn(wire["held"]),
    afterCallWorkRequired: flagIn(wire["afterCallWorkRequired"]),
    ...given({
      direction: directionIn(wire["direction"]),
      provider: textIn(wire["provider"]),
      peerId: textIn(wire["peerId"]),
      scriptId: textIn(wire["scriptId"]),
      segments: segmentsIn(wire["segments"]),
      startHoldAt: momentIn(wire["startHoldTime"]),
      startAlertingAt: momentIn(wire["startAlertingTime"]),
      connectedAt: momentIn(wire["connectedTime"]),
      disconnectedAt: momentIn(wire["disconnectedTime"]),
      disconnectType: endOf(wire["disconnectType"]),
      errorInfo: errorIn(wire["errorInfo"]),
      wrapup: wrapUpIn(wire["wrapup"]),
      afterCallWork: workIn(wire["afterCallWork"]),
    }),
    ...ofMedia(begun, wire),
  } as Communication; // of the same medium as `begun`
};
