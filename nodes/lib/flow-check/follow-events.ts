import { EVENT_NAMES, type EventName } from "../platform/events/types";
import { canHappenTo } from "../platform/wait-until/whose";
import { outputsOf, type Flow } from "./flow";
import { eventsOf } from "./listening";
import type { FlowNode } from "./types";

/** How the message of an event reaches a node. */
export interface Reached {
  /** No node on the way may have changed the message or left it out. */
  isSure: boolean;
  /** `msg.participantId` and `msg.communicationId` are still those of the event. */
  hasIds: boolean;
}

/** The events whose messages arrive at a node. */
export type Arriving = ReadonlyMap<EventName, Reached>;

/** They hand a message on as it is, or to some of their outputs. */
const HAND_ON: readonly string[] = ["switch", "delay", "junction", "link in", "link out", "rbe", "debug"];
/** They act on the conversation of the message, and name in it the participant that they have found. */
const ACT_ON_PARTICIPANT: readonly string[] = [
  ...["genesys-get-conversation", "genesys-update-participant", "genesys-wrap-up"],
  ...["genesys-set-postflow", "genesys-delete-postflow", "genesys-reply-message"],
];
/** Behind them, a message is about another conversation, or another moment. */
const LEAVE_THE_CONVERSATION: readonly string[] = [
  ...["genesys-place-call", "genesys-callback", "genesys-send-message", "genesys-open-message-out"],
  ...["genesys-simulate", "genesys-wait", "genesys-events"],
];

/** The events that a node itself emits by its first output. */
const emitted = (node: FlowNode): readonly EventName[] => {
  if (node.type === "genesys-wait") {
    const { for: names, who = "any" } = node;
    const events = names === undefined ? (["connected"] as const) : (eventsOf(names) ?? []);
    return who === "customer" || who === "agent" ? events.filter((one) => canHappenTo(who, [one])) : events;
  }
  if (node.type !== "genesys-events" || node.scope === "topic" || node.scope === "queueStats") return [];
  const events = eventsOf(node.events) ?? [];
  const isAll = events.length === 0 && eventsOf(node.events) !== undefined;
  return isAll ? EVENT_NAMES.filter((name) => name !== "transcript") : events;
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

/** The events that a switch on `msg.event` lets through by each output; `undefined` of a switch on something else. */
const switched = (node: FlowNode, events: readonly EventName[]): EventName[][] | undefined => {
  const { property, propertyType = "msg", rules } = node;
  if (property !== "event" || propertyType !== "msg" || !Array.isArray(rules)) return undefined;
  const left = new Set(events);
  return rules.map((rule: unknown) => {
    if (!isRecord(rule)) return [...events];
    if (rule.t === "else") return [...left];
    const isText = rule.vt === "str" || rule.vt === undefined;
    if (!isText || (rule.t !== "eq" && rule.t !== "neq")) return [...events];
    const through = events.filter((event) => (event === rule.v) === (rule.t === "eq"));
    for (const event of through) left.delete(event);
    return through;
  });
};

/** What a node makes of a message on its way. */
const after = ({ type, target, when }: FlowNode, { isSure, hasIds }: Reached): Reached => {
  if (HAND_ON.includes(type)) return { isSure, hasIds };
  if (!ACT_ON_PARTICIPANT.includes(type)) return { isSure: false, hasIds };
  const isNow = type !== "genesys-wrap-up" || when === undefined || when === "now";
  return { isSure: isSure && isNow, hasIds: hasIds && target === "ids" };
};

/** The ids of the nodes behind a node that the message of an event reaches, of all events that arrive at it. */
const leadsTo = (flow: Flow, node: FlowNode, event: EventName, arriving: Arriving): unknown[] => {
  const { type, links } = node;
  if (LEAVE_THE_CONVERSATION.includes(type)) return [];
  const byOutput = type === "switch" ? switched(node, [...arriving.keys()]) : undefined;
  const isThrough = (at: number): boolean => byOutput?.[at]?.includes(event) ?? true;
  const isLeaving = type === "link out" || type === "link call";
  return [
    ...outputsOf(node).flatMap((ids, at) => (isThrough(at) ? ids : [])),
    ...(isLeaving && Array.isArray(links) ? (links as unknown[]) : []),
    ...(type.startsWith("subflow:") ? entriesOf(flow, type.slice("subflow:".length)) : []),
  ];
};

/** The first nodes in a subflow. */
const entriesOf = (flow: Flow, id: string): unknown[] => {
  const inputs = flow.byId.get(id)?.in;
  return (Array.isArray(inputs) ? (inputs as unknown[]) : []).flatMap((input) =>
    isRecord(input) && Array.isArray(input.wires)
      ? (input.wires as unknown[]).map((wire) => (isRecord(wire) ? wire.id : undefined))
      : [],
  );
};

const rank = ({ isSure, hasIds }: Reached): number => (isSure ? 2 : 0) + (hasIds ? 1 : 0);

/** What may be spent on following wires, in steps: more than the largest flows of people take. */
export interface Budget {
  steps: number;
}

/** Follows the messages of a source. Each node is left with the surest way of each event, so that a circle has an end. */
export const followEvents = (
  flow: Flow,
  source: FlowNode,
  isActive: (node: FlowNode) => boolean,
  budget: Budget,
): ReadonlyMap<string, Arriving> => {
  const arrived = new Map<string, Map<EventName, Reached>>();
  const waiting: [string, EventName, Reached][] = [];
  const [first = []] = outputsOf(source);
  for (const event of emitted(source))
    for (const id of first) waiting.push([id, event, { isSure: true, hasIds: true }]);
  for (let next = waiting.pop(); next !== undefined && budget.steps > 0; next = waiting.pop()) {
    budget.steps -= 1;
    const [id, event, reached] = next;
    const node = flow.byId.get(id);
    if (node === undefined || !isActive(node)) continue;
    const known = arrived.get(id) ?? new Map<EventName, Reached>();
    const before = known.get(event);
    if (before !== undefined && rank(before) >= rank(reached)) continue;
    arrived.set(id, known.set(event, reached));
    const behind = after(node, reached);
    for (const to of leadsTo(flow, node, event, known))
      if (typeof to === "string") waiting.push([to, event, behind]);
  }
  return arrived;
};
