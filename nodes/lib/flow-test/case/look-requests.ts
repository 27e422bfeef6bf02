import type { ExpectationOf } from "../file/schema";
import { counted, of, type Look, type World } from "./look";
import { matches } from "./match";
import { shownOf } from "./plain";
import type { EntryOf } from "./timeline";

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

export const requestLine = ({
  request: { operation, method, path, query, body, status },
}: EntryOf<"request">): string =>
  `${operation ?? ""} ${method} ${path} ${shownOf(query, 160)} ${body === undefined ? "" : shownOf(body, 300)} -> ${status ?? "no response"}`;

/** Requests that reached the organisation. */
export const lookAtRequests = (one: ExpectationOf<"request">, world: World): Look => {
  const all = of(world, "request");
  const found = all.filter((entry) => isRequest(one, entry));
  const others = all.filter((entry) => !found.includes(entry) && !UPKEEP.test(entry.request.operation ?? ""));
  return counted(one.times, found, others.map(requestLine));
};

/** Responses of the flow to requests of the test. */
export const lookAtResponses = (
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

/** Requests of the flow to stubbed hosts. */
export const lookOutside = (one: ExpectationOf<"outside">, world: World): Look => {
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

/** Requests that change something, as far as their method and path show. */
export const isChange = ({ request: { method, path, operation } }: EntryOf<"request">): boolean =>
  method !== "GET" &&
  !UPKEEP.test(operation ?? "") &&
  !/\/(query|search|jobs)$/.test(path) &&
  operation !== undefined;
