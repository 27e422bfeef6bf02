import {
  hasEnded,
  isAgent,
  isCustomer,
  isSupervisor,
  legsOf,
  type Conversation,
  type Leg,
  type Participant,
} from "../platform/conversation/conversation";

/** Who talks in a conversation. */
export interface Talk {
  agent: string;
  /** Not there where it must not be shown. */
  customer?: string;
  /** Since the agent was connected, in ms. */
  since: number;
}

const LONGEST = 24;
/** A number or an address in the place of a name. */
const ADDRESS = /@|^(?:sips?|tel):|(?:\d[ ().+-]*){6}/i;

/** A name that a status may show: all who see the flow see it. A phone number is none. */
const nameOf = ({ name }: Participant): string | undefined => {
  const text = name?.trim() ?? "";
  if (text === "" || ADDRESS.test(text)) return undefined;
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
};

const isTalking = (leg: Leg): boolean => leg.communication.state === "connected" && !hasEnded(leg);

/** The agent and the customer who talk at present; `namesCustomers` where the org's people are made up. */
export const talkIn = (conversation: Conversation, namesCustomers: boolean): Talk | undefined => {
  const legs = legsOf(conversation).filter(isTalking);
  const agents = legs.filter(({ participant }) => isAgent(participant) && !isSupervisor(participant));
  const leg = agents.at(-1);
  const agent = leg && nameOf(leg.participant);
  const since = Date.parse(leg?.communication.connectedTime ?? leg?.participant.connectedTime ?? "");
  if (agent === undefined || Number.isNaN(since)) return undefined;
  const other = namesCustomers ? legs.find(({ participant }) => isCustomer(participant)) : undefined;
  const customer = other && nameOf(other.participant);
  return { agent, since, ...(customer === undefined ? {} : { customer }) };
};

const two = (count: number): string => String(count).padStart(2, "0");

/** `00:42`, from an hour on `1:00:42`. */
const lasting = (ms: number): string => {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
};

/** `Ada ↔ Casey 00:42 + 2`: the talk that began last, and how many more there are. Without the time, where none is given. */
export const talkText = (talks: readonly Talk[], now: number | undefined): string | undefined => {
  const [last] = [...talks].sort((one, other) => other.since - one.since);
  if (last === undefined) return undefined;
  const who = last.customer === undefined ? last.agent : `${last.agent} ↔ ${last.customer}`;
  const time = now === undefined ? "" : ` ${lasting(now - last.since)}`;
  return `${who}${time}${talks.length > 1 ? ` + ${talks.length - 1}` : ""}`;
};
