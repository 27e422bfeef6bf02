import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import addFormats from "ajv-formats";
import type { VirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { idOf } from "../../../nodes/lib/simulator/store/ids";
import { until } from "../../support/until";
import type { Caller } from "../caller";
import { listenTo, type ReceivedFrame, type Listener } from "./listener";

const QUEUE = idOf("queue Support");
export const SNAPSHOTS = `v2.routing.queues.${QUEUE}.conversations`;
const KINDS = ["customer", "user", "acd", "flow"].flatMap((kind) => [`${kind}.start`, `${kind}.end`]);
export const detailTopics = (id: string): string[] =>
  [...KINDS, "attributes", "acw", "wrapup"].map((kind) => `v2.detail.events.conversation.${id}.${kind}`);

const read = <T>(file: string): T =>
  JSON.parse(readFileSync(join(__dirname, "../../facts", file), "utf8")) as T;

/** The models of the topics, closed: a field that a model does not have is an error. */
export const createCheck = (): ((frame: ReceivedFrame) => void) => {
  const file = read<{ definitions: Record<string, { properties?: object; additionalProperties?: unknown }> }>(
    "topic-models.schema.json",
  );
  for (const definition of Object.values(file.definitions))
    if (definition.properties) definition.additionalProperties ??= false;
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  ajv.addSchema(file, "topics");
  const { topics } = read<{ topics: { topic: string; payloadClass: string }[] }>("topics.json");
  const classes = new Map(topics.map(({ topic, payloadClass }) => [topic, payloadClass]));
  return ({ topicName, eventBody, version, metadata }) => {
    const topic = topicName.replace(/(users|queues|conversations?)\.[0-9a-f-]{36}/, "$1.{id}");
    const model = classes.get(topic);
    assert.ok(model, topic);
    assert.ok(
      ajv.validate(`topics#/definitions/${model}`, bare(eventBody)),
      `${topic}: ${ajv.errorsText()} ${JSON.stringify(eventBody)}`,
    );
    assert.equal(version, "2");
    assert.equal(typeof metadata?.CorrelationId, "string");
  };
};

/** Real frames have empty `additionalProperties` that no model has. */
const bare = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (name, each: unknown) =>
    name === "additionalProperties" ? undefined : each,
  );

interface Leg {
  id: string;
  state: string;
  disconnectType?: string;
  [field: string]: unknown;
}
interface Participant {
  id: string;
  purpose: string;
  calls?: Leg[];
  [field: string]: unknown;
}
export const participantsOf = ({ eventBody }: ReceivedFrame): Participant[] =>
  eventBody["participants"] as Participant[];

/** Opens a channel with these topics, and listens to it. */
export const listenToTopics = async (caller: Caller, topics: readonly string[]): Promise<Listener> => {
  const channel = (await caller.call("POST", "/api/v2/notifications/channels")).body as {
    id: string;
    connectUri: string;
  };
  const listener = await listenTo(channel.connectUri);
  const body = topics.map((id) => ({ id }));
  const path = `/api/v2/notifications/channels/${channel.id}/subscriptions`;
  assert.equal((await caller.call("PUT", path, body)).status, 200);
  return listener;
};

/** Lets time pass, and waits for all that was sent meanwhile: the answer to a ping comes behind it. */
export const passAndReceive = async (clock: VirtualClock, listener: Listener, ms: number): Promise<void> => {
  clock.advance(ms);
  const isPong = ({ eventBody }: ReceivedFrame): boolean => eventBody["message"] === "pong";
  const before = listener.frames.filter(isPong).length;
  listener.send({ message: "ping" });
  await until(() => listener.frames.filter(isPong).length > before);
};
