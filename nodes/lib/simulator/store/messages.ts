import type { Communication } from "../entities/communication";
import type { Integration, InternalMessage, StoredMedia, TextMessage } from "../entities/message";
import type { Store } from "./store";

/** Messages and files, which a reset removes, and the integrations of the org. */

export const messagesIn = (store: Store): Map<string, TextMessage> =>
  store.collection("messages", () => new Map<string, TextMessage>());

export const mediaIn = (store: Store): Map<string, StoredMedia> =>
  store.collection("message media", () => new Map<string, StoredMedia>());

export const integrationsIn = (store: Store): Map<string, Integration> => store.org.integrations;

/** How long the threads of a messenger rest before they end, in minutes, where the org has set it. */
export const threadMinutesIn = (store: Store): Map<string, number> =>
  store.collection("thread minutes", () => new Map<string, number>());

/** The messages of a leg, oldest first. */
export const messagesOfLeg = (store: Store, leg: Communication): TextMessage[] =>
  leg.media === "messages" ? leg.messageIds.flatMap((id) => messagesIn(store).get(id) ?? []) : [];

export const internalMessagesIn = (store: Store): InternalMessage[] =>
  store.collection("internal messages", (): InternalMessage[] => []);

/** What users wrote on a leg, oldest first. */
export const internalMessagesOfLeg = (store: Store, leg: Communication): InternalMessage[] =>
  internalMessagesIn(store).filter(({ communicationId }) => communicationId === leg.id);

/** The end of a channel that an address names: an integration's id, its number, or the number without its plus. */
export const integrationAt = (store: Store, channel: string, address: string): Integration | undefined =>
  [...integrationsIn(store).values()].find(
    ({ id, messengerType, phoneNumber }) =>
      messengerType === channel &&
      (id === address || phoneNumber === address || phoneNumber === `+${address}`),
  );

/** How an integration's own address is written on its channel. */
export const ownAddressOf = ({ id, messengerType, phoneNumber }: Integration): string =>
  messengerType === "open" || phoneNumber === undefined
    ? id
    : messengerType === "whatsapp"
      ? phoneNumber.slice(1)
      : phoneNumber;
