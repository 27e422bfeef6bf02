import { isId } from "../../facts/ids";
import { findUserId } from "../api/users";
import type { Leg } from "../conversation/conversation";
import { asE164 } from "../conversation/phone";
import { blankInput, inputError } from "../errors/errors";
import type { CallOptions, Client } from "../types";
import type { PhoneType, TransferTo } from "./options";

/** The party that is to be called in: a user, a queue, an address or an external contact. */

export interface NamedParty {
  destination?: string | undefined;
  transferTo: TransferTo;
  phoneType: PhoneType;
}

/** What a request says of it; one of the four. */
export type Destination =
  | { userId: string }
  | { queueId: string }
  | { queueName: string }
  | { address: string }
  | { contactId: string; phoneType: PhoneType };

/** @throws GenesysError `input`, `missing` or `ambiguous` for a destination that is none. */
export const destinationOf = async (
  client: Client,
  { destination, transferTo, phoneType }: NamedParty,
  options: CallOptions,
): Promise<Destination> => {
  if (destination === undefined) throw blankInput("destination", "Set the user, queue, number or contact.");
  switch (transferTo) {
    case "user":
      return { userId: await findUserId(client, destination, options, "destination") };
    case "queue":
      return isId(destination) ? { queueId: destination } : { queueName: destination };
    case "contact":
      if (isId(destination)) return { contactId: destination, phoneType };
      throw inputError("destination", 'The input "destination" must be the id of an external contact.');
    case "address":
      return {
        address: destination.startsWith("+") ? await asE164("destination", destination) : destination,
      };
  }
};

/** The same one has the same text. */
export const keyOf = (destination: Destination): string =>
  JSON.stringify(
    Object.entries(destination).map(([name, value]: [string, string]) => [name, value.toLowerCase()]),
  );

const same = (one: unknown, other: string): boolean =>
  typeof one === "string" && one.toLowerCase() === other.toLowerCase();

/** An address has a scheme before it. */
const bare = (address: unknown): string =>
  typeof address === "string" ? address.replace(/^\w+:/, "").replace(/[;@].*$/, "") : "";

/** Is it the party that was called? */
export const isAt = ({ participant }: Leg, destination: Destination): boolean => {
  if ("userId" in destination) return same(participant.userId, destination.userId);
  if ("queueId" in destination) return same(participant.queueId, destination.queueId);
  if ("queueName" in destination)
    return same(participant["queueName"] ?? participant.name, destination.queueName);
  if ("contactId" in destination) return same(participant["externalContactId"], destination.contactId);
  const { address } = destination;
  return same(bare(participant.address), bare(address)) || same(participant.name, address);
};
