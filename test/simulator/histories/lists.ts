import type { Participant } from "../../../nodes/lib/simulator/entities/conversation";
import { busyUsers } from "../../../nodes/lib/simulator/machines/availability";
import { isLive, legsOf } from "../../../nodes/lib/simulator/machines/legs";
import { waitingSince, waitsForAnswer } from "../../../nodes/lib/simulator/machines/waiting";
import type { Store } from "../../../nodes/lib/simulator/store/store";

/** What the simulator keeps along, held against a look through everything. */

const isBusyIn = ({ communications }: Participant): boolean =>
  communications.some((leg) => isLive(leg) || leg.afterCallWork?.state === "pending");

const difference = <T>(what: string, kept: Iterable<T>, found: Iterable<T>): string[] => {
  const [a, b] = [new Set(kept), new Set(found)];
  const wrong = [...a].filter((each) => !b.has(each)).length + [...b].filter((each) => !a.has(each)).length;
  return wrong === 0 ? [] : [`${what}: ${wrong} of ${b.size} differ`];
};

/** Empty where the users who are busy and the conversations that wait are those that are listed. */
export const listFaults = (store: Store): string[] => {
  const all = [...store.conversations.values()];
  const busy = all.flatMap(({ participants }) =>
    participants.flatMap((each) => (each.userId !== undefined && isBusyIn(each) ? [each.userId] : [])),
  );
  const waiting = all.filter((each) => legsOf(each).some((place) => waitsForAnswer(store, place)));
  const listed = waitingSince(store, Infinity).map(({ conversation }) => conversation.id);
  return [
    ...difference("busy users", busyUsers(store), busy),
    ...difference(
      "waiting conversations",
      listed,
      waiting.map(({ id }) => id),
    ),
  ];
};
