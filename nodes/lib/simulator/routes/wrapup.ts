import type { Media, WrapUp } from "../entities/communication";
import type { Conversation, Participant } from "../entities/conversation";
import type { WrapupCode } from "../entities/org";
import { refusal } from "../http/errors";
import { wrapup as wrapupToWire } from "../formatters/leg";
import { wrapupCodeToWire } from "../formatters/org";
import { accepted, ok, type Context, type Handler, type Handlers } from "../http/handler";
import { applyWrapup } from "../machines/acw";
import { isLive, type Place } from "../machines/legs";
import { conversationOf, participantOf, placeOf } from "./lookup";

/** Wrap-ups: given and read per communication or participant; the codes are those of the participant's queue. */

export interface WrapupInput {
  code?: string | null;
  name?: string | null;
  notes?: string | null;
  endTime?: string | null;
  tags?: string[] | null;
  durationSeconds?: number | null;
  provisional?: boolean | null;
}

const codesOf = ({ store }: Context, { queueId }: Participant): WrapupCode[] =>
  (store.org.queues.get(queueId ?? "")?.wrapupCodeIds ?? []).flatMap(
    (id) => store.org.wrapupCodes.get(id) ?? [],
  );

const checkState = ({ store: { settings } }: Context, { participant, leg }: Place): void => {
  if (participant.userId === undefined) throw refusal("conversation.error.not.conversation.participant");
  if (leg.connectedAt === undefined) throw refusal("conversation.error.participant.no.active.conversations");
  if (isLive(leg)) {
    if (settings.wrapupWhileConnected !== "accepted") throw refusal(settings.wrapupWhileConnected);
    return;
  }
  const state = leg.afterCallWork?.state;
  const isOver = state === "complete" || (state === "skipped" && leg.wrapup !== undefined);
  if (isOver && settings.wrapupTwice === "not.authorized") throw refusal("not.authorized");
  if (isOver || state === "pending") return;
  if (settings.wrapupWithoutAcw !== "accepted") throw refusal(settings.wrapupWithoutAcw);
};

const given = (input: WrapupInput): WrapUp => ({
  code: input.code ?? "",
  ...(input.name == null ? {} : { name: input.name }),
  ...(input.endTime == null ? {} : { endAt: Date.parse(input.endTime) }),
  ...(input.notes == null ? {} : { notes: input.notes }),
  ...(input.tags == null ? {} : { tags: input.tags }),
  ...(input.durationSeconds == null ? {} : { durationSeconds: input.durationSeconds }),
  ...(input.provisional ? { provisional: true } : {}),
});

/** Refuses a wrap-up that cannot be given; what is returned gives it. */
export const prepareWrapup = (context: Context, place: Place, input: WrapupInput): (() => void) => {
  const { store } = context;
  checkState(context, place);
  const isOurs = codesOf(context, place.participant).some(({ id }) => id === input.code);
  const isLeftOut = input.provisional === true && !input.code;
  if (!isOurs && !isLeftOut && store.settings.wrapupForeignCode !== "accepted")
    throw refusal("bad.request", {}, { details: [{ errorCode: "bad.request", fieldName: "code" }] });
  return () => {
    const state = place.leg.afterCallWork?.state;
    const isOver = state === "complete" || state === "skipped";
    if (!isOver || store.settings.wrapupTwice === "overwrites") applyWrapup(store, place, given(input));
  };
};

const isProvisional = ({ query }: Context): boolean => query.get("provisional") === "true";

const answerWith = ({ store }: Context, found: WrapUp | undefined) => {
  if (found) return ok(wrapupToWire(found));
  if (store.settings.wrapupNotGiven === "empty") return ok({});
  throw refusal("not.found");
};

const giveFor =
  (media: Media): Handler =>
  (context) => {
    const place = placeOf(context, media);
    context.later(prepareWrapup(context, place, context.body ?? {}));
    return accepted();
  };

const readOfCommunication =
  (media: Media): Handler =>
  (context) => {
    const { leg } = placeOf(context, media);
    return answerWith(context, isProvisional(context) ? leg.provisionalWrapup : leg.wrapup);
  };

const whoIn = (context: Context): { conversation: Conversation; participant: Participant } => {
  const conversation = conversationOf(context);
  return { conversation, participant: participantOf(context, conversation) };
};

const readOfParticipant: Handler = (context) => {
  const { participant } = whoIn(context);
  const provisional = participant.communications.findLast((leg) => leg.provisionalWrapup)?.provisionalWrapup;
  return answerWith(context, isProvisional(context) ? provisional : participant.wrapup);
};

const listCodes: Handler = (context) =>
  ok(codesOf(context, whoIn(context).participant).map((code) => wrapupCodeToWire(code)));

/** How the operations of a medium are called. */
const WORDS: readonly (readonly [word: string, media: Media])[] = [
  ["Call", "calls"],
  ["Callback", "callbacks"],
  ["Cobrowsesession", "cobrowsesessions"],
  ["Email", "emails"],
  ["Message", "messages"],
  ["Screenshare", "screenshares"],
  ["Social", "socialExpressions"],
  ["Video", "videos"],
];

/** Those that can also be read per participant. */
const PER_PARTICIPANT: readonly string[] = ["Call", "Callback", "Cobrowsesession", "Email", "Message"];

export const wrapupHandlers: Handlers = {
  getConversationParticipantWrapup: readOfParticipant,
  getConversationParticipantWrapupcodes: listCodes,
  ...Object.fromEntries(
    WORDS.flatMap(([word, media]) => [
      [`postConversations${word}ParticipantCommunicationWrapup`, giveFor(media)],
      [`getConversations${word}ParticipantCommunicationWrapup`, readOfCommunication(media)],
    ]),
  ),
  ...Object.fromEntries(
    PER_PARTICIPANT.flatMap((word) => [
      [`getConversations${word}ParticipantWrapup`, readOfParticipant],
      [`getConversations${word}ParticipantWrapupcodes`, listCodes],
    ]),
  ),
};
