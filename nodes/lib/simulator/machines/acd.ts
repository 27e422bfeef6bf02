import type { Communication } from "../entities/communication";
import type { Conversation, Participant } from "../entities/conversation";
import type { Queue, User } from "../entities/org";
import {
  activeMembers,
  busyUsers,
  isFree,
  lookAgain,
  mayRing,
  setRoutingStatus,
  showStatus,
} from "./availability";
import { queueSettings } from "./queue-settings";
import type { Change, Store } from "../store/store";
import { addParticipant, endLeg, isCustomer, isLive, legsOf, type Place } from "./legs";
import { recordTransfer } from "./transfers";
import { answeredIn, isRungAt, lookWhoWaits, momentOf, waitingIn, waitingSince } from "./waiting";

/**
 * A queue in which a customer waits alerts one agent after the other, each time as a new participant, until one
 * answers. The code that adds an `acd` participant to a conversation starts it. How an alert ends does not matter.
 */

const isQueue = ({ participant }: Place): boolean => participant.purpose === "acd";
const isAgent = ({ participant }: Place): boolean => participant.purpose === "agent";

/** When each user was last alerted, by id. */
const lastAlerts = (store: Store): Map<string, number> =>
  store.collection("last alerts", () => new Map<string, number>());

/** The free member whose last alert was longest ago. */
const nextAgent = (store: Store, queue: Queue): User | undefined => {
  const rung = lastAlerts(store);
  const busy = busyUsers(store);
  const free = activeMembers(store, queue).filter((user) => mayRing(user, busy));
  const since = ({ id }: User): number => rung.get(id) ?? -Infinity;
  return free.reduce<User | undefined>((a, b) => (a === undefined || since(b) < since(a) ? b : a), undefined);
};

const preferredAgent = (store: Store, { participant }: Place): User | undefined => {
  const user = store.org.users.get(participant.preferredAgentId ?? "");
  return user && isFree(store, user) ? user : undefined;
};

/** A leg of the same medium as the queue's, ringing. */
const alertLike = (store: Store, { leg }: Place, peerId: string | undefined): Communication => {
  const copied = structuredClone(leg);
  delete copied.connectedAt;
  delete copied.wrapup;
  delete copied.afterCallWork;
  return Object.assign(copied, {
    id: store.ids.next("communication"),
    segments: [],
    state: "alerting" as const,
    initialState: "alerting" as const,
    startAlertingAt: store.clock.now(),
    ...(peerId === undefined ? {} : { peerId }),
  });
};

/** Alerts this agent, for as long as the queue's settings allow. `requestedBy` is the user who requested it. */
export const alertAgent = (
  store: Store,
  waiting: Place,
  queue: Queue,
  user: User,
  requestedBy?: string,
): Place => {
  const { conversation } = waiting;
  const customer = legsOf(conversation).find((place) => isCustomer(place.participant) && isLive(place.leg));
  const leg = alertLike(store, waiting, customer?.leg.id);
  const participant: Participant = {
    id: store.ids.next("participant"),
    purpose: "agent",
    name: user.name,
    startAt: store.clock.now(),
    userId: user.id,
    queueId: queue.id,
    attributes: {},
    wrapupRequired: false,
    ...(user.station ? { address: `sip:${user.station.id}@localhost` } : {}),
    ...(customer?.participant.ani === undefined ? {} : { ani: customer.participant.ani }),
    ...(customer?.participant.dnis === undefined ? {} : { dnis: customer.participant.dnis }),
    ...queueSettings(queue),
    communications: [leg],
  };
  lastAlerts(store).set(user.id, store.clock.now());
  recordTransfer(
    store,
    conversation,
    participant,
    requestedBy === undefined ? "Attended" : "Unattended",
    requestedBy,
  );
  addParticipant(store, conversation, participant);
  const place: Place = { conversation, participant, leg };
  store.clock.after(queue.alertingTimeoutMs, () => {
    const endsAs = leg.media === "calls" ? store.settings.noAnswerEndsAs : "system";
    if (leg.state !== "alerting") return;
    endLeg(store, place, endsAs);
    if (store.settings.missedAlertEndsOffers) setRoutingStatus(store, user, "NOT_RESPONDING");
  });
  return place;
};

/** Alerts the next agent, if a caller waits, no agent is alerting and one is free. */
export const ringNext = (store: Store, conversation: Conversation, only?: User): Place | undefined => {
  const waiting = waitingIn(conversation);
  const queue = waiting && store.org.queues.get(waiting.participant.queueId ?? "");
  if (!waiting || !queue || isRungAt(conversation)) return undefined;
  const user = only ?? preferredAgent(store, waiting) ?? nextAgent(store, queue);
  return user && alertAgent(store, waiting, queue, user);
};

/** The agent has the caller. The queue's leg ends as in captured calls. */
const leaveQueue = (store: Store, queue: Place): void => {
  if (queue.leg.media === "calls") queue.leg.disconnectReasons = [{ type: "sip", code: 410, phrase: "Gone" }];
  endLeg(store, queue, "transfer");
};

/** Not where an agent has answered in the meantime: the queue's leg outlives that by a moment. */
const ringLater = (store: Store, conversation: Conversation, ms: number): void =>
  void store.clock.after(ms, () => {
    if (!answeredIn(store).has(waitingIn(conversation)?.leg.id ?? "")) ringNext(store, conversation);
  });

const isAnyoneFree = (store: Store): boolean => {
  const busy = busyUsers(store);
  return [...store.org.users.values()].some((user) => mayRing(user, busy));
};

/** Offers those who have waited since before the moment to agents, until no agent is free. */
const offerWaiting = (store: Store, moment: number, except: Conversation | undefined): void => {
  if (!isAnyoneFree(store)) return;
  const unstaffed = new Set<string | undefined>();
  for (const { conversation, participant } of waitingSince(store, moment)) {
    const isHopeless = unstaffed.has(participant.queueId) && participant.preferredAgentId === undefined;
    if (conversation === except || isHopeless || isRungAt(conversation)) continue;
    if (!ringNext(store, conversation)) unstaffed.add(participant.queueId);
    else if (!isAnyoneFree(store)) return;
  }
};

/** An agent has become free: the caller who has waited longest is next, except after an alert that was not answered. */
export const ringForWaiting = (store: Store, except?: Conversation): void => {
  const moment = momentOf(store);
  if (moment === undefined) return;
  store.clock.after(store.settings.alertAfterMs, () => offerWaiting(store, moment, except));
};

const onChange = (store: Store, { what, conversation, participant, communication: leg }: Change): void => {
  if (!participant || !leg) return;
  const place: Place = { conversation, participant, leg };
  const { alertAfterMs, alertAgainAfterMs, acdLeavesMs } = store.settings;
  if (what === "legStarted" && isQueue(place)) ringLater(store, conversation, alertAfterMs);
  if (!isAgent(place)) return;
  if (what === "legConnected") {
    const queue = waitingIn(conversation);
    if (queue) {
      answeredIn(store).add(queue.leg.id);
      store.clock.after(acdLeavesMs, () => {
        answeredIn(store).delete(queue.leg.id);
        leaveQueue(store, queue);
      });
    }
  }
  if (what === "legEnded" && leg.connectedAt === undefined) {
    lookWhoWaits(store, conversation, true);
    ringLater(store, conversation, alertAgainAfterMs);
  }
  // The listeners are notified before after-call work begins; what follows looks after everything is set.
  if (what === "legConnected" || what === "legEnded" || what === "acwEnded")
    store.clock.after(0, () => {
      showStatus(store, participant.userId);
      if (what !== "legConnected") ringForWaiting(store, conversation);
    });
};

/** Makes the queues ring; what is returned ends that. */
export const watchQueues = (store: Store): (() => void) =>
  store.onChange((change) => {
    lookAgain(store, change.conversation);
    lookWhoWaits(store, change.conversation);
    onChange(store, change);
  });
