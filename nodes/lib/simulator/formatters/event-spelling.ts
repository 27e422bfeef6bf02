import { MESSAGE_FIELDS, WRAPUP_FIELDS } from "./event-fields";
import { present, type Wire } from "./wire";

/** How notifications spell what REST spells otherwise. */

export const isWire = (value: unknown): value is Wire => typeof value === "object" && value !== null;
export const listOf = (value: unknown): Wire[] => (Array.isArray(value) ? value.filter(isWire) : []);

export const pick = (from: Wire, fields: readonly string[]): Wire => {
  const picked: Wire = {};
  for (const field of fields) if (from[field] !== undefined) picked[field] = from[field];
  return picked;
};

/** Something that is named by its id, and in REST by its address as well. */
const reference = (value: unknown): unknown => (isWire(value) ? pick(value, ["id", "name"]) : value);

const some = (value: unknown, spell: (one: Wire) => unknown): unknown[] | undefined => {
  const all = listOf(value);
  return all.length === 0 ? undefined : all.map(spell);
};

const scoredAgent = (one: Wire): Wire => ({ ...one, agent: reference(one["agent"]) });

/** Queue and language are there even where there is none; lists that are empty are not. */
export const routingData = (value: Wire): Wire =>
  present({
    queue: reference(value["queue"]) ?? {},
    language: reference(value["language"]) ?? {},
    priority: value["priority"] ?? 0,
    skills: some(value["skills"], reference),
    scoredAgents: some(value["scoredAgents"], scoredAgent),
  });

const ERROR_FIELDS = ["status", "code", "message", "messageWithParams", "messageParams"] as const;

/** Words that are spelt otherwise, and objects that have fewer fields. */
export const respell = (from: Wire): Wire => {
  const { state, disconnectType, wrapup, messages, errorInfo, conversationRoutingData, afterCallWork } = from;
  return {
    ...from,
    ...(state === "terminated" ? { state: "disconnected" } : {}),
    ...(typeof disconnectType === "string"
      ? { disconnectType: disconnectType.replace("donotdisturb", "dnd") }
      : {}),
    ...(isWire(afterCallWork) && !("state" in afterCallWork) ? { afterCallWork: undefined } : {}),
    ...(isWire(wrapup) ? { wrapup: pick(wrapup, WRAPUP_FIELDS) } : {}),
    ...(Array.isArray(messages)
      ? { messages: listOf(messages).map((each) => pick(each, MESSAGE_FIELDS)) }
      : {}),
    ...(isWire(errorInfo) ? { errorInfo: pick(errorInfo, ERROR_FIELDS) } : {}),
    ...(isWire(conversationRoutingData)
      ? { conversationRoutingData: routingData(conversationRoutingData) }
      : {}),
  };
};

const REFERENCES = ["user", "queue", "script", "externalContact"] as const;

/** The same for the flattened shape, which names messages as references. */
export const respellFlat = (from: Wire): Wire => {
  const respelt = respell(from);
  for (const field of REFERENCES) if (field in respelt) respelt[field] = reference(respelt[field]);
  if (Array.isArray(respelt["messages"]))
    respelt["messages"] = listOf(respelt["messages"]).map(({ messageId, ...message }) => ({
      message: { id: messageId },
      ...message,
    }));
  return respelt;
};
