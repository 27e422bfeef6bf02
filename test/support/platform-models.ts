import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv, { type ErrorObject } from "ajv";
import addFormats from "ajv-formats";

/** The models of the platform's answers and of its notification frames, as strict as they can be read. */

interface Definition {
  required?: string[];
  additionalProperties?: unknown;
  properties?: Record<string, unknown>;
}
type Definitions = Record<string, Definition>;

const CALL_ENDS = [
  ...["endpoint", "client", "system", "timeout", "transfer", "transport.failure", "error", "peer", "other"],
  ...["transfer.conference", "transfer.consult", "transfer.forward", "transfer.noanswer"],
  ...["transfer.notavailable", "spam", "uncallable"],
];

/** Values of properties that the models call text only, because another model of the platform, or a captured payload, names them. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  purpose: [
    ...["acd", "agent", "api", "botflow", "campaign", "customer", "dialer", "external", "fax", "group"],
    ...[
      "inbound",
      "ivr",
      "manual",
      "outbound",
      "station",
      "user",
      "voicemail",
      "voicesurveyflow",
      "workflow",
    ],
  ],
  participantType: ["External", "IVR", "ACD", "Internal"],
  wrapupPrompt: ["mandatory", "optional", "agentRequested", "timeout", "forcedTimeout"],
  flaggedReason: ["general"],
  recordingState: ["none", "active", "paused"],
  howEnded: ["Interact", "Disconnect"],
};

const SEGMENT: Readonly<Record<string, readonly string[]>> = {
  type: [
    ...["Alert", "Contacting", "Delay", "Dial", "Hold", "Interact", "IVR", "Parked", "Scheduled", "System"],
    ...["Transmitting", "Wrapup"],
  ],
  disconnectType: [
    ...CALL_ENDS,
    "endpoint.donotdisturb",
    "transfer.donotdisturb",
    "inactivity",
    "session.expired",
    "takeover",
  ],
};

const isPlainText = (shape: unknown): boolean =>
  typeof shape === "object" &&
  shape !== null &&
  "type" in shape &&
  shape.type === "string" &&
  !("enum" in shape);

/** A field that a model does not have is an error, and so is a value beside those that are named anywhere. */
const close = (definitions: Definitions): void => {
  for (const [name, definition] of Object.entries(definitions)) {
    const { properties } = definition;
    if (!properties) continue;
    definition.additionalProperties ??= false;
    if (!/Participant|^Segment$|Conversation$/.test(name)) continue;
    for (const [field, shape] of Object.entries(properties)) {
      const words = (name === "Segment" ? SEGMENT[field] : undefined) ?? WORDS[field];
      if (words && isPlainText(shape)) properties[field] = { type: "string", enum: words };
    }
  }
};

/** Real frames have an empty `additionalProperties` at each participant and at each leg of the whole shape; no model has it. */
const EMPTY = { type: "object", maxProperties: 0 };
const correctTopics = (definitions: Definitions): void => {
  const whole = /^(Queue)?Conversation(Video|SocialExpression)?EventTopic(?!.*Conversation$)/;
  for (const [name, { properties }] of Object.entries(definitions))
    if (properties && whole.test(name) && ("purpose" in properties || "initialState" in properties))
      properties["additionalProperties"] = EMPTY;
};

/** Where captured answers disagree with the models, the captures are right. */
const correct = (definitions: Definitions): void => {
  // A running segment has no end yet. That it is the running one is checked by `openSegments`.
  definitions["Segment"] = { ...definitions["Segment"], required: ["startTime"] };
  // The error of a leg has the fields of an error body.
  const { messageWithParams, messageParams, details, errors } = definitions["ErrorBody"]?.properties ?? {};
  Object.assign(definitions["ErrorInfo"]?.properties ?? {}, {
    messageWithParams,
    messageParams,
    details,
    errors,
  });
};

const read = <T>(file: string): T => JSON.parse(readFileSync(join(__dirname, "../facts", file), "utf8")) as T;

/** Moments are UTC, with three decimals of a second. */
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

let ajv: Ajv | undefined;
const models = (): Ajv => {
  if (ajv) return ajv;
  const rest = read<{ definitions: Definitions }>("models.schema.json");
  const topics = read<{ definitions: Definitions }>("topic-models.schema.json");
  correct(rest.definitions);
  correctTopics(topics.definitions);
  close(rest.definitions);
  close(topics.definitions);
  ajv = new Ajv({ strict: false, allErrors: true, verbose: true });
  addFormats(ajv);
  ajv.addFormat("date-time", (text) => MOMENT.test(text) && !Number.isNaN(Date.parse(text)));
  return ajv.addSchema(rest, "models").addSchema(topics, "topics");
};

const describeError = ({ instancePath, message, params, data }: ErrorObject): string =>
  `${instancePath || "(whole)"} ${message} ${JSON.stringify(params)}${
    typeof data === "object" ? "" : `, is ${JSON.stringify(data)}`
  }`;

export const isModel = (name: string, of: "models" | "topics" = "models"): boolean =>
  models().getSchema(`${of}#/definitions/${name}`) !== undefined;

/** What is wrong with a value that should be of the model; empty where nothing is. */
export const faultsOf = (name: string, value: unknown, of: "models" | "topics" = "models"): string[] => {
  const key = `${of}#/definitions/${name}`;
  if (models().validate(key, value)) return [];
  return (models().errors ?? []).map(describeError);
};

let classes: Map<string, string> | undefined;
/** The model of a topic's body, by the topic with `{id}` in place of its ids. */
export const topicModels = (): ReadonlyMap<string, string> =>
  (classes ??= new Map(
    read<{ topics: { topic: string; payloadClass: string }[] }>("topics.json").topics.map(
      ({ topic, payloadClass }) => [topic, payloadClass],
    ),
  ));

/** The values that a model names for one of its fields. */
export const wordsOf = (name: string, field: string, of: "models" | "topics" = "models"): string[] => {
  const { schema } = models().getSchema(`${of}#/definitions/${name}`) ?? {};
  const { properties } = (schema ?? {}) as Definition;
  return ((properties?.[field] ?? {}) as { enum?: string[] }).enum ?? [];
};
