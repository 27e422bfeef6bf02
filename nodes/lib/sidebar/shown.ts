import { isId } from "../facts/ids";
import type { BarState } from "./bars";
import type { Row, Timeline } from "./timeline";

/** How much of persons a browser receives. */
export interface Sight {
  /** Names: the people of the simulated organisation are made up. */
  names: boolean;
  /** Addresses, and texts of messages. */
  personal: boolean;
}

/** Digits that may be a phone number, as opposed to a part of an id. */
const NUMBER = /(?<![\w-])\+?\(?\d(?:[ ().-]?\d){5,}(?![\w-])/g;
const ADDRESS = /[^\s@<>"']+@[^\s@<>"']+\.\w+/g;
/** Who calls from an address of a phone system. */
const SIP = /\b(?:sips?|tel):[^\s]+/gi;

/** A text without phone numbers and e-mail addresses. */
export const withoutAddresses = (text: string): string =>
  text.replace(SIP, "…").replace(ADDRESS, "…").replace(NUMBER, "…");

/** A conversation as the list shows it. */
export interface Summary {
  media: string | undefined;
  state: BarState | "ended";
  /** Since when it is in this state. */
  since: number;
  who: string[];
}

/** A conversation as a browser receives it. */
export type Shown = Timeline & { summary: Summary };

const nameShown = ({ name, role }: Row, { names, personal }: Sight): string | undefined => {
  if (name === undefined || personal) return name;
  const isPlace = role === "queue" || role === "flow";
  const shown = names || isPlace ? withoutAddresses(name) : undefined;
  return shown === "…" ? undefined : shown;
};

const rowShown = (row: Row, sight: Sight): Row => {
  const { address, name: _name, ...rest } = row;
  const name = nameShown(row, sight);
  return {
    ...rest,
    ...(name === undefined ? {} : { name }),
    ...(sight.personal && address !== undefined ? { address } : {}),
  };
};

/** What the list says first: the agent's state goes before that of the queue, this before the customer's. */
const ORDER: readonly Row["role"][] = [
  "agent",
  "queue",
  "flow",
  "customer",
  "consulted",
  "other",
  "supervisor",
];
/** The most telling state of several of one role. */
const TELLING: readonly BarState[] = [
  "held",
  "connected",
  "alerting",
  "dialing",
  "parked",
  "waiting",
  "flow",
];

export const summaryOf = ({ rows, from, to }: Pick<Timeline, "rows" | "from" | "to">): Summary => {
  const media = rows.find(({ role }) => role === "customer")?.media ?? rows[0]?.media;
  const who = rows
    .filter(({ role, name }) => name !== undefined && role !== "queue" && role !== "flow")
    .flatMap(({ name }) => name ?? []);
  const open = rows.flatMap(({ role, bars }) =>
    bars.filter((bar) => bar.to === undefined).map(({ state, from: since }) => ({ role, state, since })),
  );
  const working = open.find(({ state }) => state === "acw");
  const talking = open.filter(({ state }) => state !== "acw");
  const rank = ({ role, state }: (typeof open)[number]): number =>
    ORDER.indexOf(role) * TELLING.length + ((TELLING.indexOf(state) + TELLING.length) % TELLING.length);
  const [best] = to === undefined ? talking.sort((one, other) => rank(one) - rank(other)) : [];
  const shown = best ?? working;
  const present: Pick<Summary, "state" | "since"> = shown ?? { state: "ended", since: to ?? from };
  return { media, state: present.state, since: present.since, who: [...new Set(who)] };
};

/** A conversation without what this reader may not see. */
export const shownTimeline = (timeline: Timeline, sight: Sight): Shown => {
  const { queueName, ...rest } = timeline;
  const shown = {
    ...rest,
    rows: timeline.rows.map((row) => rowShown(row, sight)),
    ...(queueName === undefined
      ? {}
      : { queueName: sight.personal ? queueName : withoutAddresses(queueName) }),
  };
  return { ...shown, summary: summaryOf(shown) };
};

const HIDDEN = "•••";
/** A secret is never shown. */
const SECRET = /secret|password|passwd|token|authorization|credential|api.?key|signature/i;

/** A recorded value without what this reader may not see. Ids, small numbers and the names of properties stay. */
export const shownValue = (value: unknown, sight: Sight, name = ""): unknown => {
  if (SECRET.test(name) && value !== undefined && value !== null) return HIDDEN;
  if (typeof value === "string") {
    if (sight.personal || value === "" || isId(value)) return value;
    return `${HIDDEN} (${value.length})`;
  }
  if (typeof value === "number") return sight.personal || Math.abs(value) < 1_000_000 ? value : HIDDEN;
  if (Array.isArray(value)) return value.map((one) => shownValue(one, sight, name));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      sight.personal || /^[A-Za-z_][\w.-]{0,40}$/.test(key) ? key : HIDDEN,
      shownValue(one, sight, key),
    ]),
  );
};
