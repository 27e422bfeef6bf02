import type { Media } from "../entities/communication";
import { sessionSummaryToWire, summaryEvent, summaryToWire } from "../formatters/summary";
import { refusal } from "../http/errors";
import { accepted, empty, ok, type Context, type Handler, type Handlers } from "../http/handler";
import { isLive } from "../machines/legs";
import { beginSummary, completeSummary, summariesOf, type Summary } from "../machines/summaries";
import { publish } from "../notifications/publish";
import { conversationOf, placeOf } from "./lookup";

/** Summaries are requested, read and rated. */

const request =
  (media: Media): Handler =>
  (context) => {
    const { store, correlationId } = context;
    const place = placeOf(context, media);
    const { conversation, participant, leg } = place;
    if (participant.userId === undefined) throw refusal("conversation.error.not.conversation.participant");
    if (!isLive(leg)) throw refusal("conversation.error.participant.no.active.conversations");
    const { locale } = (context.body ?? {}) as { locale?: string | null };
    const summary = beginSummary(store, place, locale ?? "en-US");
    context.later(() => {
      completeSummary(place, summary);
      publish(store, `v2.users.${summary.userId ?? ""}.conversations.summaries`, correlationId, () =>
        summaryEvent(conversation, summary),
      );
    });
    return accepted({ id: summary.id, status: summary.status });
  };

const summaryOf = (context: Context): Summary => {
  const found = summariesOf(conversationOf(context)).find(({ id }) => id === context.params["summaryId"]);
  if (!found) throw refusal("not.found");
  return found;
};

type Feedback = NonNullable<Summary["feedback"]>;

/** Feedback is given once, and can be changed then. */
const giveFeedback =
  (isFirst: boolean): Handler =>
  (context) => {
    const summary = summaryOf(context);
    const given = context.body as Feedback | undefined;
    if (!given) throw refusal("bad.request", {}, { details: [{ fieldName: "body" }] });
    if (isFirst === (summary.feedback !== undefined)) throw refusal(isFirst ? "bad.request" : "not.found");
    summary.feedback = { ...summary.feedback, ...given };
    summary.editedAt = context.store.clock.now();
    return empty(204);
  };

export const summaryHandlers: Handlers = {
  postConversationsCallParticipantCommunicationSummaries: request("calls"),
  postConversationsMessageParticipantCommunicationSummaries: request("messages"),

  getConversationSummaries: (context) => {
    const conversation = conversationOf(context);
    const summaries = summariesOf(conversation);
    const last = summaries.at(-1);
    return ok({
      conversation: { id: conversation.id, selfUri: `/api/v2/conversations/${conversation.id}` },
      ...(last ? { summary: summaryToWire(last) } : {}),
      sessionSummaries: summaries.map(sessionSummaryToWire),
    });
  },

  postConversationSummaryFeedback: giveFeedback(true),
  patchConversationSummaryFeedback: giveFeedback(false),
  patchConversationSummaryEngagements: (context) => {
    const summary = summaryOf(context);
    summary.engagement = { ...summary.engagement, ...(context.body as Summary["engagement"]) };
    return empty(204);
  },
};
