import { isDeepStrictEqual } from "node:util";
import { loadModels } from "../../facts/models";
import type { Media } from "../entities/communication";
import type { Conversation } from "../entities/conversation";
import { refusal } from "../http/errors";
import { conversationToWire } from "../formatters/conversation";
import { accepted, ok, type Context, type Handler, type Handlers } from "../http/handler";
import { mergeCalls } from "../machines/conference";
import { endInteraction } from "../machines/interaction";
import { setSecurePause } from "../machines/secure-pause";
import { endConversation, liveCallsOf } from "../machines/voice";
import { notPlayed } from "../http/not-played";
import type { Store } from "../store/store";
import { callsToMerge } from "./conference";
import { conversationOf, refuseWithoutLiveLeg } from "./lookup";

/**
 * `PATCH /conversations/{media}/{id}`: each given field is a separate action. The body is the model that a GET
 * returns, so a field that only repeats what the conversation shows changes nothing.
 */

/** Refuses at once what cannot be done; what is returned does it. */
type Change = (context: Context, conversation: Conversation, value: unknown) => () => void;

const tag: Change =
  ({ store }, conversation, value) =>
  () => {
    conversation.externalTag = String(value);
    store.changed({ what: "conversationChanged", conversation });
  };

const end: Change =
  ({ store }, conversation) =>
  () =>
    endConversation(store, conversation, "client");

const endLater: Change = (context, conversation) => () =>
  context.later(() => endInteraction(context.store, conversation, "client"));

const merge: Change = (context, conversation, value) => {
  const calls = callsToMerge(context, value as string[], conversation);
  return () => mergeCalls(context.store, conversation, calls);
};

/** Only those who are on the call may pause its recording. */
const pause: Change = (context, conversation, value) => {
  const { store, user } = context;
  const isOnCall = liveCallsOf(conversation).some(({ participant }) => participant.userId === user?.id);
  if (user && !isOnCall) throw refusal("conversation.error.forbidden.not.active.participant");
  const wanted = String(value).toLowerCase();
  if (wanted === "none") throw refusal("bad.request", {}, { details: [{ fieldName: "recordingState" }] });
  return () => context.later(() => setSecurePause(store, conversation, wanted === "paused", "calls"));
};

/** In the order in which they are carried out. */
const OF_CALLS: Readonly<Record<string, Change>> = {
  externalTag: tag,
  recordingState: pause,
  conversationIds: merge,
  state: end,
};
const OF_OTHERS: Readonly<Record<string, Change>> = { externalTag: tag, state: endLater };

const isReadOnly = (field: string): boolean =>
  loadModels()["Conversation"]?.properties[field]?.readOnly === true;

const sameMoment = (a: unknown, b: unknown): boolean =>
  typeof a === "string" && typeof b === "string" && Date.parse(a) === Date.parse(b);

const sameWord = (a: unknown, b: unknown): boolean =>
  typeof a === "string" && typeof b === "string" && a.toLowerCase() === b.toLowerCase();

/** The model requires a list of participants, so an empty one changes nothing. */
const repeats = (shown: unknown, given: unknown, field: string): boolean =>
  (field === "participants" && Array.isArray(given) && given.length === 0) ||
  (field === "recordingState" && sameWord(shown, given)) ||
  sameMoment(shown, given) ||
  isDeepStrictEqual(shown, given);

/** The changes of the body. */
const changesOf = (store: Store, conversation: Conversation, body: Record<string, unknown>): string[] => {
  const shown = JSON.parse(JSON.stringify(conversationToWire(store, conversation))) as Record<
    string,
    unknown
  >;
  return Object.keys(body).filter(
    (field) =>
      body[field] !== undefined &&
      body[field] !== null &&
      !isReadOnly(field) &&
      !repeats(shown[field], body[field], field),
  );
};

const change =
  (media: Media): Handler =>
  (context) => {
    const { store, operation } = context;
    const conversation = conversationOf(context);
    const body = context.body as Record<string, unknown>;
    const changed = changesOf(store, conversation, body);
    const changes = media === "calls" ? OF_CALLS : OF_OTHERS;
    const unknown = changed.find((field) => !Object.hasOwn(changes, field));
    if (unknown !== undefined) throw notPlayed(operation.id, unknown);
    if (changed.length > 0) refuseWithoutLiveLeg(conversation, media);
    const effects = Object.entries(changes)
      .filter(([field]) => changed.includes(field))
      .map(([field, make]) => make(context, conversation, body[field]));
    for (const effect of effects) effect();
    const shown = conversationToWire(store, conversation);
    return changed.includes("recordingState") ? accepted(shown) : ok(shown);
  };

export const wholeConversationHandlers: Handlers = {
  patchConversationsCall: change("calls"),
  patchConversationsCallback: change("callbacks"),
  patchConversationsCobrowsesession: change("cobrowsesessions"),
  patchConversationsEmail: change("emails"),
  patchConversationsMessage: change("messages"),
};
