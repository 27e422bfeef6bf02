import type { Participant, Purpose } from "../entities/conversation";

/** The role of a participant in a conversation. */

/** As captured; of the other machines nothing is known, so they are what they are run by. */
const TYPES: Readonly<Partial<Record<Purpose, string>>> = {
  customer: "External",
  external: "External",
  ivr: "IVR",
  acd: "ACD",
};

export const participantTypeOf = ({ purpose }: Participant): string => TYPES[purpose] ?? "Internal";

/** `full` unless the participant only monitors or coaches another one. */
export const mediaRolesOf = (participant: Participant): string[] => {
  if (participant.monitoredParticipantId !== undefined) return ["monitor"];
  if (participant.coachedParticipantId !== undefined) return ["coach"];
  return ["full"];
};

/** A star: the contact belongs to every division. */
export const initialDivisionOf = ({ externalContactId }: Participant): string | undefined =>
  externalContactId === undefined ? undefined : "*";
