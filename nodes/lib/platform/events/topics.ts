import { loadTopics } from "../../facts/topics";
import { nearest } from "../catalogue/guess";

/** The topics of notifications: which there are, and what they report. Pure. */

export type Scope = "queue" | "user" | "conversation" | "queueStats" | "topic";

const DETAILS = [
  ...["customer.start", "customer.end", "user.start", "user.end", "acd.start", "acd.end"],
  ...["flow.start", "flow.end", "attributes", "acw", "wrapup"],
];

/** The topics that report what happens to one queue, user or conversation; a topic is its own. */
export const topicsOf = (scope: Scope, id: string): string[] => {
  switch (scope) {
    case "queue":
      return [`v2.routing.queues.${id}.conversations`];
    case "user":
      return [`v2.users.${id}.conversations`];
    case "conversation":
      return DETAILS.map((kind) => `v2.detail.events.conversation.${id}.${kind}`);
    case "queueStats": // the longest wait comes with the second one only
      return [`v2.analytics.queues.${id}.observations`, `v2.analytics.queues.${id}.activity`];
    case "topic":
      return [id];
  }
};

/**
 * The topics of a conversation that show when to read it: who comes, who leaves, attributes. The topics of the users in it
 * report the rest. Fewer than all of them: a channel has room for a thousand.
 */
const SIGNS = ["customer.end", "user.start", "user.end", "attributes"];

export const signsOf = (id: string): string[] =>
  SIGNS.map((kind) => `v2.detail.events.conversation.${id}.${kind}`);

const ID = "[^.?&{}\\s]+";
const patterns = (): RegExp[] =>
  loadTopics().map(({ topic }) => {
    const escaped = topic.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
    return new RegExp(`^${escaped.replaceAll("{id}", ID)}$`, "i");
  });

/** `v2.users.1?presence&station` is short for two topics. */
export const topicParts = (topic: string): string[] => {
  const [stem = "", ends] = topic.split("?");
  return ends === undefined ? [stem] : ends.split("&").map((end) => `${stem}.${end}`);
};

/** Looks like something that identifies, as opposed to a fixed part of a topic. */
const isId = (segment: string): boolean => /\d/.test(segment) && segment !== "v2";

/** What may have been meant by a topic that does not exist; `undefined` for one that does. */
export const meantTopics = (topic: string): string[] | undefined => {
  const known = patterns();
  const strange = topicParts(topic).find((part) => !known.some((pattern) => pattern.test(part)));
  if (strange === undefined) return undefined;
  const segments = strange.split(".");
  const ids = segments.filter(isId);
  const template = segments.map((segment) => (isId(segment) ? "{id}" : segment)).join(".");
  const near = nearest(
    template,
    loadTopics().map((one) => one.topic),
    2,
  );
  return near.map((candidate) => fill(candidate, ids));
};

const fill = (template: string, ids: readonly string[]): string => {
  let at = 0;
  return template.replaceAll("{id}", (whole) => ids[at++] ?? whole);
};
