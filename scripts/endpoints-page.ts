// tsx scripts/endpoints-page.ts: writes docs/endpoints.md from the table of ways, what has one way only, and the catalogue.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadOperations, type Operation } from "../nodes/lib/facts/operations";
import { CHANGES, WAYS, type Way } from "../nodes/lib/platform/participant-ways";

const DOES: Readonly<Record<Way["does"], string>> = {
  change: Object.keys(CHANGES).join(", "),
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

/** What has one way only, whatever the grant. */
const MESSAGE = "postConversationsMessageCommunicationMessages";
const OTHERS: readonly (readonly [does: string, of: string, operation: string])[] = [
  ["read a conversation, find a participant", "any", "getConversation"],
  ["find a user by e-mail address", "any", "postUsersSearch"],
  ["set post-flow", "call", "patchConversationsCallParticipantCommunicationPostflowaction"],
  ["delete post-flow", "call", "deleteConversationsCallParticipantCommunicationPostflowaction"],
  ["wrap up", "call", "postConversationsCallParticipantCommunicationWrapup"],
  ["wrap up", "message", "postConversationsMessageParticipantCommunicationWrapup"],
  ["wrap up", "email", "postConversationsEmailParticipantCommunicationWrapup"],
  ["wrap up", "callback", "postConversationsCallbackParticipantCommunicationWrapup"],
  ["wrap up", "video", "postConversationsVideoParticipantCommunicationWrapup"],
  ["wrap up", "socialExpression", "postConversationsSocialParticipantCommunicationWrapup"],
  ["wrap up", "any other", "patchConversationParticipant"],
  ["skip the wrap-up", "any", "patchConversationParticipant"],
  ["list wrap-up codes", "any", "getConversationParticipantWrapupcodes"],
  ["read a wrap-up", "any", "getConversationParticipantWrapup"],
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
  ["conversation events: a queue by name", "any", "getRoutingQueues"],
  ["conversation events: what began and ended in a gap", "any", "postAnalyticsConversationsDetailsQuery"],
];

/** Those that the catalogue marks as for users only are the same for every node. */
const otherRow = ([does, of, operation]: (typeof OTHERS)[number]): string =>
  row(does, factsOf(operation).needsUser ? "user" : "any", of, operation);

const factsOf = (operation: string): Operation => {
  const facts = loadOperations().find(({ id }) => id === operation);
  if (facts === undefined) throw new Error(`${operation} is not in the catalogue`);
  return facts;
};

const row = (does: string, grant: Way["grant"], whom: string, operation: string): string => {
  const facts = factsOf(operation);
  const request = `\`${facts.method} ${facts.path.replace("/api/v2", "")}\``;
  return `| ${[does, GRANT[grant], whom, request, permissionsOf(facts)].join(" | ")} |`;
};

const rowOf = ({ does, grant, of, onBehalf, operation }: Way): string =>
  row(DOES[does], grant, `${of}${onBehalf === true ? ", on behalf of a user" : ""}`, operation);

/** Every operation of the page. */
export const listedOperations = (): string[] => [
  ...WAYS.map(({ operation }) => operation),
  ...OTHERS.map(([, , operation]) => operation),
];

/** The page: operation, endpoint per grant, permission. */
export const endpointsPage = (): string =>
  [
    "# Which request is sent",
    "",
    "Written by `npx tsx scripts/endpoints-page.ts` from the table that the nodes _place call_ and _update participant_ use,",
    "and from what the other nodes send. The first row that fits is taken. Paths are under `/api/v2`.",
    "",
    "| what | grant | medium | request | permission |",
    "| --- | --- | --- | --- | --- |",
    ...WAYS.map(rowOf),
    ...OTHERS.map(otherRow),
    "",
    "An access token counts as a signed-in user where `GET /users/me` knows one, else as client credentials.",
    "With client credentials a change of a user's own call leg is made on behalf of that user; any other leg by the",
    "request that names no medium. A signed-in user who calls for somebody else uses the request on behalf of them.",
    "",
    "Each topic of the notifications wants a permission of its own, which the platform checks when it is subscribed to:",
    "a refused topic is named in the status of the node and in one warning, with the permission.",
    "",
  ].join("\n");

if (require.main === module) writeFileSync(join(__dirname, "../docs/endpoints.md"), endpointsPage());
