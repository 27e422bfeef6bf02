import type { Leg, Participant } from "./conversation";

/** Whose leg it is, under the names by which flows ask for it: what is known of them. */
export interface DescribedParticipant {
  name?: string;
  address?: string;
  attributes?: Readonly<Record<string, unknown>>;
  queueName?: string;
  userId?: string;
  /** Of the communication. */
  state?: string;
}

/** @param participants those of the conversation: notifications have the name of a queue only at the queue itself */
export const describeParticipant = (
  { participant, communication }: Leg,
  participants: readonly Participant[],
): DescribedParticipant => {
  const { name, address, attributes, userId } = participant;
  const { state } = communication;
  const described = {
    name,
    address,
    attributes,
    queueName: queueNameOf(participant, participants),
    userId,
    state,
  };
  return Object.fromEntries(Object.entries(described).filter(([, value]) => isSet(value)));
};

const queueNameOf = ({ queueName, queueId }: Participant, participants: readonly Participant[]): unknown =>
  queueName ??
  (isSet(queueId)
    ? participants.find((other) => other.purpose === "acd" && other.queueId === queueId)?.name
    : undefined);

/** In the platform's JSON, `null` means the same as an absent property. */
const isSet = (value: unknown): boolean => value !== undefined && value !== null;
