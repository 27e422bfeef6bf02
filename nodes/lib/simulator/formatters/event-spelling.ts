import { MESSAGE_FIELDS, WRAPUP_FIELDS } from "./event-fields";
import { present, type Wire } from "./wire";

/** How notifications spell what REST spells otherwise. */

export const isWire = (value: unknown): value is Wire => typeof value === "object" && value !== null;
export const listOf = (value: unknown): Wire[] => (Array.isArray(value) ? value.filter(isWire) : []);

export const pick = (from: Wire, fields: readonly string[]): Wire =>
  present(Object.fromEntries(fields.map((field) => [field, from[field]])));

/** Something that is named by its id, and in REST by its address as well. */
const reference = (value: unknown): unknown => (isWire(value) ? pick(value, ["id", "name"]) : value);

const routingData = (value: Wire): Wire =>
  present({
    ...value,
    queue: reference(value["queue"]),
    language: reference(value["language"]),
    skills: listOf(value["skills"]).map(reference),
  });

const ERROR_FIELDS = ["status", "code", "message", "messageWithParams", "messageParams"] as const;

/** Words that are spelt otherwise, and objects that have fewer fields. */
export const respell = (from: Wire): Wire => {
  const { state, disconnectType, wrapup, messages, errorInfo, conversationRoutingData } = from;
  return {
    ...from,
    ...(state === "terminated" ? { state: "disconnected" } : {}),
    ...(typeof disconnectType === "string"
      ? { disconnectType: disconnectType.replace("donotdisturb", "dnd") }
      : {}),
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
