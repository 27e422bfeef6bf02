// tsx scripts/endpoints-page.ts: writes docs/endpoints.md from the table of ways, what has one way only, and the catalogue.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadOperations, type Operation } from "../nodes/lib/facts/operations";
import {
  CHANGES,
  isForCallsOnly,
  WAYS,
  wayOf,
  type ChangeAction,
  type Way,
} from "../nodes/lib/platform/participants/ways";

/** One row of the page. */
export interface Row {
  does: string;
  grant: Way["grant"];
  of: string;
  operation: string;
}

const DOES: Readonly<Record<Exclude<Way["does"], "change">, string>> = {
  setAttributes: "setAttributes",
  toUser: "transfer to a user",
  toQueue: "transfer to a queue",
  toAddress: "transfer to an address",
  monitor: "monitor",
  coach: "coach",
  barge: "barge",
  placeCall: "place a call",
};
const GRANT: Readonly<Record<Way["grant"], string>> = {
  any: "any",
  user: "a signed-in user",
  client: "client credentials",
};

const permissionsOf = ({ permissions }: Operation): string =>
  permissions === null || permissions.list.length === 0
    ? "none"
    : permissions.list.map((each) => `\`${each}\``).join(permissions.type === "ALL" ? " and " : " or ");

/** A row for each medium whose wrap-up has an operation of its own. */
const wrapUps = (does: string, method: "get" | "post"): (readonly [string, string, string])[] =>
  Object.entries({
    ...{ call: "Call", message: "Message", email: "Email", callback: "Callback", video: "Video" },
    socialExpression: "Social",
  }).map(([medium, word]) => [does, medium, `${method}Conversations${word}ParticipantCommunicationWrapup`]);

const MESSAGE = "postConversationsMessageCommunicationMessages";

/** What has one way only, whatever the grant. */
const OTHERS: readonly (readonly [does: string, of: string, operation: string])[] = [
  ["read a conversation, find a participant", "any", "getConversation"],
  ["find a user by e-mail address", "any", "postUsersSearch"],
  ["set post-flow", "call", "patchConversationsCallParticipantCommunicationPostflowaction"],
  ["delete post-flow", "call", "deleteConversationsCallParticipantCommunicationPostflowaction"],
  ...wrapUps("wrap up", "post"),
  ["wrap up", "any other", "patchConversationParticipant"],
  ["skip the wrap-up", "any", "patchConversationParticipant"],
  ["list wrap-up codes, find the one that is meant", "any", "getConversationParticipantWrapupcodes"],
  ["read a wrap-up", "any", "getConversation"],
  ...wrapUps("read a wrap-up that is not final yet", "get"),
  ["read a wrap-up that is not final yet", "any other", "getConversationParticipantWrapup"],
  ["look for a call whose answer was lost", "call", "getConversationsCalls"],
  ["see who has signed in", "any", "getUsersMe"],
  ["send without an agent", "message", "postConversationsMessagesAgentless"],
  ["open a conversation through a queue", "message", "postConversationsMessages"],
  ["reply with a text, file or template", "message", MESSAGE],
  ["show that somebody writes", "message", "postConversationsMessageCommunicationTyping"],
  ["ask for a place for a file", "message", `${MESSAGE}MediaUploads`],
  ["see whether a file is valid", "message", "getConversationsMessageCommunicationMessagesMediaMediaId"],
  ["confirm a delivery", "message", "getConversationsMessageMessage"],
  ["conversation events: the channel", "any", "postNotificationsChannels"],
  ["conversation events: its topics", "any", "putNotificationsChannelSubscriptions"],
  [
    "conversation events: which topic it is that the platform does not know",
    "any",
    "postNotificationsChannelSubscriptions",
  ],
  ["conversation events: a queue by id or name", "any", "getRoutingQueues"],
  ["conversation events: a user by id", "any", "getUsers"],
  ["conversation events: what began and ended in a gap", "any", "postAnalyticsConversationsDetailsQuery"],
];

const factsOf = (operation: string): Operation => {
  const facts = loadOperations().find(({ id }) => id === operation);
  if (facts === undefined) throw new Error(`${operation} is not in the catalogue`);
  return facts;
};

/** Those that the catalogue marks as for users only are the same for every node. */
const otherRow = ([does, of, operation]: (typeof OTHERS)[number]): Row => ({
  does,
  grant: factsOf(operation).needsUser ? "user" : "any",
  of,
  operation,
});

const ON_BEHALF = ", on behalf of a user";
const ACTIONS = Object.keys(CHANGES) as ChangeAction[];
const OF_CALLS = ACTIONS.filter(isForCallsOnly);
const OF_ANY = ACTIONS.filter((action) => !isForCallsOnly(action));

/** Most changes are there for calls only; of these, too, the way without a medium is taken where no call's way fits. */
const changeRows = ({ grant, of, onBehalf, operation }: Way): Row[] => {
  if (of === "call")
    return [{ does: ACTIONS.join(", "), grant, of: `call${onBehalf ? ON_BEHALF : ""}`, operation }];
  const rows: Row[] = [{ does: OF_ANY.join(", "), grant, of, operation }];
  if (of !== "any") return rows;
  const ofUser = wayOf({ does: "change", mediaType: "call", actsAsUser: true, isUsersLeg: false });
  const left = ofUser.way?.operation === operation ? grant : "client";
  return [...rows, { does: OF_CALLS.join(", "), grant: left, of: "call", operation }];
};

const wayRows = (way: Way): Row[] => {
  const { does, grant, of, onBehalf, operation } = way;
  if (does === "change") return changeRows(way);
  return [{ does: DOES[does], grant, of: `${of}${onBehalf ? ON_BEHALF : ""}`, operation }];
};

/** What the page lists, in its order. */
export const endpointRows = (): Row[] => [...WAYS.flatMap(wayRows), ...OTHERS.map(otherRow)];

const written = ({ does, grant, of, operation }: Row): string => {
  const facts = factsOf(operation);
  const request = `\`${facts.method} ${facts.path.replace("/api/v2", "")}\``;
  return `| ${[does, GRANT[grant], of, request, permissionsOf(facts)].join(" | ")} |`;
};

/** The page: operation, endpoint per grant, permission. */
export const endpointsPage = (): string =>
  [
    "# Which request is sent",
    "",
    "Written by `npx tsx scripts/endpoints-page.ts` from the table that the nodes _place call_ and _update participant_ use,",
    "and from what the other nodes send. The first row that fits is taken. Paths are under `/api/v2`.",
    "_genesys api_ sends what it is told to; what the dialogs read for their lists and tests is not in this table.",
    "",
    "| what | grant | medium | request | permission |",
    "| --- | --- | --- | --- | --- |",
    ...endpointRows().map(written),
    "",
    "An access token counts as a signed-in user where `GET /users/me` knows one, else as client credentials.",
    "With client credentials a change of a user's own call leg is made on behalf of that user; any other leg by the",
    "request that names no medium. A signed-in user who calls for somebody else uses the request on behalf of them.",
    "",
    "Where the target is given _by ids_ and the conversation is not read, nobody knows whose leg it is, nor its medium:",
    "then what exists for calls only, and _monitor_, go as for a call, nothing goes on behalf of a user, and _disconnect_",
    "goes by the request that names no medium.",
    "",
    "Each topic of the notifications wants a permission of its own, which the platform checks when it is subscribed to:",
    "a refused topic is named in the status of the node and in one warning, with the permission.",
    "",
  ].join("\n");

if (require.main === module) writeFileSync(join(__dirname, "../docs/endpoints.md"), endpointsPage());
