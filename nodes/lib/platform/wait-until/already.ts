import { hasEnded, isCustomer, legsOf, type Leg } from "../conversation/conversation";
import { consultedIn } from "../conversation/consultation";
import type { Sight } from "../events/sight";
import type { EventName, Fact } from "../events/types";
import { isTheirAgent, isTheirs, type Whose } from "./whose";

/** Something that has happened and still counts. */
export type Standing = Pick<
  Fact,
  "event" | "occurredAt" | "participantId" | "communicationId" | "mediaType" | "userId" | "queueId"
>;

/** These count while their leg lasts. */
const WHILE_THERE: ReadonlySet<EventName> = new Set([
  "offered",
  "connected",
  "conferenced",
  "supervisorJoined",
]);
/** These count until another agent has the customer. */
const UNTIL_THE_NEXT: ReadonlySet<EventName> = new Set([
  ...(["requeued", "transferred", "agentLeft", "acwStarted", "wrappedUp"] as const),
]);

/**
 * What has happened already of these events and still counts: the conversation is in the state that the event begins. An event
 * that begins no state, such as a message, never counts. Of several the latest.
 */
export const alreadyIn = (
  { conversation, snapshot }: Pick<Sight, "conversation" | "snapshot">,
  events: readonly EventName[],
  whose: Whose,
): Standing | undefined => {
  const legs = legsOf(conversation);
  const held = snapshot.toggles.flatMap(({ heldSince, ended, fact }) =>
    heldSince === undefined || ended
      ? []
      : [{ ...fact, event: "held" as const, ...(heldSince === 0 ? {} : { occurredAt: heldSince }) }],
  );
  const scheduled = snapshot.schedules.flatMap(({ waiting, fact }) =>
    waiting ? [{ ...fact, event: "callbackScheduled" as const }] : [],
  );
  const counts = (standing: Standing): boolean => {
    const { event, participantId } = standing;
    if (event === "held" || event === "callbackScheduled") return true;
    if (event === "ended") return snapshot.ended;
    if (WHILE_THERE.has(event)) return legs.some((leg) => isLegOf(leg, standing) && !hasEnded(leg));
    if (event === "customerLeft") return !legs.some((leg) => isPresentCustomer(leg));
    if (!UNTIL_THE_NEXT.has(event)) return false;
    return !legs.some(
      (leg) =>
        leg.participant.id !== participantId &&
        isTalking(leg) &&
        isTheirAgent(leg.participant, whose, conversation),
    );
  };
  const consulted = consultedIn(conversation);
  const isPresentCustomer = (leg: Leg): boolean =>
    isCustomer(leg.participant) && !consulted.has(leg.participant) && !hasEnded(leg);
  return [...snapshot.facts, ...held, ...scheduled]
    .filter(
      (standing) =>
        events.includes(standing.event) && isTheirs(standing, whose, conversation) && counts(standing),
    )
    .reduce<Standing | undefined>(
      (latest, one) => ((one.occurredAt ?? 0) >= (latest?.occurredAt ?? 0) ? one : latest),
      undefined,
    );
};

const isLegOf = (
  { participant, communication }: Leg,
  { participantId, communicationId }: Standing,
): boolean =>
  participant.id === participantId && (communicationId === undefined || communication.id === communicationId);

const isTalking = (leg: Leg): boolean => leg.communication.state === "connected" && !hasEnded(leg);
