import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import addFormats from "ajv-formats";
import { createVirtualClock, type VirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { routingData } from "../../../nodes/lib/simulator/formatters/event-spelling";
import { idOf } from "../../../nodes/lib/simulator/store/ids";
import { until } from "../../support/until";
import { callerOf, postFlowPath, START, type Caller } from "../caller";
import { listenTo, type HeardFrame, type Listener } from "./listener";

const QUEUE = idOf("queue Support");
const ADA = idOf("user Ada Agent");
const BEN = idOf("user Ben Agent");
const SNAPSHOTS = `v2.routing.queues.${QUEUE}.conversations`;
const KINDS = ["customer", "user", "acd", "flow"].flatMap((kind) => [`${kind}.start`, `${kind}.end`]);
const detailTopics = (id: string): string[] =>
  [...KINDS, "attributes", "acw", "wrapup"].map((kind) => `v2.detail.events.conversation.${id}.${kind}`);

const read = <T>(file: string): T =>
  JSON.parse(readFileSync(join(__dirname, "../../facts", file), "utf8")) as T;

/** The models of the topics, closed: a field that a model does not have is an error. */
const createCheck = (): ((frame: HeardFrame) => void) => {
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
    const topic = topicName.replace(/(users|queues|conversation)\.[0-9a-f-]{36}/, "$1.{id}");
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
const participantsOf = ({ eventBody }: HeardFrame): Participant[] =>
  eventBody["participants"] as Participant[];

describe("the simulator's notifications", () => {
  const check = createCheck();
  let clock: VirtualClock;
  let simulator: Simulator;
  let caller: Caller;
  let listener: Listener;
  before(async () => {
    clock = createVirtualClock();
    simulator = await startSimulator({ clock });
  });
  beforeEach(() => {
    simulator.reset();
    caller = callerOf(simulator);
  });
  afterEach(() => listener.close());
  after(() => simulator.close());

  const follow = async (...topics: string[]): Promise<Listener> => {
    const channel = (await caller.call("POST", "/api/v2/notifications/channels")).body as {
      id: string;
      connectUri: string;
    };
    listener = await listenTo(channel.connectUri);
    const body = topics.map((id) => ({ id }));
    const path = `/api/v2/notifications/channels/${channel.id}/subscriptions`;
    assert.equal((await caller.call("PUT", path, body)).status, 200);
    return listener;
  };
  /** Lets time pass, and waits for all that was sent meanwhile: the answer to a ping comes behind it. */
  const pass = async (ms: number): Promise<void> => {
    clock.advance(ms);
    const isPong = ({ eventBody }: HeardFrame): boolean => eventBody["message"] === "pong";
    const before = listener.frames.filter(isPong).length;
    listener.send({ message: "ping" });
    await until(() => listener.frames.filter(isPong).length > before);
  };

  it("tell a whole inbound call on every topic of it, in the shapes of the models", async () => {
    const { conversationId } = simulator.act.customerCalls({ queue: "Support", from: "+15555550142" });
    const users = [ADA, BEN, idOf("user Lee Limited")].flatMap((id) => [
      `v2.users.${id}.conversations`,
      `v2.users.${id}.conversations.calls`,
    ]);
    await follow(SNAPSHOTS, `${SNAPSHOTS}.calls`, ...users, ...detailTopics(conversationId));
    await pass(800);
    simulator.act.agentDeclines(conversationId);
    await pass(5_000);
    const { participantId } = simulator.act.agentAnswers(conversationId);
    await pass(1_000);
    const attributes = `/api/v2/conversations/${conversationId}/participants/${participantId}/attributes`;
    assert.equal((await caller.call("PATCH", attributes, { attributes: { vip: "yes" } })).status, 202);
    await pass(10_000);
    simulator.act.customerHangsUp(conversationId);
    await pass(1_000);
    simulator.act.agentWrapsUp(conversationId, { code: "Resolved" });
    await pass(1_000);

    const told = listener.told();
    for (const frame of told) check(frame);
    const kinds = told
      .filter(({ topicName }) => topicName.startsWith("v2.detail"))
      .map(({ topicName }) => topicName.slice(`v2.detail.events.conversation.${conversationId}.`.length));
    assert.deepEqual(
      kinds.filter((kind) => kind !== "customer.start" && kind !== "flow.start"),
      [
        ...["flow.end", "acd.start", "user.start", "user.end", "user.start", "acd.end", "attributes"],
        ...["customer.end", "user.end", "wrapup", "acw"],
      ],
    );
    assert.ok(told.some(({ topicName }) => topicName.endsWith(".conversations.calls")));
    const last = told.findLast(({ topicName }) => topicName === SNAPSHOTS) ?? assert.fail();
    assert.deepEqual(
      participantsOf(last).map(({ purpose, calls }) => [
        purpose,
        calls?.[0]?.state,
        calls?.[0]?.disconnectType,
      ]),
      [
        ["customer", "disconnected", "endpoint"],
        ["ivr", "disconnected", "transfer"],
        ["acd", "disconnected", "transfer"],
        ["agent", "disconnected", "client"],
        ["agent", "disconnected", "peer"],
      ],
    );
  });

  it("spell what REST spells otherwise, and leave out what is not used", async () => {
    await follow(SNAPSHOTS, ...detailTopics(START.conversationId));
    simulator.act.agentHangsUp(START.conversationId);
    await pass(100);
    const frame = listener.told().find(({ topicName }) => topicName === SNAPSHOTS) ?? assert.fail();
    const [caller0, , , declined, , agent] = participantsOf(frame);
    assert.equal(frame.eventBody["recordingState"], "none");
    for (const name of ["startTime", "userUri", "queueName", "callbacks", "messages", "ani", "dnis"])
      assert.equal(name in (caller0 ?? {}), false, name);
    assert.equal("segments" in (caller0?.calls?.[0] ?? {}), false);
    assert.deepEqual(caller0?.["additionalProperties"], {});
    assert.deepEqual(
      [declined?.["wrapupRequired"], declined?.["wrapupExpected"], agent?.["wrapupExpected"]],
      [false, true, true],
    );
    assert.equal(agent?.calls?.[0]?.state, "disconnected"); // not terminated, although all is over
    const end = listener.told().find(({ topicName }) => topicName.endsWith("user.end")) ?? assert.fail();
    const { eventTime, disconnectType, mediaType, sessionId, direction } = end.eventBody;
    assert.deepEqual(
      [typeof eventTime, disconnectType, mediaType, direction],
      ["number", "CLIENT", "VOICE", "INBOUND"],
    );
    assert.equal(sessionId, agent?.calls?.[0]?.id);
  });

  it("tell other media in the same way", async () => {
    for (const mediaType of ["message", "email", "callback", "video"]) {
      simulator.reset();
      caller = callerOf(simulator);
      const { conversationId } = simulator.act.interactionArrives({ mediaType, queue: "Support" });
      await follow(SNAPSHOTS, `${SNAPSHOTS}.${mediaType}s`, ...detailTopics(conversationId));
      await pass(800);
      simulator.act.agentAnswers(conversationId);
      await pass(1_000);
      for (const frame of listener.told()) check(frame);
      const flat = listener.told().filter(({ topicName }) => topicName.endsWith(`.${mediaType}s`));
      assert.ok(flat.length > 0, mediaType);
      listener.close();
    }
  });

  it("come once for changes of the same moment, under one correlation id", async () => {
    await follow(SNAPSHOTS, ...detailTopics(START.conversationId));
    simulator.act.customerHangsUp(START.conversationId);
    await pass(100);
    const snapshots = listener.told().filter(({ topicName }) => topicName === SNAPSHOTS);
    assert.equal(snapshots.length, 1);
    assert.equal(new Set(listener.told().map(({ metadata }) => metadata?.CorrelationId)).size, 1);
  });

  it("say nothing of a post-flow action, as no topic tells of it, unless the setting says otherwise", async () => {
    await follow(SNAPSHOTS);
    const set = async (): Promise<void> => {
      await caller.call("PATCH", postFlowPath(), { destination: "+15555550100" });
      await pass(200);
    };
    await set();
    assert.deepEqual(listener.told(), []);
    simulator.settings.postFlowRaisesEvent = true;
    await set();
    assert.equal(listener.told().length, 1);
  });

  it("may call a leg connected although it has a disconnected time, and put it right at once", async () => {
    simulator.settings.inconsistentPairs = true;
    await follow(SNAPSHOTS);
    simulator.act.agentHangsUp(START.conversationId);
    await pass(100);
    const [first, second] = listener.told();
    assert.ok(first && second);
    const legOf = (frame: HeardFrame) => participantsOf(frame)[5]?.calls?.[0];
    assert.equal(first.metadata?.CorrelationId, second.metadata?.CorrelationId);
    assert.deepEqual(
      [legOf(first)?.state, typeof legOf(first)?.["disconnectedTime"]],
      ["connected", "string"],
    );
    assert.deepEqual((legOf(first)?.["afterCallWork"] as { state: string }).state, "pending");
    assert.equal(participantsOf(first)[5]?.["endTime"], undefined);
    assert.equal(legOf(second)?.state, "disconnected");
    check(first);
  });

  it("reach former users only as long as the setting says so", async () => {
    simulator.settings.formerUsersHearOn = false;
    const { conversationId } = simulator.act.customerCalls({ queue: "Support" });
    const topic = `v2.users.${BEN}.conversations`;
    await follow(topic);
    await pass(800);
    simulator.act.agentDeclines(conversationId, { user: "Ben Agent" });
    await pass(100);
    const before = listener.told().length;
    assert.ok(before > 0);
    simulator.act.customerHangsUp(conversationId);
    await pass(100);
    assert.equal(listener.told().length, before);
  });

  it("are lost while no socket is open", async () => {
    await follow(SNAPSHOTS);
    simulator.act.dropSockets();
    await until(() => listener.closeCode() !== undefined);
    simulator.act.agentHangsUp(START.conversationId);
    clock.advance(1_000);
    const [channel] = simulator.act.channels();
    listener = await listenTo(`${simulator.url.replace("http", "ws")}/channels/${channel?.id}`);
    await pass(0);
    assert.deepEqual(listener.told(), []);
  });

  describe("on demand", () => {
    const names = (): string[] =>
      listener.told().map(({ topicName }) => topicName.split(".").slice(-2).join("."));
    const start = async (): Promise<string> => {
      const { conversationId } = simulator.act.customerCalls({ queue: "Support" });
      await follow(...detailTopics(conversationId));
      return conversationId;
    };

    it("come twice", async () => {
      await start();
      simulator.act.frameFault({ kind: "duplicate", topic: "acd.start" });
      await pass(600);
      assert.equal(names().filter((name) => name === "acd.start").length, 2);
    });

    it("come late", async () => {
      await start();
      simulator.act.frameFault({ kind: "delay", ms: 5_000, topic: "flow.end" });
      await pass(1_000);
      assert.equal(names().includes("flow.end"), false);
      await pass(5_000);
      assert.equal(names().at(-1), "flow.end");
    });

    it("come behind the next one", async () => {
      await start();
      simulator.act.frameFault({ kind: "reorder", topic: "flow.end" });
      await pass(600);
      const order = names().filter((name) => name === "flow.end" || name === "acd.start");
      assert.deepEqual(order, ["acd.start", "flow.end"]);
    });

    it("get lost", async () => {
      await start();
      simulator.act.frameFault({ kind: "lose", topic: "acd.start" });
      await pass(600);
      assert.equal(names().includes("acd.start"), false);
      assert.equal(names().includes("flow.end"), true);
    });

    it("contradict themselves", async () => {
      await follow(SNAPSHOTS);
      simulator.act.frameFault({ kind: "inconsistent" });
      simulator.act.agentHangsUp(START.conversationId);
      await pass(100);
      assert.equal(listener.told().length, 2);
    });
  });
});

describe("the routing data of a frame", () => {
  it("names everything by id, the preferred agents as well, without the address that REST adds", () => {
    const named = (id: string) => ({ id, selfUri: `/api/v2/things/${id}` });
    assert.deepEqual(
      routingData({
        queue: named("q"),
        language: named("l"),
        skills: [named("s")],
        scoredAgents: [{ agent: named("a"), score: 100 }],
      }),
      {
        queue: { id: "q" },
        language: { id: "l" },
        priority: 0,
        skills: [{ id: "s" }],
        scoredAgents: [{ agent: { id: "a" }, score: 100 }],
      },
    );
  });
});
