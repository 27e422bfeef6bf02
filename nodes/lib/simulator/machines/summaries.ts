import type { Conversation } from "../entities/conversation";
import type { Store } from "../store/store";
import type { Place } from "./legs";

/** Summaries of what was said in a communication, written on request. Those of this org name the customer and the agent. */

export interface Summary {
  id: string;
  communicationId: string;
  at: number;
  language: string;
  media: "Call" | "Message";
  userId: string | undefined;
  status: "Pending" | "Completed";
  text?: string;
  feedback?: { rating?: string | null; summary?: string | null };
  editedAt?: number;
  engagement?: { visibility?: string | null; status?: string | null };
}

/** Oldest first. */
export const summariesOf = ({ extras }: Conversation): readonly Summary[] =>
  (extras["summaries"] ?? []) as Summary[];

const textOf = ({ conversation, participant }: Place): string => {
  const customer = conversation.participants.find(({ purpose }) => /customer|external/.test(purpose));
  return `${customer?.name ?? "A customer"} spoke with ${participant.name ?? "an agent"}.`;
};

export const beginSummary = (store: Store, place: Place, language: string): Summary => {
  const { conversation, participant, leg } = place;
  const summary: Summary = {
    id: store.ids.next("summary"),
    communicationId: leg.id,
    at: store.clock.now(),
    language,
    media: leg.media === "calls" ? "Call" : "Message",
    userId: participant.userId,
    status: "Pending",
  };
  conversation.extras["summaries"] = [...summariesOf(conversation), summary];
  return summary;
};

export const completeSummary = (place: Place, summary: Summary): void => {
  summary.status = "Completed";
  summary.text = textOf(place);
};
