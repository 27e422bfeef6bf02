// The section of a help page that names the nodes to wire next, with the properties that they read.

export interface Step {
  /** The events after which it makes sense, if not after every message. */
  after?: string;
  /** One of our types, or the name of a node of Node-RED. */
  type: string;
  /** What it reads of the properties that the node before it has set. */
  reads: readonly string[];
  /** What the flow has to set in between. */
  set?: readonly string[];
}

const LEG = ["conversationId", "participantId"];

/** What often follows a node. A node without an entry has no output. */
export const NEXT: Readonly<Record<string, readonly Step[]>> = {
  "genesys-get-conversation": [
    { type: "switch", reads: ["participant.queueName"] },
    { type: "genesys-set-postflow", reads: LEG, set: ["destination"] },
    { type: "genesys-wrap-up", reads: LEG, set: ["wrapupCode"] },
    { type: "genesys-update-participant", reads: LEG },
  ],
  "genesys-set-postflow": [
    { type: "genesys-delete-postflow", reads: LEG },
    { type: "debug", reads: ["payload"] },
  ],
  "genesys-delete-postflow": [
    { type: "genesys-set-postflow", reads: LEG, set: ["destination"] },
    { type: "debug", reads: ["payload"] },
  ],
  "genesys-wrap-up": [
    { type: "switch", reads: ["payload.name"] },
    { type: "debug", reads: ["payload"] },
  ],
  "genesys-place-call": [
    { type: "http response", reads: ["payload"] },
    { type: "genesys-set-postflow", reads: LEG, set: ["destination"] },
    { type: "genesys-wrap-up", reads: ["conversationId"], set: ["wrapupCode"] },
  ],
  "genesys-callback": [
    { type: "genesys-wait", reads: ["conversationId"] },
    { type: "genesys-get-conversation", reads: ["conversationId"] },
    { type: "debug", reads: ["payload"] },
  ],
  "genesys-send-message": [
    { type: "switch", reads: ["payload.verdict"] },
    { type: "genesys-reply-message", reads: LEG, set: ["text"] },
  ],
  "genesys-reply-message": [
    { type: "switch", reads: ["payload.verdict"] },
    { type: "genesys-wrap-up", reads: LEG, set: ["wrapupCode"] },
  ],
  "genesys-open-message-out": [
    { type: "genesys-events", reads: ["conversationId"] },
    { type: "http response", reads: ["payload"] },
    { type: "genesys-get-conversation", reads: ["conversationId"] },
  ],
  "genesys-update-participant": [
    { type: "genesys-get-conversation", reads: LEG },
    { type: "genesys-wrap-up", reads: LEG, set: ["wrapupCode"] },
  ],
  "genesys-update-agent": [
    { type: "switch", reads: ["payload.routingStatus"] },
    { type: "debug", reads: ["payload"] },
  ],
  "genesys-queue-stats": [
    { type: "switch", reads: ["payload.waiting"] },
    { type: "split", reads: ["payload.queues"] },
    { type: "debug", reads: ["payload"] },
  ],
  "genesys-events": [
    { type: "switch", reads: ["event"] },
    { after: "offered", type: "genesys-get-conversation", reads: LEG },
    { after: "connected", type: "genesys-set-postflow", reads: LEG, set: ["destination"] },
    { after: "connected", type: "genesys-update-participant", reads: LEG },
    { after: "supervisorJoined", type: "genesys-delete-postflow", reads: ["conversationId"] },
    {
      after: "messageReceived",
      type: "genesys-send-message",
      reads: [],
      set: ["toAddress", "fromAddress", "text"],
    },
    { after: "messageReceived", type: "genesys-reply-message", reads: ["conversationId"], set: ["text"] },
    { after: "acwStarted", type: "genesys-wrap-up", reads: LEG, set: ["wrapupCode"] },
    { after: "ended", type: "debug", reads: ["payload"] },
  ],
  "genesys-wait": [
    { type: "switch", reads: ["wait.event"] },
    { after: "connected", type: "genesys-set-postflow", reads: LEG, set: ["destination"] },
    { after: "acwStarted", type: "genesys-wrap-up", reads: LEG, set: ["wrapupCode"] },
    { after: "messageReceived", type: "genesys-reply-message", reads: ["conversationId"], set: ["text"] },
  ],
  "genesys-open-message-in": [
    { type: "switch", reads: ["payload.type"] },
    { type: "http request", reads: ["payload"], set: ["url"] },
    { type: "genesys-open-message-out", reads: ["integrationId", "fromId", "messageId"] },
    { type: "genesys-get-conversation", reads: ["conversationId"] },
  ],
  "genesys-request-in": [
    { type: "genesys-get-conversation", reads: ["conversationId"] },
    { type: "switch", reads: ["payload"] },
    { type: "genesys-request-out", reads: ["requestId"], set: ["payload"] },
  ],
  "genesys-request-out": [{ type: "debug", reads: ["payload"] }],
  "genesys-api": [
    { type: "split", reads: ["payload"] },
    { type: "genesys-get-conversation", reads: ["conversationId"] },
  ],
  "genesys-simulate": [
    { type: "genesys-get-conversation", reads: LEG },
    { type: "genesys-set-postflow", reads: LEG, set: ["destination"] },
    { type: "genesys-wrap-up", reads: LEG, set: ["wrapupCode"] },
  ],
};

interface Words {
  begin: string;
  after: string;
  node: string;
  reads: string;
  set: string;
  /** For a node that reads nothing as it is. */
  onlySet: string;
  comma: string;
}

/** A dollar sign is what is filled in. */
const WORDS: Readonly<Record<string, Words>> = {
  "en-US": {
    begin: "These nodes often follow, with the properties that they read:",
    after: "After $, ",
    node: "*$*",
    reads: ": $.",
    set: " Set $ before it.",
    onlySet: ": set $ before it.",
    comma: ", ",
  },
  de: {
    begin: "Diese Nodes folgen oft, mit den Eigenschaften, die sie lesen:",
    after: "Nach $ ",
    node: "*$*",
    reads: ": $.",
    set: " Setzen Sie vorher $.",
    onlySet: ": setzen Sie vorher $.",
    comma: ", ",
  },
  es: {
    begin: "Estos nodos suelen seguir, con las propiedades que leen:",
    after: "Tras $, ",
    node: "*$*",
    reads: ": $.",
    set: " Asigne antes $.",
    onlySet: ": asigne antes $.",
    comma: ", ",
  },
  ja: {
    begin: "よく続くノードと、そのノードが読み取るプロパティ：",
    after: "$の後は",
    node: "「$」",
    reads: "：$。",
    set: "その前に$を設定してください。",
    onlySet: "：その前に$を設定してください。",
    comma: "、",
  },
};

/** The label in the palette, by type and language. */
type LabelOf = (type: string, language: string) => string | undefined;

/** The body of the section, or nothing for a node without an output. */
export const nextOf = (type: string, language: string, labelOf: LabelOf): string | undefined => {
  const words = WORDS[language];
  if (words === undefined) throw new Error(`No words of next nodes in ${language}`);
  const fill = (pattern: string, text: string): string =>
    text === "" ? "" : pattern.replace("$", () => text);
  const codes = (names: readonly string[] = []): string =>
    names.map((name) => `\`msg.${name}\``).join(words.comma);
  const item = ({ after, type: next, reads, set }: Step): string => {
    const event = fill(words.after, after === undefined ? "" : `\`${after}\``);
    const node = fill(words.node, labelOf(next, language) ?? next);
    const setBefore = fill(reads.length > 0 ? words.set : words.onlySet, codes(set));
    return `- ${event}${node}${fill(words.reads, codes(reads))}${setBefore}`;
  };
  const items = NEXT[type]?.map(item);
  return items && [words.begin, "", ...items].join("\n");
};
