import type { Participant } from "../entities/conversation";
import { supervises } from "../act/voice";
import { isPending, maySkip } from "../machines/acw";
import { waitsForAnswer } from "../machines/waiting";
import { isLive, type Place } from "../machines/legs";
import type { Change } from "../store/store";
import type { Floor } from "./types";
import { talk } from "./talk";

/** What agents do when a customer is offered to them, and afterwards; and how long customers wait. */

/** A caller or chatting customer who waits too long gives up. What is written waits. */
const wait = (floor: Floor, place: Place): void => {
  const { act, rates, store } = floor;
  const { conversation, leg } = place;
  const isCall = leg.media === "calls";
  if (!isCall && leg.media !== "chats") return;
  floor.after(floor.randomOf(`patience ${leg.id}`).until(rates.patienceSeconds * 1000), () => {
    if (!waitsForAnswer(store, place)) return;
    floor.attempt(() =>
      isCall ? act.customerHangsUp(conversation.id) : act.customerLeaves(conversation.id),
    );
  });
};

/** Answers, declines, or lets it ring. */
const alert = (floor: Floor, { conversation, participant, leg }: Place): void => {
  const random = floor.randomOf(`alert ${leg.id}`);
  const details = { user: participant.userId };
  const whileAlerting = (ms: number, fn: () => unknown): void =>
    floor.after(ms, () => void (leg.state === "alerting" && floor.attempt(fn)));
  if (random.chance(floor.rates.answers))
    whileAlerting(random.around(3_000), () => floor.act.agentAnswers(conversation.id, details));
  else if (random.chance(0.5))
    whileAlerting(random.around(2_500), () => floor.act.agentDeclines(conversation.id, details));
};

/** How much later than usual an agent returns to a wrap-up that was forgotten. */
const FORGOTTEN = 20;

const wrapUp = (floor: Floor, place: Place): void => {
  const { act, rates, store } = floor;
  const { conversation, participant } = place;
  const random = floor.randomOf(`wrap-up ${place.leg.id}`);
  const details = { user: participant.userId };
  const isForgotten = random.chance(rates.forgets);
  if (isForgotten && participant.wrapupTimeoutMs !== undefined) return;
  const ms = random.until(rates.wrapUpSeconds * 1000) * (isForgotten ? FORGOTTEN : 1);
  floor.after(ms, () => {
    if (!isPending(place)) return;
    const isSkipped = maySkip(place) && random.chance(0.3);
    const code = random.from(store.org.queues.get(participant.queueId ?? "")?.wrapupCodeIds ?? []);
    floor.attempt(() =>
      isSkipped || code === undefined
        ? act.agentSkipsWrapUp(conversation.id, details)
        : act.agentWrapsUp(conversation.id, { ...details, code }),
    );
  });
};

/** Consulted colleagues and supervisors come without a customer. */
const isGuest = (participant: Participant): boolean =>
  supervises(participant) || participant.consultParticipantId !== undefined;

const onChange = (floor: Floor, { what, conversation, participant, communication: leg }: Change): void => {
  if (!participant || !leg || floor.isOlder(conversation)) return;
  const place: Place = { conversation, participant, leg };
  if (what === "legStarted" && participant.purpose === "acd") return wait(floor, place);
  if (participant.userId === undefined || isGuest(participant)) return;
  if (what === "legStarted" && leg.state === "alerting") alert(floor, place);
  const isConnected = isLive(leg) && leg.state === "connected";
  if (what === "legConnected" || (what === "legStarted" && isConnected)) talk(floor, place);
  if (what === "acwStarted") wrapUp(floor, place);
};

/** Lets the agents work; what is returned ends that. */
export const watchAgents = (floor: Floor): (() => void) =>
  floor.store.onChange((change) => onChange(floor, change));
