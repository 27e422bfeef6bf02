import { nodeNamed, tabNamed } from "../file/names";
import type { Expectation, ExpectationOf } from "../file/schema";
import { counted, of, type Look, type World } from "./look";
import { lookAtEvents, lookAtMessages } from "./look-messages";
import { isChange, lookAtRequests, lookAtResponses, lookOutside, requestLine } from "./look-requests";
import { matches } from "./match";
import { shownOf } from "./plain";
import { placeOf, type Entry, type EntryOf } from "./timeline";

const errorLine = ({ node, error: { code, message, cause } }: EntryOf<"error">): string =>
  `${code ?? "no code"} at ${placeOf(node)}: ${shownOf(message)} ${cause === undefined ? "" : shownOf(cause, 300)}`;

const lookAtErrors = ({ error, at, message, cause, times }: ExpectationOf<"error">, world: World): Look => {
  const id = at === undefined ? undefined : nodeNamed(world.flow, at).id;
  const all = of(world, "error");
  const found = all.filter(
    (entry) =>
      (error === true || entry.error.code === error) &&
      (id === undefined || entry.node?.fileId === id) &&
      (message === undefined || matches(entry.error.message, message)) &&
      (cause === undefined || matches(entry.error.cause, cause)),
  );
  return counted(times, found, all.filter((entry) => !found.includes(entry)).map(errorLine));
};

const lookAtNoError = (world: World): Look => {
  const all = of(world, "error");
  return { isMet: all.length === 0, used: [], instead: all.map(errorLine) };
};

const lookAtContext = ({ context, match }: ExpectationOf<"context">, world: World): Look => {
  const found = world.contextOf(context === "global" ? "global" : tabNamed(world.flow, context).id);
  return { isMet: matches(found, match), used: [], instead: [shownOf(found, 400)] };
};

const lookAtFile = ({ file, content }: ExpectationOf<"file">, world: World): Look => {
  const text = world.fileText(file);
  return {
    isMet: matches(text, content),
    used: [],
    instead: [text === undefined ? "there is no such file" : shownOf(text, 400)],
  };
};

/** How an expectation is now. `nothingElse` needs the others, see `nothing-else.ts`. */
export const lookAt = (one: Expectation, world: World): Look => {
  if ("event" in one) return lookAtEvents(one, world);
  if ("error" in one) return lookAtErrors(one, world);
  if ("request" in one) return lookAtRequests(one, world);
  if ("response" in one) return lookAtResponses(one, world);
  if ("outside" in one) return lookOutside(one, world);
  if ("context" in one) return lookAtContext(one, world);
  if ("file" in one) return lookAtFile(one, world);
  if ("noError" in one) return lookAtNoError(world);
  if ("at" in one || "from" in one) return lookAtMessages(one, world);
  return { isMet: true, used: [], instead: [] };
};

/** What is there beside what the other expectations of a block have used. */
export const othersThan = (
  expected: readonly Expectation[],
  looks: readonly Look[],
  world: World,
): string[] => {
  const used = new Set(looks.flatMap((look) => look.used));
  const named = new Set(
    expected.flatMap((one) => ("at" in one && !("error" in one) ? nodeNamed(world.flow, one.at).id : [])),
  );
  const isOther = (entry: Entry): boolean => !used.has(entry);
  return [
    ...of(world, "arrived")
      .filter((entry) => named.has(entry.node.fileId) && isOther(entry))
      .map((entry) => `${placeOf(entry.node)} also received ${shownOf(entry.msg, 300)}`),
    ...of(world, "request")
      .filter((entry) => isChange(entry) && isOther(entry))
      .map((entry) => `request ${requestLine(entry)}`),
    ...of(world, "error")
      .filter(isOther)
      .map((entry) => `error ${errorLine(entry)}`),
  ];
};
