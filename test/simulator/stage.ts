import { loadOperations, type Operation } from "../../nodes/lib/facts/operations";
import type { Media } from "../../nodes/lib/simulator/entities/communication";
import type { Conversation } from "../../nodes/lib/simulator/entities/conversation";
import type { VirtualClock } from "../../nodes/lib/simulator/store/clock";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import type { Simulator } from "../../nodes/lib/simulator/index";
import { simulatedOperations } from "../../nodes/lib/simulator/routes/index";
import { START } from "./caller";

/** Conversations of every medium, and the ids that an operation's path wants. For specs that are generated from the catalogue. */

export interface Ids {
  conversationId: string;
  participantId: string;
  communicationId: string;
}

const WORDS: Readonly<Record<string, readonly [word: string, media: Media]>> = {
  calls: ["call", "calls"],
  callbacks: ["callback", "callbacks"],
  cobrowsesessions: ["cobrowsesession", "cobrowsesessions"],
  emails: ["email", "emails"],
  messages: ["message", "messages"],
  internalmessages: ["internalMessage", "internalMessages"],
  screenshares: ["screenshare", "screenshares"],
  socials: ["socialExpression", "socialExpressions"],
  videos: ["video", "videos"],
};

/** The word in a path that names a medium. */
export type MediaWord = string;

export const MEDIA_WORDS: readonly MediaWord[] = Object.keys(WORDS);

/** The medium that the operation's path names, if it names one of a conversation. */
export const mediaWordOf = ({ id, path }: Operation): MediaWord | undefined => {
  if (id === "postConversationsCall") return "callbacks"; // it makes a callback a call
  if (path.includes("{communicationId}/internalmessages")) return "internalmessages";
  const word = /^\/api\/v2\/conversations\/(\w+)\/\{conversationId\}/.exec(path)?.[1];
  return word !== undefined && word in WORDS ? word : undefined;
};

export const played = (): Operation[] => {
  const ids = new Set(simulatedOperations());
  return loadOperations().filter(({ id }) => ids.has(id));
};

export const partsOf = (simulator: Simulator, id: string): Conversation => {
  const found = simulator.store.conversations.get(id);
  if (!found) throw new Error(`There is no conversation ${id}.`);
  return found;
};

/** The ids of an agent's connected leg. */
export const agentIds = (simulator: Simulator, conversationId: string): Ids => {
  const agent = partsOf(simulator, conversationId).participants.findLast(
    ({ purpose, communications }) =>
      purpose === "agent" && communications.some(({ state }) => state === "connected"),
  );
  return {
    conversationId,
    participantId: agent?.id ?? "",
    communicationId: agent?.communications[0]?.id ?? "",
  };
};

/** A conversation of the medium that the user has answered, with nothing pending. */
export const talkOf = (
  simulator: Simulator,
  clock: VirtualClock,
  word: MediaWord,
  user = "Ben Agent",
): Ids => {
  const mediaType = WORDS[word]?.[0] ?? word;
  const { conversationId } = simulator.act.interactionArrives({ mediaType, queue: "Service" });
  simulator.act.agentAnswers(conversationId, { user });
  clock.advance(1000);
  return agentIds(simulator, conversationId);
};

/** Ada's call of the start. */
export const startIds = (): Ids => ({
  conversationId: START.conversationId,
  participantId: idOf("start participant agent"),
  communicationId: idOf("start communication agent"),
});

/** The operation's path with these values in it. */
export const pathWith = (
  { path }: Pick<Operation, "path">,
  params: Readonly<Record<string, string>>,
): string => path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? "none"));
