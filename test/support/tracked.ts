import { createTracker } from "../../nodes/lib/platform/events/tracker";
import type { ConversationEvent, Frame, Gap } from "../../nodes/lib/platform/events/types";
import { START, TOPIC } from "./events-time";
import { asEventBody, createStory, type Step, type Story } from "./story";

/** The snapshot of a step, as a notification carries it. */
export const frameOf = ({ conversation, at }: Step, topicName = TOPIC): Frame => ({
  topicName,
  eventBody: asEventBody(conversation),
  correlationId: `correlation-${at}`,
});

/** What a tracker emits while the story is played. */
export const follow = (story: Story, tracker = createTracker(START), gaps: Gap[] = []): ConversationEvent[] =>
  story.steps.flatMap((step) => tracker.frame(frameOf(step), step.at, gaps).events);

export const namesOf = (events: readonly ConversationEvent[]): string[] => events.map(({ event }) => event);

/** A call that has not arrived yet. */
export const storyOfCall = () => createStory("conversation-1", START);

/** A detail event of that call. */
export const detailFrame = (kind: string, body: Record<string, unknown>): Frame => ({
  topicName: `v2.detail.events.conversation.conversation-1.${kind}`,
  eventBody: { conversationId: "conversation-1", ...body },
});
