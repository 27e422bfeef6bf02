import { idOf } from "../../../nodes/lib/simulator/store/ids";
import { fromMessage, TARGET_INPUTS } from "../seed";

/** The flow of a walk: two accounts of one OAuth client, each with a node of nearly each type. */

type Values = Record<string, unknown>;

const SUPPORT = idOf("queue Support");
const BEN = idOf("user Ben Agent");
/** Found in no other place, and in no log. */
export const PRIVATE = "Elm Street";
export const CLIENT = { clientId: "walker", clientSecret: "walkers-secret-9f2c71" } as const;

/** What a message to the node is about: conversations that began with it, or an address. */
type Of = "call" | "message" | "address" | "none";

interface Sort {
  type: string;
  config: Values;
  of: Of;
  /** The nth message; the mark is in the request that it makes. */
  msg: (mark: string, nth: number, of: string) => Values;
  /** Is the mark in what it sends? */
  isMarked?: true;
  /** Messages about one thing act one after the other. */
  isOrdered?: true;
}

const about = (config: Values) => ({ config: { ...TARGET_INPUTS, ...config } });
const conversation = (_mark: string, _nth: number, conversationId: string): Values => ({ conversationId });
const marked = { isMarked: true, isOrdered: true } as const;

const participant = (action: string, target: string, more: Values = {}): Sort => ({
  type: "genesys-update-participant",
  ...about({ action, target, ...more }),
  of: "call",
  msg: conversation,
});

export const SORTS = {
  read: { type: "genesys-get-conversation", ...about({ target: "customer" }), of: "call", msg: conversation },
  attributes: {
    ...participant("setAttributes", "customer", fromMessage("attributes")),
    ...marked,
    msg: (mark, _nth, conversationId) => ({
      conversationId,
      attributes: { step: mark, street: `${PRIVATE} 7` },
    }),
  },
  hold: participant("hold", "agent"),
  resume: participant("resume", "agent"),
  mute: participant("mute", "customer"),
  leave: participant("disconnect", "agent", { allowLastCustomer: true }),
  transfer: participant("transfer", "agent", {
    ...{ transferTo: "queue", destination: idOf("queue Sales"), destinationType: "str" },
  }),
  pauseRecording: participant("securePause", "agent"),
  wrapUp: {
    type: "genesys-wrap-up",
    ...about({ code: "Wrong number", codeType: "str", ...fromMessage("notes"), deadlineSeconds: 40 }),
    of: "call",
    msg: (mark, _nth, conversationId) => ({ conversationId, notes: `${PRIVATE} ${mark}` }),
  },
  wrapUpLater: {
    type: "genesys-wrap-up",
    ...about({ code: "Wrong number", codeType: "str", ...fromMessage("notes"), when: "ended" }),
    of: "call",
    msg: (mark, _nth, conversationId) => ({ conversationId, notes: `${PRIVATE} ${mark}` }),
  },
  postflow: {
    type: "genesys-set-postflow",
    ...about(fromMessage("destination", "invocationData")),
    ...{ of: "call", ...marked },
    msg: (mark, _nth, conversationId) => ({
      conversationId,
      destination: idOf("flow Satisfaction survey"),
      invocationData: `${PRIVATE} ${mark}`,
    }),
  },
  noPostflow: { type: "genesys-delete-postflow", ...about({}), of: "call", msg: conversation },
  call: {
    type: "genesys-place-call",
    config: {
      ...fromMessage("userId", "attributes"),
      ...{ destination: "destination", destinationValueType: "msg", country: "US" },
      ...{ waitFor: "connected", deadlineSeconds: 40 },
    },
    ...{ of: "none", isMarked: true },
    msg: (mark, nth) => ({
      destination: `+1555555${2000 + nth}`,
      userId: BEN,
      attributes: { step: mark, street: PRIVATE },
    }),
  },
  sms: {
    type: "genesys-send-message",
    config: { ...fromMessage("toAddress", "fromAddress", "text"), confirm: true, deadlineSeconds: 30 },
    ...{ of: "address", ...marked },
    msg: (mark, _nth, toAddress) => ({
      toAddress,
      fromAddress: "+15555550199",
      text: `${PRIVATE} ${mark}`,
    }),
  },
  reply: {
    type: "genesys-reply-message",
    ...about({ ...fromMessage("text"), confirm: true, deadlineSeconds: 30 }),
    ...{ of: "message", ...marked },
    msg: (mark, _nth, conversationId) => ({ conversationId, text: `${PRIVATE} ${mark}` }),
  },
  callback: {
    type: "genesys-callback",
    config: fromMessage("queueId", "numbers", "attributes"),
    ...{ of: "none", isMarked: true },
    msg: (mark, nth) => ({
      queueId: SUPPORT,
      numbers: [`+1555555${4000 + nth}`],
      attributes: { step: mark },
    }),
  },
  openOut: {
    type: "genesys-open-message-out",
    config: fromMessage("integrationId", "fromId", "text"),
    ...{ of: "none", isMarked: true, isOrdered: true },
    msg: (mark) => ({
      integrationId: idOf("integration Web shop"),
      fromId: "walker-1",
      text: `${PRIVATE} ${mark}`,
    }),
  },
  wait: {
    type: "genesys-wait",
    config: {
      ...fromMessage("conversationId"),
      for: ["agentLeft", "ended"],
      who: "any",
      deadlineSeconds: "40",
    },
    of: "call",
    msg: conversation,
  },
  agent: {
    type: "genesys-update-agent",
    config: { ...fromMessage("userId", "presence"), action: "setPresence" },
    of: "none",
    msg: (_mark, nth) => ({ userId: BEN, presence: nth % 2 === 0 ? "Meal" : "On Queue" }),
  },
  figures: {
    type: "genesys-queue-stats",
    config: fromMessage("queueIds"),
    of: "none",
    msg: () => ({ queueIds: [SUPPORT] }),
  },
  api: {
    type: "genesys-api",
    config: {
      ...{ operation: "postConversationsMessagesAgentless", operationType: "str" },
      ...fromMessage("body"),
    },
    ...{ of: "address", ...marked },
    msg: (mark, _nth, toAddress) => ({
      body: {
        ...{ fromAddress: "+15555550199", toAddress, toAddressMessengerType: "sms" },
        textBody: `${PRIVATE} ${mark}`,
      },
    }),
  },
} as const satisfies Record<string, Sort>;

export type NodeName = keyof typeof SORTS;
export const MESSAGE_NODES = Object.keys(SORTS) as readonly NodeName[];
export const sortOf = (name: NodeName): Sort => SORTS[name];

/** What a walk decides about its flow. */
export interface FlowPlan {
  isShared: boolean;
  errorOutput: boolean;
}

export interface StoredNode {
  id: string;
  type: string;
  [property: string]: unknown;
}

/** The ids are those of one walk: Node-RED and the nodes remember nothing of another one. */
export const idIn = (run: number, name: string): string => `walk-${run}-${name}`;

export const flowOf = (run: number, url: string, { isShared, errorOutput }: FlowPlan): StoredNode[] => {
  const id = (name: string): string => idIn(run, name);
  // The organisation sees by the name of its host which account has sent a request.
  const host = (name: string): string => (name === "A" ? url : url.replace("127.0.0.1", "localhost"));
  const account = (name: string): StoredNode => ({
    ...{ id: id(name), type: "genesys-account", region: "custom", apiUrl: host(name), loginUrl: host(name) },
    ...{ grant: "client-credentials", timeoutSeconds: 10, maxWaitSeconds: 60, deadlineSeconds: 60 },
    ...(isShared && { backplane: id("backplane") }),
    credentials: { ...CLIENT },
  });
  const wired = { z: id("tab"), wires: [[id("sink")], [id("sink")], [id("sink")]] };
  const ofAccount = (name: string): StoredNode[] => [
    ...MESSAGE_NODES.map((node) => ({
      ...{ id: id(`${name}-${node}`), type: SORTS[node].type, account: id(name), ...wired },
      ...{ ...SORTS[node].config, ...(errorOutput && { errorOutput: true, outputs: 2 }) },
    })),
    {
      ...{ id: id(`${name}-events`), type: "genesys-events", account: id(name), ...wired },
      ...{ scope: "queue", ids: "Support, Sales", events: [] },
    },
  ];
  return [
    { id: id("tab"), type: "tab", label: "walk" },
    ...(isShared ? [{ id: id("backplane"), type: "walk-backplane" }] : []),
    ...["A", "B"].flatMap((name) => [account(name), ...ofAccount(name)]),
    { id: id("sink"), type: "walk-sink", z: id("tab"), wires: [] },
    { id: id("catch"), type: "catch", z: id("tab"), scope: null, wires: [[id("caught")]] },
    { id: id("caught"), type: "walk-sink", z: id("tab"), wires: [] },
  ];
};
