import { loadTopics, type Topic } from "../../facts/topics";

/** What the name of a topic means. */

export interface Named {
  /** The names of its frames: `v2.users.1?presence&station` are two. In lower case. */
  names: readonly string[];
  /** Which clients may subscribe, for each of the names. */
  topics: readonly Topic[];
  /** The first id in it. */
  id: string;
}

/** The names of its frames. */
export const namesIn = (topic: string): readonly string[] => {
  const [stem = "", parts] = topic.toLowerCase().split("?");
  return parts === undefined ? [stem] : parts.split("&").map((part) => `${stem}.${part}`);
};

const escaped = (text: string): string => text.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
const patternOf = ({ topic }: Topic): RegExp =>
  new RegExp(`^${escaped(topic.toLowerCase()).replaceAll("{id}", "([^.?&{}]+)")}$`);

let patterns: { topic: Topic; pattern: RegExp }[] | undefined;

const factsOf = (name: string): { topic: Topic; id: string } | undefined => {
  patterns ??= loadTopics().map((topic) => ({ topic, pattern: patternOf(topic) }));
  for (const { topic, pattern } of patterns) {
    const found = pattern.exec(name);
    if (found) return { topic, id: found[1] ?? "" };
  }
  return undefined;
};

/** Undefined where any part of it is no topic of the platform. */
export const topicNamed = (written: string): Named | undefined => {
  const names = namesIn(written);
  const found = names.map(factsOf);
  if (found.some((each) => each === undefined)) return undefined;
  return {
    names,
    topics: found.flatMap((each) => each?.topic ?? []),
    id: found[0]?.id ?? "",
  };
};
