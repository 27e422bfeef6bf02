import type { Communication } from "../../../nodes/lib/simulator/entities/communication";
import type { Conversation, Participant } from "../../../nodes/lib/simulator/entities/conversation";
import { channelsOf } from "../../../nodes/lib/simulator/notifications/channels";
import { threadOf } from "../../../nodes/lib/simulator/machines/emails";
import { internalMessagesIn, mediaIn, messagesIn } from "../../../nodes/lib/simulator/store/messages";
import type { Simulator } from "../../../nodes/lib/simulator/index";
import { setupIds } from "../registers/ids";

/** Choices of a generated history: numbers that are used up one by one, so that a history can be shrunk and repeated. */
export interface Picker {
  /** A whole number from 0 to `below` - 1. */
  number: (below: number) => number;
  /** One of them; undefined of none. */
  from: <T>(all: readonly T[]) => T | undefined;
  one: <T>(all: readonly [T, ...T[]]) => T;
  /** True once in so many times. */
  chance: (times: number) => boolean;
}

/** Always the same choice, and nothing out of the ordinary. */
export const steadyPicker = (choice: number): Picker => ({
  number: (below) => choice % Math.max(1, below),
  from: (all) => all[choice % Math.max(1, all.length)],
  one: (all) => all[choice % all.length] ?? all[0],
  chance: () => false,
});

export const createPicker = (numbers: readonly number[]): Picker => {
  let at = 0;
  const number = (below: number): number => (below <= 1 ? 0 : (numbers[at++ % numbers.length] ?? 0) % below);
  return {
    number,
    from: (all) => all[number(all.length)],
    one: (all) => all[number(all.length)] ?? all[0],
    chance: (times) => number(times) === times - 1,
  };
};

/** Everything that a path or a body can name, by the name of the parameter. */
export interface Ids {
  conversationId: string;
  participantId: string;
  communicationId: string;
}

const wordOf: Readonly<Record<string, string>> = {
  internalmessages: "internalMessages",
  socials: "socialExpressions",
};

/** The medium that a path is about, in the words of the entities. */
export const mediaOfPath = (path: string): string | undefined => {
  if (/\/internalmessages/.test(path)) return "internalMessages";
  const word = /^\/api\/v2\/conversations\/([a-z]+)\/\{conversationId\}/.exec(path)?.[1];
  return word === undefined ? undefined : (wordOf[word] ?? word);
};

const conversationsOf = ({ store }: Simulator): Conversation[] => [...store.conversations.values()];

/** A conversation, mostly one with a leg of the medium, mostly a running one. */
export const pickConversation = (
  simulator: Simulator,
  pick: Picker,
  media?: string,
): Conversation | undefined => {
  const all = conversationsOf(simulator);
  const fitting = all.filter(({ participants }) =>
    participants.some(({ communications }) => communications.some((leg) => leg.media === media)),
  );
  const known = media === undefined || fitting.length === 0 || pick.chance(8) ? all : fitting;
  const running = known.filter(({ endAt }) => endAt === undefined);
  return pick.from(running.length === 0 || pick.chance(4) ? known : running);
};

/** A participant of it and one of their legs, mostly of the medium, mostly of an agent (or the customer), mostly live. */
export const pickIds = (
  conversation: Conversation | undefined,
  pick: Picker,
  media?: string,
  of: "agent" | "customer" = "agent",
): Partial<Ids> => {
  if (!conversation) return {};
  const legs = conversation.participants.flatMap((participant) =>
    participant.communications.map((leg) => ({ participant, leg })),
  );
  type Leg = { participant: Participant; leg: Communication };
  const narrow = (all: Leg[], is: (one: Leg) => boolean): Leg[] => {
    const found = all.filter(is);
    return found.length === 0 || pick.chance(5) ? all : found;
  };
  const ofMedia = narrow(legs, ({ leg }) => media === undefined || leg.media === media);
  const ofParty = narrow(ofMedia, ({ participant: { purpose, userId } }) =>
    of === "agent" ? userId !== undefined : purpose === "customer" || purpose === "external",
  );
  const live = narrow(ofParty, ({ leg }) => leg.disconnectedAt === undefined);
  const found = pick.from(live);
  return {
    conversationId: conversation.id,
    ...(found ? { participantId: found.participant.id, communicationId: found.leg.id } : {}),
  };
};

/** What else there is to name. */
export const pickOther = (
  simulator: Simulator,
  pick: Picker,
  name: string,
  conversationId: string | undefined,
): string | undefined => {
  const { store } = simulator;
  const keys = (map: ReadonlyMap<string, unknown>): string | undefined => pick.from([...map.keys()]);
  const conversation = store.conversations.get(conversationId ?? "");
  switch (name) {
    case "userId":
    case "memberId":
      return keys(store.org.users);
    case "queueId":
      return keys(store.org.queues);
    case "contactId":
      return keys(store.org.externalContacts);
    case "mediaId":
      return keys(mediaIn(store));
    case "channelId":
      return keys(channelsOf(store));
    case "messageId": {
      const isMail = conversation?.participants.some(({ communications }) =>
        communications.some((leg) => leg.media === "emails"),
      );
      const mails = conversation && isMail ? threadOf(store, conversation).messages.map(({ id }) => id) : [];
      const texts = [...messagesIn(store).values()].filter((each) => each.conversationId === conversationId);
      const internal = internalMessagesIn(store).filter((each) => each.conversationId === conversationId);
      return pick.from([...mails, ...[...texts, ...internal].map(({ id }) => id)]) ?? keys(messagesIn(store));
    }
    case "attachmentId":
      return pick.from(
        conversation
          ? (threadOf(store, conversation).draft?.attachments ?? []).map((each) => each.attachmentId ?? "")
          : [],
      );
    case "meetingId":
      return keys(store.collection("meetings", () => new Map<string, unknown>()));
    case "recordingId":
      return store.collection("recordings", () => new Map<string, { id: string }>()).get(conversationId ?? "")
        ?.id;
    case "exportId":
      return keys(store.collection("contact exports", () => new Map<string, unknown>()));
    case "conferenceId":
      return pick.from(
        [...store.collection("meetings", () => new Map<string, Record<string, unknown>>()).values()].map(
          (each) => String(each["conferenceId"]),
        ),
      );
    default:
      return pick.from(setupIds(simulator, name));
  }
};
