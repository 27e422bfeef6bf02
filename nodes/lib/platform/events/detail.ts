import { factsOfEnd } from "./end-facts";
import { legKey } from "./leg-view";
import { asDisconnectType, asMediaType, asMs, asText, isObject } from "./spelling";
import type { Fact, Snapshot } from "./types";

/**
 * What an event of `v2.detail.events.conversation.{id}.*` reports. Most of them only report that there is something
 * to read (who was offered, who answered): those make a snapshot without facts, and the conversation is read anyway.
 *
 * @param isKnown has this mark of the conversation been seen? Ends come without their beginnings.
 */
export const snapshotOfDetail = (
  topicName: string,
  body: unknown,
  isKnown: (mark: string) => boolean,
): Snapshot | undefined => {
  const [, topicId, kind] = DETAIL.exec(topicName) ?? [];
  if (topicId === undefined || kind === undefined || !isObject(body)) return undefined;
  const detail = read(asText(body["conversationId"]) ?? topicId, body);
  const { participantId, key, about } = detail;
  const isEnd = kind === "user.end" || kind === "customer.end";
  const attributes = body["attributes"];
  return {
    conversationId: detail.conversationId,
    whole: false,
    facts:
      participantId === undefined
        ? []
        : isEnd
          ? factsOfEnd(endedLeg(kind, key, body, isKnown), about)
          : kind === "acw" || kind === "wrapup"
            ? wrapUp(participantId, about, asText(body["wrapupCode"]))
            : [],
    marks: new Set(), // a mark that no snapshot repeats would make every snapshot look old
    toggles: [],
    attributes:
      kind === "attributes" && participantId !== undefined && isObject(attributes)
        ? [{ participantId, values: attributes, whole: false, fact: about }]
        : [],
    schedules: [],
    deliveries: [],
    consulted: [],
    newest: about.occurredAt,
    ended: false,
    acwPending: false,
  };
};

const DETAIL = /^v2\.detail\.events\.conversation\.([^.]+)\.(.+)$/i;

/** Is it a topic of what happens at the beginnings and ends of legs? */
export const isDetail = (topicName: string): boolean => DETAIL.test(topicName);

/** The conversation that a topic follows by its id, if it follows one. */
export const conversationOfTopic = (topicName: string): string | undefined =>
  (DETAIL.exec(topicName) ?? /^v2\.(?:analytics\.)?conversations?\.([^.]+)\./i.exec(topicName))?.[1];

const read = (conversationId: string, body: Record<string, unknown>) => {
  const participantId = asText(body["participantId"]);
  const mediaType = asMediaType(body["mediaType"]);
  return {
    conversationId,
    participantId,
    key: legKey(participantId ?? "", mediaType ?? "", 0), // a participant rarely has a second of one medium
    about: {
      participantId,
      communicationId: asText(body["sessionId"]),
      mediaType,
      userId: asText(body["userId"]),
      queueId: asText(body["queueId"]),
      occurredAt: asMs(body["eventTime"]),
      payload: body,
    },
  };
};

const endedLeg = (
  kind: string,
  key: string,
  body: Record<string, unknown>,
  isKnown: (mark: string) => boolean,
) => ({
  key,
  agent: kind === "user.end",
  customer: kind === "customer.end",
  supervises: isKnown(`supervisor/${key}`) ? (["monitor"] as const) : [],
  connected: isKnown(`connection/${key}`) || (asMs(body["interactingDurationMs"]) ?? 0) > 0,
  endedAt: asMs(body["eventTime"]),
  disconnectType: asDisconnectType(body["disconnectType"]),
});

const wrapUp = (
  participantId: string,
  about: Omit<Fact, "key" | "event">,
  code: string | undefined,
): Fact[] =>
  code === undefined
    ? []
    : [{ ...about, key: `wrappedUp/${participantId}/${code}`, event: "wrappedUp", to: code }];
