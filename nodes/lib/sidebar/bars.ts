import { asMs, isObject } from "../platform/events/spelling";
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
    const type = String(segment["type"] ?? segment["segmentType"] ?? "").toLowerCase();
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

/** The bars after a snapshot that has the present state of the leg and no history. */
export const continued = (
  before: readonly Bar[] | undefined,
  view: LegView,
  role: string,
  at: number,
): Bar[] => {
  const past = (before ?? []).filter(({ state }) => state !== "acw");
  const started = past.length > 0 ? past : beginning(view, role, at);
  const last = started.at(-1);
  if (view.ended) return endedAt(started, view.endedAt ?? last?.to ?? at);
  const state = meantFor(role, presentState(view));
  if (last?.state === state && last.to === undefined) return started;
  const since = sinceOf(view, state, last, at);
  return merged([...endedAt(started, since), { state, from: since }]).slice(-MOST_BARS);
};

/** What a first snapshot shows of the time before it. */
const beginning = (view: LegView, role: string, at: number): Bar[] => {
  const { communication, participant, connectedAt } = view;
  const alerted = asMs(communication.startAlertingTime);
  const from = alerted ?? asMs(participant.startTime) ?? connectedAt ?? at;
  const first = meantFor(role, alerted === undefined ? initialState(view) : "alerting");
  const held = communication.held === true && !view.ended ? asMs(communication.startHoldTime) : undefined;
  const bars: Bar[] = connectedAt === undefined ? [{ state: first, from }] : [];
  if (connectedAt !== undefined) {
    if (from < connectedAt) bars.push({ state: first, from, to: connectedAt });
    bars.push({ state: meantFor(role, "connected"), from: connectedAt });
  }
  return held === undefined ? merged(bars) : merged([...endedAt(bars, held), { state: "held", from: held }]);
};

const initialState = ({ communication: { initialState: initial }, connectedAt }: LegView): BarState =>
  STATES[(initial ?? "").toLowerCase()] ?? (connectedAt === undefined ? "waiting" : "connected");

const presentState = ({ communication: { state, held }, connected }: LegView): BarState => {
  if (held === true) return "held";
  return STATES[(state ?? "").toLowerCase()] ?? (connected ? "connected" : "other");
};

const sinceOf = (
  { communication, connectedAt }: LegView,
  state: BarState,
  last: Bar | undefined,
  at: number,
): number => {
  const earliest = last?.from ?? -Infinity;
  const named =
    state === "held"
      ? asMs(communication.startHoldTime)
      : state === "connected" && last?.state !== "held" && last?.state !== "parked"
        ? connectedAt
        : undefined;
  return Math.max(earliest, named ?? at);
};

const endedAt = (bars: readonly Bar[], at: number): Bar[] =>
  merged(
    bars.flatMap((bar) => {
      if (bar.to !== undefined) return [bar];
      return [{ ...bar, to: Math.max(bar.from, at) }];
    }),
  );
