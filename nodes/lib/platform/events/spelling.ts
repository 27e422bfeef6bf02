import type { MediaType } from "../conversation/conversation";

/** The spellings of disconnect types that are no mere change of case: those of events and of detail events. */
const DISCONNECT_TYPES = new Map([
  ["endpoint.dnd", "endpoint.donotdisturb"],
  ["transfer.dnd", "transfer.donotdisturb"],
  ["DND_ENDPOINT", "endpoint.donotdisturb"],
  ["DND_TRANSFER", "transfer.donotdisturb"],
  ["TRANSPORT_FAILURE", "transport.failure"],
  ["CONFERENCE_TRANSFER", "transfer.conference"],
  ["CONSULT_TRANSFER", "transfer.consult"],
  ["FORWARD_TRANSFER", "transfer.forward"],
  ["NO_ANSWER_TRANSFER", "transfer.noanswer"],
  ["NOT_AVAILABLE_TRANSFER", "transfer.notavailable"],
  ["SESSION_EXPIRED", "session.expired"],
]);

/** A disconnect type as REST spells it, whichever channel value it. */
export const asDisconnectType = (value: unknown): string | undefined =>
  typeof value !== "string" ? undefined : (DISCONNECT_TYPES.get(value) ?? value.toLowerCase());

/** Media whose detail name is not that of the participant's array in capitals. */
const MEDIA: Readonly<Record<string, MediaType>> = {
  VOICE: "call",
  CALLBACK: "callback",
  CHAT: "chat",
  COBROWSE: "cobrowsesession",
  EMAIL: "email",
  MESSAGE: "message",
  INTERNALMESSAGE: "internalMessage",
  SCREENSHARE: "screenshare",
  VIDEO: "video",
};

/** A detail event's medium in REST spelling. */
export const asMediaType = (value: unknown): MediaType | undefined =>
  typeof value === "string" ? MEDIA[value.toUpperCase()] : undefined;

/** ISO text (REST, topics) or epoch ms (detail events) as ms; `undefined` for what is neither. */
export const asMs = (value: unknown): number | undefined => {
  const ms = typeof value === "string" ? Date.parse(value) : value;
  return typeof ms === "number" && Number.isFinite(ms) ? ms : undefined;
};

export const asText = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
