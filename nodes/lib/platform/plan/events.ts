import { isId } from "../../facts/ids";
import { READ_MESSAGE } from "../api/messages";
import { observationsBody, QUERY_OBSERVATIONS } from "../api/queue-queries";
import { loadTopics } from "../../facts/topics";
import { meantTopics, signsOf, topicParts, topicsOf, type Scope } from "../events/topics";
import { NOW_METRICS } from "../queue-stats/observed";
import { findUser, requestOf, step, type Step } from "./step";

const ENV = /^\$\{[^\s{}]+\}$/;

/** How names become ids. Ids are looked up as well, to find those that do not exist. */
const lookUps = (scope: Scope, names: readonly string[]): Step[] => {
  const has = (test: (name: string) => boolean): boolean =>
    names.some((name) => test(name) || ENV.test(name));
  if (scope === "queue" || scope === "queueStats") return [step("getRoutingQueues", undefined, "atStart")];
  if (scope !== "user") return [];
  return [
    ...(has((name) => isId(name)) ? [step("getUsers", undefined, "atStart")] : []),
    ...(has((name) => !isId(name)) ? [findUser()] : []),
  ];
};

/** A name whose id is not known here is written in braces. */
const topicsFor = (scope: Scope, name: string): string[] => {
  if (scope === "topic") return ENV.test(name) || meantTopics(name) === undefined ? [name] : [];
  const isNamed = scope === "conversation" || isId(name) || ENV.test(name);
  return topicsOf(scope, isNamed ? name : `{${name}}`);
};

const fits = (known: string, topic: string): boolean => {
  const wanted = topic.toLowerCase().split(".");
  const segments = known.toLowerCase().split(".");
  return (
    segments.length === wanted.length &&
    segments.every((segment, at) => segment === "{id}" || segment === wanted[at])
  );
};

/** The permissions that topics need, where they are known. */
const permissionsFor = (topics: readonly string[]): string[] => {
  const facts = loadTopics();
  const needed = topics
    .flatMap(topicParts)
    .flatMap((topic) => facts.find((one) => fits(one.topic, topic))?.permission ?? []);
  return [...new Set(needed)].sort();
};

const subscribe = (when: Step["when"], topics: readonly string[]): Step => ({
  when,
  requests: [{ ...requestOf("putNotificationsChannelSubscriptions"), query: "ignoreErrors=true" }],
  body: topics.map((id) => ({ id })),
  isWhole: true,
  permissions: permissionsFor(topics),
});

interface EventChoice {
  /** `input`: the flow delivers the events. `fromMessage`: it names conversations. */
  scope: Scope | "input" | "fromMessage";
  ids: readonly string[];
  /** Is each message of a customer read? */
  reads: boolean;
}

/** The channel is opened with the first conversation. */
const givenSteps = (): Step[] => [
  step("getConversation", undefined, "perConversation"),
  step("postNotificationsChannels", undefined, "sharedAtStart"),
  subscribe("perConversation", topicsOf("conversation", "{conversationId}")),
  step("postNotificationsChannelSubscriptions", undefined, "afterFailure"),
  subscribe("perUser", topicsOf("user", "{userId}")),
  step("getConversation", undefined, "afterGap"),
];

/** The figures come by their topics. They are read at the start, and after a gap. */
const statsSteps = (names: readonly string[], topics: readonly string[]): Step[] => {
  const query = observationsBody({
    queueIds: names.map((name) => (isId(name) ? name : `{${name}}`)),
    metrics: NOW_METRICS,
  });
  return [
    ...lookUps("queueStats", names),
    step("postNotificationsChannels", undefined, "sharedAtStart"),
    subscribe("sharedAtStart", topics),
    step("postNotificationsChannelSubscriptions", undefined, "afterFailure"),
    { ...step(QUERY_OBSERVATIONS, query, "atStart"), isWhole: true },
    { ...step(QUERY_OBSERVATIONS, query, "afterGap"), isWhole: true },
  ];
};

/** A subscription: its topics alone, although they are sent with those of the account's other nodes. */
export const eventSteps = ({ scope, ids, reads }: EventChoice): Step[] => {
  const reading = reads ? [step(READ_MESSAGE, undefined, "perMessage")] : [];
  // a snapshot contains all of the conversation; another event only says that there is something to read
  if (scope === "input") return [step("getConversation", undefined, "perEvent"), ...reading];
  if (scope === "fromMessage") return [...givenSteps(), ...reading];
  const names = ids.length === 0 ? ["ids"] : ids;
  const topics = new Map(
    names.flatMap((name) => topicsFor(scope, name)).map((topic) => [topic.toLowerCase(), topic]),
  );
  if (scope === "queueStats") return statsSteps(names, [...topics.values()]);
  const isOne = scope === "conversation";
  return [
    ...lookUps(scope, names),
    step("postNotificationsChannels", undefined, "sharedAtStart"),
    subscribe("sharedAtStart", [...topics.values()]),
    // Which of the topics did the platform refuse?
    step("postNotificationsChannelSubscriptions", undefined, "afterFailure"),
    ...(isOne ? [step("getConversation", undefined, "atStart")] : []),
    ...(isOne ? [subscribe("perUser", topicsOf("user", "{userId}"))] : []),
    ...reading,
    ...(scope === "queue" || scope === "user"
      ? [step("postAnalyticsConversationsDetailsQuery", undefined, "afterGap")]
      : []),
    step("getConversation", undefined, "afterGap"),
  ];
};

/** A conversation that is watched until something happens in it. */
export const watchSteps = (isUser: boolean): Step[] => [
  ...(isUser ? [findUser()] : []),
  step("getConversation"),
  step("postNotificationsChannels", undefined, "sharedAtStart"),
  subscribe("perConversation", signsOf("{conversationId}")),
  subscribe("perUser", topicsOf("user", "{userId}")),
  // Each time that a participant comes or leaves; now and then where notifications do not report it.
  step("getConversation", undefined, "perEvent"),
  step("postNotificationsChannelSubscriptions", undefined, "afterFailure"),
];
