import type { Media } from "../entities/communication";
import type { Conversation, Participant } from "../entities/conversation";
import type { Context } from "../http/handler";

/** One property of a participant that is changed: an action of its own. */

export interface Who {
  conversation: Conversation;
  participant: Participant;
  /** Undefined for the generic operation. */
  media: Media | undefined;
}

/** Refuses at once what cannot be done; what is returned does it when the accepted request takes effect. */
export type PropertyAction = (context: Context, who: Who, value: unknown) => () => void;

export type PropertyActions = Readonly<Record<string, PropertyAction>>;
