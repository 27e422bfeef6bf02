import type { Media } from "../entities/communication";
import { refusal } from "../http/errors";
import { accepted, type Context, type Handler, type Handlers } from "../http/handler";
import { conversationOf, participantOf } from "./lookup";
import { callProperties } from "./participant-call";
import type { PropertyActions } from "./participant-property";
import { wrapupProperties } from "./participant-wrapup";

/**
 * `PATCH .../participants/{id}`, generic and per medium: every property that is present is an action of its own, also
 * those that the caller only meant to repeat.
 */

/** By property of the body. A new family of properties is added here. */
const PROPERTIES: PropertyActions = { ...callProperties, ...wrapupProperties };

const patch = (context: Context, media: Media | undefined): void => {
  const { settings } = context.store;
  const conversation = conversationOf(context);
  const participant = participantOf(context, conversation);
  if (conversation.endAt !== undefined && settings.patchOnEndedConversation === "not.authorized")
    throw refusal("not.authorized.entity", { type: "Conversation", id: conversation.id });
  const effects = Object.entries((context.body ?? {}) as Record<string, unknown>)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([property, value]) => {
      const action = PROPERTIES[property];
      if (!action) throw refusal("bad.request", {}, { details: [{ fieldName: property }] });
      return action(context, { conversation, participant, media }, value);
    });
  context.later(() => effects.forEach((effect) => effect()));
};

/** The handler of the generic operation, or that of a medium. */
export const patchParticipant =
  (media?: Media): Handler =>
  (context) => {
    patch(context, media);
    return accepted();
  };

/** The call's variant for a user in the path. */
const patchOnBehalf: Handler = (context) => {
  const { store, params } = context;
  const user = store.org.users.get(params["userId"] ?? "");
  if (!user) throw refusal("not.found");
  const { participants } = conversationOf(context);
  if (store.settings.onBehalfNeedsParticipant && !participants.some(({ userId }) => userId === user.id))
    throw refusal("conversation.error.not.conversation.participant");
  patch({ ...context, user }, "calls");
  return accepted();
};

export const participantPatchHandlers: Handlers = {
  patchConversationParticipant: patchParticipant(),
  patchConversationsCallParticipant: patchParticipant("calls"),
  patchConversationsCallParticipantUserUserId: patchOnBehalf,
  patchConversationsCallbackParticipant: patchParticipant("callbacks"),
  patchConversationsCobrowsesessionParticipant: patchParticipant("cobrowsesessions"),
  patchConversationsEmailParticipant: patchParticipant("emails"),
  patchConversationsMessageParticipant: patchParticipant("messages"),
};
