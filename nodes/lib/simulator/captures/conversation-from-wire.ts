import type { Communication } from "../entities/communication";
import type { Conversation, Participant, Purpose } from "../entities/conversation";
import { MEDIA } from "../formatters/conversation";
import type { Wire } from "../formatters/wire";
import { legFrom, wrapUpIn } from "./legs";
import { flagIn, given, idIn, isWire, listIn, momentIn, numberIn, textIn } from "./wire-values";

/** A conversation of a capture as the simulated organisation keeps it. */

const attributesIn = (written: unknown): Record<string, string> | undefined =>
  isWire(written)
    ? Object.fromEntries(
        Object.entries(written).map(([name, value]) => [
          name,
          typeof value === "string" ? value : JSON.stringify(value),
        ]),
      )
    : undefined;

const earliest = (...moments: (number | undefined)[]): number | undefined => {
  const known = moments.filter((each) => each !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
};

const legsOf = (wire: Wire, at: number, before: Participant | undefined): Communication[] => {
  const shown = MEDIA.flatMap((media) =>
    listIn(wire[media]).flatMap((leg) => {
      const id = textIn(leg["id"]);
      if (id === undefined) return [];
      return [
        legFrom(
          media,
          leg,
          at,
          before?.communications.find((each) => each.id === id && each.media === media),
        ),
      ];
    }),
  );
  const ids = new Set(shown.map(({ id }) => id));
  return [...(before?.communications ?? []).filter(({ id }) => !ids.has(id)), ...shown];
};

const participantFrom = (wire: Wire, at: number, before: Participant | undefined): Participant => {
  const communications = legsOf(wire, at, before);
  const began = earliest(
    ...[momentIn(wire["startTime"]), before?.startAt, momentIn(wire["connectedTime"])],
    ...communications.flatMap(({ startAlertingAt, connectedAt, segments }) => [
      ...[startAlertingAt, connectedAt, segments[0]?.startAt],
    ]),
  );
  return {
    attributes: {},
    wrapupRequired: false,
    ...before,
    id: textIn(wire["id"]) ?? "",
    purpose: (textIn(wire["purpose"]) ?? before?.purpose ?? "customer") as Purpose,
    startAt: began ?? momentIn(wire["endTime"]) ?? at,
    communications,
    ...given({
      name: textIn(wire["name"]),
      connectedAt: momentIn(wire["connectedTime"]),
      endAt: momentIn(wire["endTime"]),
      userId: idIn(wire, "userId", "user"),
      queueId: idIn(wire, "queueId", "queue"),
      externalContactId: idIn(wire, "externalContactId", "externalContact"),
      address: textIn(wire["address"]),
      ani: textIn(wire["ani"]),
      aniName: textIn(wire["aniName"]),
      dnis: textIn(wire["dnis"]),
      attributes: attributesIn(wire["attributes"]),
      wrapupRequired: wire["wrapupRequired"] === undefined ? undefined : flagIn(wire["wrapupRequired"]),
      wrapupPrompt: textIn(wire["wrapupPrompt"]) as Participant["wrapupPrompt"],
      wrapupTimeoutMs: numberIn(wire["wrapupTimeoutMs"]),
      wrapupSkipped: wire["wrapupSkipped"] === true ? true : undefined,
      alertingTimeoutMs: numberIn(wire["alertingTimeoutMs"]),
      wrapup: wrapUpIn(wire["wrapup"]),
      startAcwAt: momentIn(wire["startAcwTime"]),
      endAcwAt: momentIn(wire["endAcwTime"]),
      consultParticipantId: textIn(wire["consultParticipantId"]),
      monitoredParticipantId: textIn(wire["monitoredParticipantId"]),
      coachedParticipantId: textIn(wire["coachedParticipantId"]),
      bargedParticipantId: textIn(wire["bargedParticipantId"]),
    }),
  };
};

const isOver = ({ communications }: Participant): boolean =>
  communications.every(
    ({ state, disconnectedAt }) => state === "disconnected" || disconnectedAt !== undefined,
  );

/** The end is shown by a request only: notifications have that of the participants. */
const endOf = (wire: Wire, participants: readonly Participant[]): number | undefined => {
  const end = momentIn(wire["endTime"]);
  const ends = participants.flatMap(({ endAt, communications }) => [
    ...(endAt === undefined ? [] : [endAt]),
    ...communications.flatMap(({ disconnectedAt }) => disconnectedAt ?? []),
  ]);
  const hasLegs = participants.some(({ communications }) => communications.length > 0);
  return end ?? (hasLegs && ends.length > 0 && participants.every(isOver) ? Math.max(...ends) : undefined);
};

/** @param at the moment of what is not dated */
export const conversationFrom = (
  wire: Wire,
  at: number,
  divisionId: string,
  before: Conversation | undefined,
): Conversation => {
  const participants = listIn(wire["participants"])
    .filter(({ id }) => textIn(id) !== undefined)
    .map((each) =>
      participantFrom(
        each,
        at,
        before?.participants.find(({ id }) => id === each["id"]),
      ),
    );
  const ids = new Set(participants.map(({ id }) => id));
  const all = [...(before?.participants ?? []).filter(({ id }) => !ids.has(id)), ...participants];
  const startAt =
    momentIn(wire["startTime"]) ?? before?.startAt ?? earliest(...all.map((each) => each.startAt)) ?? at;
  return {
    ...{ recordingState: "none", divisionId, extras: {} },
    ...before,
    ...{ id: textIn(wire["id"]) ?? "", startAt, participants: all },
    ...given({
      endAt: endOf(wire, all),
      address: textIn(wire["address"]),
      recordingState: textIn(wire["recordingState"])?.toLowerCase() as
        Conversation["recordingState"] | undefined,
      securePause: wire["securePause"] === true ? true : undefined,
      maxParticipants: numberIn(wire["maxParticipants"]),
      utilizationLabelId: textIn(wire["utilizationLabelId"]),
      externalTag: textIn(wire["externalTag"]),
    }),
  };
};
