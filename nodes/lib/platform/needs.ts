import { loadOperations, type Permissions } from "../facts/operations";
import type { PARTICIPANT_ACTIONS } from "./participant-ways";
import { WAYS, type Way } from "./participant-ways";

/** What deployed nodes need of their account, told from how they are set. */

type Config = Readonly<Record<string, unknown>>;

/** An operation that a node calls; `grant` where it takes this one only with a user, or only without. */
interface Call {
  operation: string;
  grant?: "user" | "client";
}

const READ: Call = { operation: "getConversation" };
const calls = (...operations: string[]): Call[] => operations.map((operation) => ({ operation }));
const byWays = (does: Way["does"]): Call[] =>
  WAYS.filter((way) => way.does === does).map(({ operation, grant }) =>
    grant === "any" ? { operation } : { operation, grant },
  );

const TRANSFERS = { user: "toUser", queue: "toQueue", address: "toAddress" } as const;
const DOES: { readonly [A in (typeof PARTICIPANT_ACTIONS)[number]]?: Way["does"] } = {
  setAttributes: "setAttributes",
  monitor: "monitor",
  coach: "coach",
  barge: "barge",
};

const reads = ({ target }: Config): Call[] => (target === "ids" ? [] : [READ]);
const finds = ({ target }: Config): Call[] => (target === "user" ? calls("postUsersSearch") : []);

const ofUpdate = ({ action, transferTo }: Config): Call[] => {
  if (action === "transfer")
    return byWays(TRANSFERS[(transferTo as keyof typeof TRANSFERS | undefined) ?? "queue"]);
  return byWays(DOES[action as keyof typeof DOES] ?? "change");
};

const WRAPUP_MEDIA: Readonly<Record<string, string>> = {
  call: "Call",
  message: "Message",
  email: "Email",
  callback: "Callback",
  socialExpression: "Social",
  video: "Video",
};

const ofWrapUp = ({ action, mediaType }: Config): Call[] => {
  if (action === "read") return calls("getConversationParticipantWrapup");
  if (action === "skip") return calls("patchConversationParticipant");
  if (action === "list") return calls("getConversationParticipantWrapupcodes");
  const known = WRAPUP_MEDIA[String(mediaType)];
  const words = known === undefined ? Object.values(WRAPUP_MEDIA) : [known];
  const gives = words.map((word) => `postConversations${word}ParticipantCommunicationWrapup`);
  return calls("getConversationParticipantWrapupcodes", ...gives);
};

const ofReply = ({ content, confirm }: Config): Call[] => {
  if (content === "typing") return calls("postConversationsMessageCommunicationTyping");
  const sends = "postConversationsMessageCommunicationMessages";
  const looks = "getConversationsMessageCommunicationMessagesMediaMediaId";
  return [
    ...calls(sends),
    ...(content === "media" ? calls(`${sends}MediaUploads`, looks) : []),
    ...(confirm === true ? calls("getConversationsMessageMessage") : []),
  ];
};

const POSTFLOW = "ConversationsCallParticipantCommunicationPostflowaction";

const CALLS: Readonly<Record<string, (config: Config) => Call[]>> = {
  "genesys-get-conversation": (config) => [READ, ...finds(config)],
  "genesys-set-postflow": (config) => [...reads(config), ...calls(`patch${POSTFLOW}`)],
  "genesys-delete-postflow": (config) => [...reads(config), ...calls(`delete${POSTFLOW}`)],
  "genesys-wrap-up": (config) => [READ, ...finds(config), ...ofWrapUp(config)],
  "genesys-place-call": ({ waitFor }) => [...byWays("placeCall"), ...(waitFor === "connected" ? [READ] : [])],
  "genesys-send-message": ({ mode, confirm }) => [
    ...calls(mode === "attended" ? "postConversationsMessages" : "postConversationsMessagesAgentless"),
    ...(confirm === true ? calls("getConversationsMessageMessage") : []),
  ],
  "genesys-reply-message": (config) => [...reads(config), ...finds(config), ...ofReply(config)],
  "genesys-update-participant": (config) => [...reads(config), ...finds(config), ...ofUpdate(config)],
  "genesys-events": () =>
    calls("postNotificationsChannels", "putNotificationsChannelSubscriptions", "getConversation"),
  "genesys-api": ({ operation }) =>
    typeof operation === "string" && operation !== "" ? calls(operation) : [],
};

export interface NodeConfig extends Config {
  id: string;
  type: string;
}

/** Is something of these permissions missing? `undefined`: it cannot be seen. */
export type Held = boolean | undefined;

export interface Need {
  /** All of them, or with `any` one of them. */
  permissions: string[];
  any: boolean;
  held: Held;
  /** The nodes that need it. */
  nodes: string[];
}

/** A node that cannot work with its account, whatever its permissions. */
export interface Blocked {
  node: string;
  operation: string;
}

/** Whom the nodes act as, and what that one may do where it can be seen. */
export interface Actor {
  kind: "client" | "user";
  permissions?: readonly string[] | undefined;
}

const segmentFits = (held: string, wanted: string): boolean => held === "*" || held === wanted;

/** `conversation:*` and `conversation:call:*` count as all that begins so. */
const grants = (held: string, wanted: string): boolean => {
  const has = held.split(":");
  const wants = wanted.split(":");
  return wants.every((segment, at) => segmentFits(has[at] ?? has[has.length - 1] ?? "", segment));
};

const holds = ({ permissions }: Actor, { type, list }: Permissions): Held => {
  if (permissions === undefined) return undefined;
  const has = (wanted: string): boolean => permissions.some((held) => grants(held, wanted));
  return type === "ANY" ? list.some(has) : list.every(has);
};

/** What these nodes need of an account that acts so: each set of permissions once, with the nodes that need it. */
export const needsOf = (
  nodes: readonly NodeConfig[],
  actor: Actor,
): { needs: Need[]; blocked: Blocked[] } => {
  const facts = new Map(loadOperations().map((operation) => [operation.id, operation]));
  const needs = new Map<string, Need>();
  const blocked: Blocked[] = [];
  for (const node of nodes) {
    const wanted = CALLS[node.type]?.(node) ?? [];
    const open = wanted.filter(({ grant }) => grant === undefined || grant === actor.kind);
    const shut = wanted.length > 0 && open.length === 0 ? wanted.slice(0, 1) : [];
    for (const { operation } of [...open, ...shut]) {
      const known = facts.get(operation);
      if (known?.needsUser === true && actor.kind === "client") blocked.push({ node: node.id, operation });
      const { permissions } = known ?? {};
      if (!permissions || permissions.type === "NONE" || permissions.list.length === 0) continue;
      const any = permissions.type === "ANY" && permissions.list.length > 1;
      const key = JSON.stringify([any, ...permissions.list]);
      const need = needs.get(key) ?? {
        permissions: permissions.list,
        any,
        held: holds(actor, permissions),
        nodes: [],
      };
      needs.set(key, need);
      if (!need.nodes.includes(node.id)) need.nodes.push(node.id);
    }
  }
  return {
    needs: [...needs.values()].sort((a, b) => a.permissions.join().localeCompare(b.permissions.join())),
    blocked,
  };
};

/** For the specs: every operation that the table names. */
export const callsOf = (node: NodeConfig): string[] =>
  (CALLS[node.type]?.(node) ?? []).map(({ operation }) => operation);
