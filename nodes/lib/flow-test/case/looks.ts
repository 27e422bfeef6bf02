import { nodeNamed, tabNamed } from "../file/names";
import type { Expectation, ExpectationOf, MessageExpectation } from "../file/schema";
import type { FlowNode } from "../../flow-check/types";
import { differenceOf, matches } from "./match";
import { shownOf } from "./plain";
import { placeOf, type Entry, type EntryOf } from "./timeline";

/** What an expectation looks at. */
export interface World {
  flow: readonly FlowNode[];
  /** The entries since the steps of the block began. */
  entries(): readonly Entry[];
  contextOf(id: string): Record<string, unknown>;
  /** The text of a file in the folder of the flow, if it is there. */
  fileText(name: string): string | undefined;
}

/** What is found of an expectation so far. */
export interface Look {
  isMet: boolean;
  /** What was used for it: nothing else may be there with `nothingElse`. */
  used: readonly Entry[];
  /** What came instead, one line each. */
  instead: readonly string[];
}

const of = <K extends Entry["kind"]>({ entries }: World, kind: K): EntryOf<K>[] =>
  entries().filter((entry): entry is EntryOf<K> => entry.kind === kind);

const isPresent = (times: number | undefined, found: number): boolean =>
  times === undefined ? found > 0 : found === times;

const counted = (times: number | undefined, found: readonly Entry[], others: readonly string[]): Look => ({
  isMet: isPresent(times, found.length),
  used: found,
  instead: [...(times === undefined ? [] : [`it came ${found.length} times`]), ...others],
});

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
  return `${shownOf(msg, 400)}${difference === undefined ? "" : ` (differs in ${difference})`}`;
};

const lookAtMessages = (one: MessageExpectation, world: World): Look => {
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

const lookAtEvents = ({ event, match, from, times }: ExpectationOf<"event">, world: World): Look => {
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

const isRequest = (
  { request: wanted, body, query, path, status }: ExpectationOf<"request">,
  { request }: EntryOf<"request">,
): boolean => {
  const [method, at] = wanted.split(" ");
  const isMeant =
    at === undefined ? request.operation === wanted : request.method === method && request.path === at;
  const of = { body, query, path, status };
  return (
    isMeant &&
    Object.entries(of).every(
      ([key, pattern]) => pattern === undefined || matches(request[key as keyof typeof of], pattern),
    )
  );
};

/** What belongs to an account's connection, and is no act of the flow. */
const UPKEEP = /^(oauthToken|.*Notifications.*|getTokensMe|getUsersMe)$/;

const requestLine = ({
  request: { operation, method, path, query, body, status },
}: EntryOf<"request">): string =>
  `${operation ?? ""} ${method} ${path} ${shownOf(query, 160)} ${body === undefined ? "" : shownOf(body, 300)} -> ${status ?? "no response"}`;

const lookAtRequests = (one: ExpectationOf<"request">, world: World): Look => {
  const all = of(world, "request");
  const found = all.filter((entry) => isRequest(one, entry));
  const others = all.filter((entry) => !found.includes(entry) && !UPKEEP.test(entry.request.operation ?? ""));
  return counted(one.times, found, others.map(requestLine));
};

const lookAtResponses = (
  { response: name, status, headers, body }: ExpectationOf<"response">,
  world: World,
): Look => {
  const all = of(world, "response").filter((entry) => name === true || entry.name === name);
  const last = all.at(-1);
  const isMet =
    last !== undefined &&
    (status === undefined || last.status === status) &&
    matches(last.headers, headers ?? {}) &&
    (body === undefined || matches(last.body, body));
  return {
    isMet,
    used: last === undefined ? [] : [last],
    instead: all.map((entry) => `${entry.status} ${shownOf(entry.body, 400)}`),
  };
};

const lookOutside = (one: ExpectationOf<"outside">, world: World): Look => {
  const { outside: host, method, path, body, headers, times } = one;
  const all = of(world, "outside").filter(({ request }) => request.host === host);
  const found = all.filter(
    ({ request }) =>
      (method === undefined || request.method === method.toUpperCase()) &&
      (path === undefined || matches(request.path, path)) &&
      (body === undefined || matches(request.body, body)) &&
      (headers === undefined || matches(request.headers, headers)),
  );
  const lines = all
    .filter((entry) => !found.includes(entry))
    .map(({ request }) => `${request.method} ${request.path} ${shownOf(request.body, 300)}`);
  return counted(times, found, lines);
};

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
  if ("at" in one || "from" in one) return lookAtMessages(one as MessageExpectation, world);
  return { isMet: true, used: [], instead: [] };
};

/** Requests that change something, as far as their method and path show. */
const isChange = ({ request: { method, path, operation } }: EntryOf<"request">): boolean =>
  method !== "GET" &&
  !UPKEEP.test(operation ?? "") &&
  !/\/(query|search|jobs)$/.test(path) &&
  operation !== undefined;

/** What is there beside what the other expectations of a block have used. */
export const othersThan = (
  expected: readonly Expectation[],
  looks: readonly Look[],
  world: World,
): string[] => {
  const used = new Set(looks.flatMap((look) => look.used));
  const named = new Set(
    expected.flatMap((one) =>
      "at" in one && !("error" in one) ? nodeNamed(world.flow, one.at as string).id : [],
    ),
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
