import { nodeNamed } from "../file/names";
import type { ExpectationOf, MessageExpectation } from "../file/schema";
import { counted, of, type Look, type World } from "./look";
import { differenceOf, matches } from "./match";
import { shownOf } from "./plain";
import { messageText, type Entry } from "./timeline";

/** Messages by their patterns, in order or not: the entry for each, or `undefined` for the first without one. */
const assign = (
  entries: readonly (Entry & { msg: unknown })[],
  patterns: readonly unknown[],
  anyOrder: boolean,
): (Entry & { msg: unknown })[] => {
  const left = [...entries];
  const used: (Entry & { msg: unknown })[] = [];
  for (const pattern of patterns) {
    const index = left.findIndex(({ msg }) => matches(msg, pattern));
    const [found] = index < 0 ? [] : anyOrder ? left.splice(index, 1) : left.splice(0, index + 1).slice(-1);
    if (found === undefined) break;
    used.push(found);
  }
  return used;
};

const messageLine = ({ msg }: { msg: unknown }, pattern: unknown): string => {
  const difference = pattern === undefined ? undefined : differenceOf(msg, pattern);
  const what = difference && ` (${difference.path} is ${shownOf(difference.found, 120)})`;
  return `${messageText(msg, 400)}${what ?? ""}`;
};

/** Messages that arrive at a node, or that it sends. */
export const lookAtMessages = (one: MessageExpectation, world: World): Look => {
  const wanted = nodeNamed(world.flow, "at" in one ? one.at : one.from).id;
  const all =
    "at" in one
      ? of(world, "arrived").filter(({ node }) => node.fileId === wanted)
      : of(world, "sent").filter(
          ({ node, output }) => node.fileId === wanted && (one.output === undefined || one.output === output),
        );
  const { messages = [], anyOrder = false, count, nothing, nothingElse } = one;
  const used = assign(all, messages, anyOrder);
  const missing = messages[used.length];
  const isMet =
    used.length === messages.length &&
    (count === undefined || all.length === count) &&
    (nothing !== true || all.length === 0) &&
    (nothingElse !== true || all.length === messages.length) &&
    (messages.length > 0 || nothing === true || count !== undefined || all.length > 0);
  return {
    isMet,
    used: messages.length === 0 ? all : used,
    instead: all.map((entry) => messageLine(entry, missing)),
  };
};

/** Events that conversation events emits. */
export const lookAtEvents = ({ event, match, from, times }: ExpectationOf<"event">, world: World): Look => {
  const id = from === undefined ? undefined : nodeNamed(world.flow, from).id;
  const all = of(world, "sent").filter(
    ({ node }) => node.type === "genesys-events" && (id === undefined || node.fileId === id),
  );
  const fits = ({ msg }: { msg: unknown }): boolean => matches(msg, { event }) && matches(msg, match ?? {});
  const others = all.filter((entry) => !fits(entry));
  return counted(
    times,
    all.filter(fits),
    others.map((entry) => messageLine(entry, { event, ...(match as object) })),
  );
};
