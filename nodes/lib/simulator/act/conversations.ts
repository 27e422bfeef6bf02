import type { Conversation, Participant } from "../entities/conversation";
import { isCustomer } from "../machines/legs";
import type { Store } from "../store/store";

/** A conversation as a person chooses one from a list. */
interface Listed {
  id: string;
  /** The customer, the media and the agents: `Casey Customer · call · Ada Agent`. */
  name: string;
  ended?: true;
}

const nameOf = ({ participants }: Conversation): string => {
  const named = (is: (participant: Participant) => boolean): string[] =>
    participants.filter(is).map(({ name, address }) => name ?? address ?? "");
  const media = participants.flatMap(({ communications }) => communications.map(({ media }) => media));
  const parts = [
    ...named(isCustomer),
    ...media.map((one) => one.replace(/s$/, "")),
    ...named(({ userId }) => userId !== undefined),
  ];
  return [...new Set(parts.filter(Boolean))].join(" · ");
};

/** All conversations: those that go on first, and of each kind the newest first. */
export const listConversations = (store: Store): Listed[] =>
  [...store.conversations.values()]
    .sort((a, b) => Number(a.endAt !== undefined) - Number(b.endAt !== undefined) || b.startAt - a.startAt)
    .map((one) => ({
      id: one.id,
      name: nameOf(one),
      ...(one.endAt === undefined ? {} : { ended: true as const }),
    }));
