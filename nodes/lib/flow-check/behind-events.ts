import { settledInputs } from "../node/input-settings";
import type { EventName } from "../platform/events/types";
import type { ParticipantAction } from "../platform/participants/ways";
import { labelOf, type Flow } from "./flow";
import { followEvents, type Arriving, type Budget } from "./follow-events";
import { worded, type Sentence } from "./sentences";
import type { FactsOf, Finding, FlowNode, Level, NodeFacts } from "./types";

/** Events of an agent. Those of a connection, a hold or a consultation may be of another party. */
const OF_AN_AGENT: readonly EventName[] = [
  ...(["offered", "requeued", "transferred", "agentLeft", "acwStarted", "wrappedUp"] as const),
];
/** Behind them, the leg of the event has ended. */
const AGENT_HAS_LEFT: readonly EventName[] = ["agentLeft", "acwStarted"];
/** Behind them, the customer has often left as well. */
const CUSTOMER_MAY_HAVE_LEFT: readonly EventName[] = ["agentLeft", "acwStarted", "wrappedUp"];
/** A third party joins, who counts as a customer. */
const A_THIRD_PARTY: readonly EventName[] = ["conferenced", "consultStarted"];

/** Actions that need a leg which has not ended. */
const LIVE_ACTIONS: readonly ParticipantAction[] = [
  ...(["hold", "resume", "mute", "unmute", "confine", "release", "record", "stopRecording"] as const),
  ...(["transfer", "monitor", "coach", "barge", "consult", "changeConsult"] as const),
];
const POST_FLOW: readonly string[] = ["genesys-set-postflow", "genesys-delete-postflow"];
const FIND_PARTICIPANT: readonly string[] = [
  ...POST_FLOW,
  ...["genesys-reply-message", "genesys-update-participant", "genesys-wrap-up", "genesys-get-conversation"],
];

/** An act on a participant of the conversation that the event is about. */
interface Act {
  node: FlowNode;
  target: string;
  which: string;
  needsLive: boolean;
  usesIds: boolean;
}

const actOf = (node: FlowNode, { inputs, stored: options }: NodeFacts): Act | undefined => {
  if (inputs === undefined || !FIND_PARTICIPANT.includes(node.type)) return undefined;
  const settled = settledInputs({ inputs, options }, { ...node });
  const isRead = (name: string): boolean => settled[name] === name && settled[`${name}Type`] === "msg";
  if (!isRead("conversationId")) return undefined;
  const optionOf = (name: string): string => {
    const shape = options.shape as Record<string, { safeParse: (value: unknown) => { data?: unknown } }>;
    return String(shape[name]?.safeParse(node[name]).data);
  };
  const isUpdate = node.type === "genesys-update-participant";
  const needsLive = isUpdate
    ? (LIVE_ACTIONS as readonly string[]).includes(optionOf("action"))
    : POST_FLOW.includes(node.type) || node.type === "genesys-reply-message";
  const usesIds = isRead("participantId") || isRead("communicationId");
  return { node, target: optionOf("target"), which: optionOf("which"), needsLive, usesIds };
};

interface Rule {
  level: Level;
  property: string;
  /** What is wrong behind the event. */
  says: Sentence;
  isBroken: (event: EventName, act: Act, hasIds: boolean) => boolean;
}

const among = (events: readonly EventName[], event: EventName): boolean => events.includes(event);
const byIds = ({ target, usesIds }: Act, hasIds: boolean): boolean => target === "ids" && usesIds && hasIds;

const RULES: readonly Rule[] = [
  {
    ...{ level: "error", property: "target" },
    says: "behind.ended",
    isBroken: (event, { needsLive }) => event === "ended" && needsLive,
  },
  {
    ...{ level: "error", property: "target" },
    says: "behind.endedIds",
    isBroken: (event, act, hasIds) =>
      act.needsLive && byIds(act, hasIds) && (among(AGENT_HAS_LEFT, event) || event === "customerLeft"),
  },
  {
    ...{ level: "error", property: "target" },
    says: "behind.agentIds",
    isBroken: (event, act, hasIds) =>
      POST_FLOW.includes(act.node.type) &&
      byIds(act, hasIds) &&
      among(OF_AN_AGENT, event) &&
      !among(AGENT_HAS_LEFT, event),
  },
  {
    ...{ level: "warning", property: "target" },
    says: "behind.agentLeft",
    isBroken: (event, { needsLive, target }) =>
      needsLive && target === "agent" && among(AGENT_HAS_LEFT, event),
  },
  {
    ...{ level: "warning", property: "target" },
    says: "behind.customerLeft",
    isBroken: (event, { needsLive, target }) =>
      needsLive &&
      target === "customer" &&
      (among(CUSTOMER_MAY_HAVE_LEFT, event) || event === "customerLeft"),
  },
  {
    ...{ level: "warning", property: "target" },
    says: "behind.customerWrapUp",
    isBroken: (event, act, hasIds) =>
      act.node.type === "genesys-wrap-up" &&
      ((act.target === "customer" && among(OF_AN_AGENT, event)) ||
        (byIds(act, hasIds) && event === "customerLeft")),
  },
  {
    ...{ level: "warning", property: "which" },
    says: "behind.otherAgent",
    isBroken: (event, { needsLive, target, which }) =>
      target === "agent" &&
      (which === "newest" || which === "oldest") &&
      among(OF_AN_AGENT, event) &&
      !(needsLive && among(AGENT_HAS_LEFT, event)),
  },
  {
    ...{ level: "warning", property: "which" },
    says: "behind.thirdParty",
    isBroken: (event, { target, which }) =>
      target === "customer" && which === "newest" && among(A_THIRD_PARTY, event),
  },
  {
    ...{ level: "note", property: "which" },
    says: "behind.ofAgent",
    isBroken: (event, { needsLive, target, which, node }) =>
      target === "customer" &&
      (which === "newest" || which === "oldest") &&
      node.type !== "genesys-wrap-up" &&
      among(OF_AN_AGENT, event) &&
      !(needsLive && among(CUSTOMER_MAY_HAVE_LEFT, event)),
  },
];

/**
 * What certainly fails only behind some of the events fails for some of the messages; what a node on the way may have changed
 * or left out is not certain.
 */
const levelOf = (level: Level, isAll: boolean, isSure: boolean): Level | undefined => {
  if (level === "error") return isAll && isSure ? "error" : isAll || isSure ? "warning" : undefined;
  return isAll || isSure ? level : undefined;
};

const findingsAt = (act: Act, source: FlowNode, arriving: Arriving): Finding[] =>
  RULES.flatMap(({ level, property, says, isBroken }) => {
    const broken = [...arriving].filter(([event, { hasIds }]) => isBroken(event, act, hasIds));
    const isAll = broken.length === arriving.size;
    const found =
      broken.length === 0
        ? undefined
        : levelOf(
            level,
            isAll,
            broken.some(([, { isSure }]) => isSure),
          );
    if (found === undefined) return [];
    const events = broken.map(([event]) => event).join(", ");
    return [
      { level: found, node: act.node.id, property, ...worded(says, { events, source: labelOf(source) }) },
    ];
  });

const STEPS = 300_000;

/** Nodes that act on the wrong participant, or too late, behind the events of a source or of a wait. */
export const checkBehindEvents = (flow: Flow, factsOf: FactsOf): Finding[] => {
  const budget: Budget = { steps: STEPS };
  const active = new Set(flow.active);
  const sources = flow.active.filter(({ type }) => type === "genesys-events" || type === "genesys-wait");
  const findings = sources.flatMap((source) => {
    const arrived = followEvents(flow, source, (node) => active.has(node), budget);
    return [...arrived].flatMap(([id, arriving]) => {
      const node = flow.byId.get(id);
      const facts = node && factsOf(node.type);
      const act = node && facts && actOf(node, facts);
      return act === undefined ? [] : findingsAt(act, source, arriving);
    });
  });
  if (budget.steps > 0) return findings;
  const message = "The flow is too large: not all of its wires were followed behind events.";
  return [...findings, { level: "note", message }];
};
