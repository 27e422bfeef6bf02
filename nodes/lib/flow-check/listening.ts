import { entriesOf, isVariable } from "../node/environment";
import { didYouMean } from "../platform/catalogue/guess";
import { meantTopics } from "../platform/events/topics";
import { EVENT_NAMES, type EventName } from "../platform/events/types";
import { canHappenTo } from "../platform/wait-until/whose";
import { worded } from "./sentences";
import type { Finding, FlowNode } from "./types";

const isEvent = (name: unknown): name is EventName =>
  typeof name === "string" && (EVENT_NAMES as readonly string[]).includes(name);

const listOf = (value: unknown): unknown[] => {
  const entries = entriesOf(value);
  return Array.isArray(entries) ? entries : [];
};

/** The events that a node is set to; `undefined` where a variable decides it. */
export const eventsOf = (value: unknown): EventName[] | undefined => {
  const entries = listOf(value);
  const isOpen = entries.some((one) => typeof one === "string" && isVariable(one));
  return isOpen ? undefined : entries.filter(isEvent);
};

/** Without the ids of the file: they have digits, and no word of a topic but its version does. */
const asTemplate = (topic: string): string =>
  topic
    .split(".")
    .map((segment) => (/\d/.test(segment) && segment !== "v2" ? "{id}" : segment))
    .join(".");

/** Topics that the platform does not have. The node subscribes to none of them. */
export const checkTopics = ({ scope, ids }: FlowNode): Finding[] => {
  if (scope !== "topic") return [];
  const topics = listOf(ids).filter((one): one is string => typeof one === "string" && !isVariable(one));
  return topics.flatMap((topic) => {
    const meant = meantTopics(topic);
    if (meant === undefined) return [];
    const suggestions = meant.map(asTemplate);
    const at = listOf(ids).indexOf(topic) + 1;
    return {
      ...{ level: "error", property: "ids" },
      ...worded("unknownTopic", { at }, didYouMean(suggestions)),
      suggestions,
    };
  });
};

const isOneOf = <T extends string>(values: readonly T[], value: unknown): value is T =>
  values.includes(value as T);

/** A wait for what cannot happen. */
export const checkWait = ({ for: names, who = "any" }: FlowNode): Finding[] => {
  const events = names === undefined ? (["connected"] as const) : eventsOf(names);
  if (events === undefined || events.length === 0) return [];
  if (!isOneOf(["any", "customer", "agent", "user", "ids"] as const, who) || canHappenTo(who, events))
    return [];
  return [{ level: "error", property: "who", ...worded("impossibleWait", { who }) }];
};
