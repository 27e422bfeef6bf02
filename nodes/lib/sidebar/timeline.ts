import { consultedIn } from "../platform/conversation/consultation";
import { isSkippedAtOnce, workOfLeg } from "../platform/conversation/after-call-work";
import { isOnlyLeg, legsOf, type Conversation, type MediaType } from "../platform/conversation/conversation";
import { viewOf, type LegView } from "../platform/events/leg-view";
import { asMs } from "../platform/events/spelling";
import { barsOfSegments, continued, withHolds, type Bar } from "./bars";

/** What a participant is in the conversation. */
export type Role = "customer" | "agent" | "supervisor" | "consulted" | "queue" | "flow" | "other";

/** One leg: a row of the picture. */
export interface Row {
  key: string;
  participantId: string;
  communicationId: string;
  role: Role;
  media: MediaType;
  name?: string | undefined;
  address?: string | undefined;
  userId?: string | undefined;
  queueId?: string | undefined;
  /** In chronological order; the last one is open while the leg lasts. */
  bars: readonly Bar[];
  /** Why it ended, as REST spells it. */
  end?: string | undefined;
}

/** A time in which at least three parties talk to each other. */
export interface Conference {
  from: number;
  to?: number | undefined;
}

/** One conversation as a picture. Never changed: each snapshot makes a new one. */
export interface Timeline {
  id: string;
  from: number;
  to?: number | undefined;
  rows: readonly Row[];
  conferences: readonly Conference[];
  /** Id and name of the queue that it was in last. */
  queueId?: string | undefined;
  queueName?: string | undefined;
  securePause?: true | undefined;
}

/** No picture has more rows; those that came first are left out. */
const MOST_ROWS = 60;

/**
 * The picture after one more snapshot. A conversation that was read has all of its past; a notification has its present
 * state only, so that what was seen before is continued.
 *
 * @param at when the snapshot was received, by the platform's clock
 */
export const follow = (before: Timeline | undefined, conversation: Conversation, at: number): Timeline => {
  const consulted = consultedIn(conversation);
  const earlier = new Map(before?.rows.map((row) => [row.key, row]));
  const views = legsOf(conversation).map((leg) => viewOf(leg, consulted, conversation.participants));
  const rows = views.slice(-MOST_ROWS).map((view) => rowOf(view, earlier.get(view.key), at));
  const endedAt = asMs(conversation.endTime);
  const queue = conversation.participants.findLast(
    ({ purpose, queueId }) => purpose === "acd" && typeof queueId === "string",
  );
  const starts = rows.flatMap(({ bars: [first] }) => first?.from ?? []);
  return {
    id: conversation.id,
    from: asMs(conversation.startTime) ?? before?.from ?? Math.min(at, ...starts),
    to: endedAt ?? (rows.length > 0 && views.every(({ ended }) => ended) ? lastEnd(rows) : undefined),
    rows,
    conferences: conferencesOf(rows),
    queueId: queue?.queueId ?? before?.queueId,
    queueName: textOf(queue?.["queueName"]) ?? textOf(queue?.name) ?? before?.queueName,
    ...(conversation["securePause"] === true && { securePause: true }),
  };
};

const rowOf = (view: LegView, before: Row | undefined, at: number): Row => {
  const { participant, communication, mediaType, key, disconnectType } = view;
  const role = roleOf(view);
  const talk =
    barsOfSegments(communication["segments"], role, view) ?? continued(before?.bars, view, role, at);
  return {
    key,
    participantId: participant.id,
    communicationId: communication.id,
    role: role === "agent" && before?.role === "consulted" && view.ended ? "consulted" : role,
    media: mediaType,
    name: textOf(participant.name),
    address: textOf(participant.address),
    userId: textOf(participant.userId),
    queueId: textOf(participant.queueId),
    bars: [...withHolds(talk, before?.bars, view, at), ...workBars(view)],
    end: disconnectType,
  };
};

const roleOf = ({ participant: { purpose }, customer, agent, supervises, consulted }: LegView): Role => {
  if (consulted) return "consulted";
  if (customer) return "customer";
  if (agent) return supervises.length > 0 ? "supervisor" : "agent";
  if (purpose === "acd") return "queue";
  return FLOWS.has(purpose) ? "flow" : "other";
};

const FLOWS: ReadonlySet<string | undefined> = new Set([
  ...["ivr", "workflow", "inboundFlow", "outbound", "voicemail", "voicesurveyflow", "api", "bot"],
  "botflow",
]);

/** After-call work, which begins where the talk ends or while it lasts. */
const workBars = (view: LegView): Bar[] => {
  const { communication, participant, agent, endedAt } = view;
  const work = workOfLeg(communication, participant, isOnlyLeg(view));
  if (!agent || isSkippedAtOnce(work, participant)) return [];
  const from = work.startedAt ?? (work.state === "pending" ? endedAt : undefined);
  if (from === undefined) return [];
  const isOver = work.state === "complete" || work.state === "skipped";
  return [{ state: "acw", from, to: work.endedAt ?? (isOver ? from : undefined) }];
};

const lastEnd = (rows: readonly Row[]): number | undefined => {
  const ends = rows.flatMap(({ bars }) =>
    bars.filter(({ state }) => state !== "acw").flatMap(({ to }) => to ?? []),
  );
  return ends.length > 0 ? Math.max(...ends) : undefined;
};

/** When three or more of those who talk are connected at once: not a supervisor, and no one who is only consulted. */
export const conferencesOf = (rows: readonly Row[]): Conference[] => {
  const talks = rows
    .filter(({ role }) => role === "agent" || role === "customer")
    .flatMap(({ bars }) => bars.filter(({ state }) => state === "connected"));
  const moments = talks
    .flatMap(({ from, to = Infinity }) => [
      { at: from, change: 1 },
      { at: to, change: -1 },
    ])
    .filter(({ at }) => at < Infinity)
    .sort((one, other) => one.at - other.at || one.change - other.change);
  const found: Conference[] = [];
  let talking = 0;
  for (const { at, change } of moments) {
    const before = talking;
    talking += change;
    const last = found.at(-1);
    if (before < 3 && talking >= 3) {
      if (last?.to === at) delete last.to;
      else found.push({ from: at });
    } else if (before >= 3 && talking < 3 && last !== undefined) last.to = at;
  }
  return found.filter(({ from, to }) => to !== from);
};

const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;
