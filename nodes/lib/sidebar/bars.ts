import { asMs, asText, isObject } from "../platform/events/spelling";
import type { LegView } from "../platform/events/leg-view";

/** What a leg does for a time. */
export type BarState =
  | "scheduled"
  | "waiting"
  | "flow"
  | "dialing"
  | "alerting"
  | "connected"
  | "held"
  | "parked"
  | "acw"
  | "other";

export interface Bar {
  state: BarState;
  from: number;
  /** It lasts where this is absent. */
  to?: number | undefined;
}

/** No leg has more; the oldest are left out. */
const MOST_BARS = 200;

const SEGMENTS: Readonly<Record<string, BarState>> = {
  scheduled: "scheduled",
  system: "waiting",
  delay: "waiting",
  alert: "alerting",
  dial: "dialing",
  contacting: "dialing",
  interact: "connected",
  hold: "held",
  ivr: "flow",
  parked: "parked",
  park: "parked",
};

const STATES: Readonly<Record<string, BarState>> = {
  scheduled: "scheduled",
  offering: "waiting",
  none: "waiting",
  queued: "waiting",
  alerting: "alerting",
  dialing: "dialing",
  contacting: "dialing",
  connected: "connected",
  transmitting: "connected",
  parked: "parked",
};

/** A queue and a flow are not connected to anybody: one waits in them. */
const meantFor = (role: string, state: BarState): BarState => {
  if (state === "held" || state === "parked") return state;
  if (role === "queue") return "waiting";
  return role === "flow" ? "flow" : state;
};

/** The bars of a leg that has its history; `undefined` where it has none. After-call work is no segment of the picture. */
export const barsOfSegments = (
  segments: unknown,
  role: string,
  { ended, endedAt }: Pick<LegView, "ended" | "endedAt">,
): Bar[] | undefined => {
  if (!Array.isArray(segments) || segments.length === 0) return undefined;
  const found = (segments as unknown[]).slice(-MOST_BARS).flatMap((segment): Bar[] => {
    if (!isObject(segment)) return [];
    const type = (asText(segment["type"]) ?? asText(segment["segmentType"]) ?? "").toLowerCase();
    const from = asMs(segment["startTime"]);
    if (from === undefined || type === "wrapup") return [];
    const to = asMs(segment["endTime"]) ?? (ended ? Math.max(from, endedAt ?? from) : undefined);
    return [{ state: meantFor(role, SEGMENTS[type] ?? "other"), from, to }];
  });
  return merged(found.sort((one, other) => one.from - other.from));
};

/** Without bars of no length, and with one bar where the same state goes on. */
const merged = (bars: readonly Bar[]): Bar[] => {
  const joined: Bar[] = [];
  for (const bar of bars) {
    const last = joined.at(-1);
    if (bar.to === bar.from) continue;
    if (last?.state === bar.state && last.to === bar.from)
      joined[joined.length - 1] = { ...last, to: bar.to };
    else joined.push(bar);
  }
  return joined;
};

/** The bars after a snapshot that has the present state of the leg and no history; holds are no part of them. */
export const continued = (
  before: readonly Bar[] | undefined,
  view: LegView,
  role: string,
  at: number,
): Bar[] => {
  const past = talkOf(before ?? []);
  const started = past.length > 0 ? past : beginning(view, role, at);
  const last = started.at(-1);
  if (view.ended) return endedAt(started, view.endedAt ?? last?.to ?? at);
  const state = meantFor(role, presentState(view));
  if (last?.state === state && last.to === undefined) return started;
  const since = sinceOf(view, state, last, at);
  return merged([...endedAt(started, since), { state, from: since }]).slice(-MOST_BARS);
};

/** The bars without after-call work, as if there had been no hold. */
const talkOf = (bars: readonly Bar[]): Bar[] =>
  merged(
    bars
      .filter(({ state }) => state !== "acw")
      .map((bar) => (bar.state === "held" ? { ...bar, state: "connected" } : bar)),
  );

/**
 * The holds after one more snapshot. No snapshot has those of the past: only that one is on, and since when. When it ended
 * is when that was received.
 */
const holdsAfter = (
  before: readonly Bar[],
  { communication, ended, endedAt: end }: LegView,
  at: number,
): Bar[] => {
  const holds = before.filter(({ state }) => state === "held");
  const last = holds.at(-1);
  const isHeld = communication.held === true && !ended;
  if (last !== undefined && last.to === undefined)
    return isHeld ? holds : endedAt(holds, ended ? Math.min(at, end ?? at) : at);
  if (!isHeld) return holds;
  const since = asMs(communication.startHoldTime) ?? at;
  return [...holds, { state: "held", from: Math.max(since, last?.to ?? since) }];
};

/** The bars with the times in which the leg was on hold. */
export const withHolds = (
  talk: readonly Bar[],
  before: readonly Bar[] | undefined,
  view: LegView,
  at: number,
): Bar[] => {
  if (talk.some(({ state }) => state === "held")) return [...talk]; // the segments have them
  const holds = holdsAfter(before ?? [], view, at);
  return merged(talk.flatMap((bar) => (bar.state === "connected" ? cut(bar, holds) : [bar])));
};

/** A bar in pieces: those between the holds, and the holds. */
const cut = (bar: Bar, holds: readonly Bar[]): Bar[] => {
  const { from: start, to: end = Infinity } = bar;
  const pieces: Bar[] = [];
  let from = start;
  for (const hold of holds) {
    const [a, b] = [Math.max(hold.from, from), Math.min(hold.to ?? Infinity, end)];
    if (a >= b) continue;
    pieces.push({ ...bar, from, to: a }, { state: "held", from: a, to: b === Infinity ? undefined : b });
    from = b;
  }
  return from < end ? [...pieces, { ...bar, from }] : pieces;
};

/** What a first snapshot shows of the time before it. */
const beginning = (view: LegView, role: string, at: number): Bar[] => {
  const { communication, participant, connectedAt } = view;
  const alerted = asMs(communication.startAlertingTime);
  const from = alerted ?? asMs(participant.startTime) ?? connectedAt ?? at;
  const first = meantFor(role, alerted === undefined ? initialState(view) : "alerting");
  if (connectedAt === undefined) return [{ state: first, from }];
  const connected: Bar = { state: meantFor(role, "connected"), from: connectedAt };
  return from < connectedAt ? [{ state: first, from, to: connectedAt }, connected] : [connected];
};

/** The platform may send anything in the place of a state, `constructor` among it. */
const stateNamed = (written: unknown): BarState | undefined => {
  const name = (asText(written) ?? "").toLowerCase();
  return Object.hasOwn(STATES, name) ? STATES[name] : undefined;
};

const initialState = ({ communication: { initialState: initial }, connectedAt }: LegView): BarState =>
  stateNamed(initial) ?? (connectedAt === undefined ? "waiting" : "connected");

const presentState = ({ communication: { state }, connected }: LegView): BarState =>
  stateNamed(state) ?? (connected ? "connected" : "other");

/** Only the connection has a time of its own. */
const sinceOf = ({ connectedAt }: LegView, state: BarState, last: Bar | undefined, at: number): number => {
  const named = state === "connected" && last?.state !== "parked" ? connectedAt : undefined;
  return Math.max(last?.from ?? -Infinity, named ?? at);
};

const endedAt = (bars: readonly Bar[], at: number): Bar[] =>
  merged(bars.map((bar) => (bar.to === undefined ? { ...bar, to: Math.max(bar.from, at) } : bar)));
