import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import addFormats from "ajv-formats";
import { createVirtualClock } from "../../nodes/lib/simulator/store/clock";
import { loadOperations } from "../../nodes/lib/facts/operations";
import { EXTRA_OPERATIONS } from "../../nodes/lib/simulator/http/extra-operations";
import { startSimulator, type Simulator } from "../../nodes/lib/simulator/index";
import { simulatedOperations } from "../../nodes/lib/simulator/routes/index";
import { callerOf, START } from "./caller";

interface SchemaFile {
  $id: string;
  definitions: Record<string, { required?: string[]; additionalProperties?: boolean; properties?: object }>;
}

/** The platform's models, closed: a field that a model does not have is an error. */
const models = (): Ajv => {
  const file = JSON.parse(readFileSync(join(__dirname, "../facts/models.schema.json"), "utf8")) as SchemaFile;
  for (const definition of Object.values(file.definitions)) definition.additionalProperties = false;
  // A running segment has no end yet, whatever the read model calls required.
  file.definitions["Segment"] = { ...file.definitions["Segment"], required: ["startTime"] };
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  ajv.addSchema(file, "models");
  return ajv;
};

const assertModel = (ajv: Ajv, model: string, value: unknown): void => {
  assert.ok(ajv.validate(`models#/definitions/${model}`, value), ajv.errorsText());
};

interface Shown {
  id: string;
  purpose: string;
  userId?: string;
  connectedTime?: string;
  endTime?: string;
  startTime: string;
  attributes: object;
  wrapupRequired: boolean;
  calls: { id: string; state: string; disconnectType?: string; peerId?: string; segments: object[] }[];
  [media: string]: unknown;
}

describe("simulator start", () => {
  let simulator: Simulator;
  before(async () => {
    simulator = await startSimulator({ clock: createVirtualClock() });
  });
  beforeEach(() => simulator.reset());
  after(() => simulator.close());

  const read = async (
    path = `/api/v2/conversations/${START.conversationId}`,
  ): Promise<Record<string, unknown>> => (await callerOf(simulator).call("GET", path)).body;

  it("holds a live inbound call: caller, menu, queue, two alerts that were not answered, one that was", async () => {
    const conversation = await read();
    const participants = conversation["participants"] as Shown[];
    assert.deepEqual(
      participants.map(({ purpose, calls }) => [purpose, calls[0]?.state, calls[0]?.disconnectType]),
      [
        ["external", "connected", undefined],
        ["ivr", "disconnected", "transfer"],
        ["acd", "disconnected", "transfer"],
        ["agent", "disconnected", "client"],
        ["agent", "disconnected", "client"],
        ["agent", "connected", undefined],
      ],
    );
    const [caller, , , first, second, agent] = participants;
    assert.equal(caller?.id, START.participantId);
    assert.equal(caller?.calls[0]?.id, START.communicationId);
    assert.equal(new Set([first?.userId, second?.userId, agent?.userId]).size, 1);
    assert.equal(new Set(participants.map(({ id }) => id)).size, 6);
    assert.equal(first?.connectedTime, undefined);
    assert.deepEqual([first?.wrapupRequired, agent?.wrapupRequired], [false, true]);
    assert.ok(participants.slice(1).every(({ calls }) => calls[0]?.peerId === START.communicationId));
    assert.equal(conversation["recordingState"], "NONE");
    assert.equal(conversation["endTime"], undefined);
  });

  it("shows media that are not used as empty lists, and participants in the order in which they came", async () => {
    const participants = (await read())["participants"] as Shown[];
    for (const participant of participants)
      for (const media of ["callbacks", "chats", "emails", "messages", "socialExpressions", "videos"])
        assert.deepEqual(participant[media], []);
    const starts = participants.map(({ startTime }) => startTime);
    assert.deepEqual(starts, [...starts].sort());
  });

  it("flattened, it has no communication ids and no start, but the peer's id", async () => {
    const flat = await read(`/api/v2/conversations/calls/${START.conversationId}`);
    const participants = flat["participants"] as Record<string, unknown>[];
    assert.equal(flat["startTime"], undefined);
    assert.equal(flat["recordingState"], "none");
    assert.equal(participants[0]?.["calls"], undefined);
    assert.equal(participants[5]?.["peer"], START.communicationId);
    assert.deepEqual(flat["otherMediaUris"], []);
  });

  it("what is read fits the platform's models, field by field, live and ended", async () => {
    const ajv = models();
    const check = async (): Promise<void> => {
      assertModel(ajv, "Conversation", await read());
      assertModel(ajv, "CallConversation", await read(`/api/v2/conversations/calls/${START.conversationId}`));
    };
    await check();
    simulator.act.customerHangsUp(START.conversationId);
    await check();
    assertModel(ajv, "Organization", await read("/api/v2/organizations/me"));
    assertModel(ajv, "TokenInfo", await read("/api/v2/tokens/me"));
    const [user] = simulator.org.users.values();
    assertModel(ajv, "User", await read(`/api/v2/users/${user?.id}?expand=station,presence,routingStatus`));
    const search = await callerOf(simulator).call("POST", "/api/v2/users/search", {
      query: [{ type: "EXACT", fields: ["email"], value: user?.email }],
    });
    assertModel(ajv, "UsersSearchResponse", search.body);
  });

  it("an ended conversation is shown as terminated, unless the setting says otherwise", async () => {
    simulator.act.customerHangsUp(START.conversationId);
    const states = async (): Promise<(string | undefined)[]> =>
      ((await read())["participants"] as Shown[]).map(({ calls }) => calls[0]?.state);
    assert.ok((await states()).every((state) => state === "terminated"));
    simulator.settings.terminatedAfterEnd = false;
    assert.ok((await states()).every((state) => state === "disconnected"));
  });

  it("finds users by e-mail whatever its case, and none where there is none", async () => {
    const find = async (value: string): Promise<unknown> =>
      (
        await callerOf(simulator).call("POST", "/api/v2/users/search", {
          query: [{ type: "EXACT", fields: ["email"], value }],
        })
      ).body["total"];
    assert.equal(await find("ADA.AGENT@example.com"), 1);
    assert.equal(await find("ada"), 0);
  });

  it("an unknown user is 404, as is an unknown conversation", async () => {
    const { call } = callerOf(simulator);
    assert.equal((await call("GET", "/api/v2/users/no-user")).status, 404);
    const got = await call("GET", "/api/v2/conversations/nothing");
    assert.deepEqual([got.status, got.body["code"]], [404, "conversation.not.found"]);
  });

  it("two starts and a reset are equal, ids made on the way included", async () => {
    const state = async (of: Simulator): Promise<string> => {
      const token = of.act.issueToken();
      const { call } = callerOf(of, token);
      const org = await call("GET", "/api/v2/organizations/me");
      const shown = await (await fetch(`${of.url}/_simulator/state`)).text();
      return [token, org.headers.get("ININ-Correlation-Id"), shown].join();
    };
    const other = await startSimulator({ clock: createVirtualClock() });
    const first = await state(simulator);
    assert.equal(await state(other), first);
    simulator.act.agentHangsUp(START.conversationId);
    simulator.reset();
    assert.equal(await state(simulator), first);
    await other.close();
  });

  it("simulates no operation that the platform does not have", () => {
    const known = new Set([...loadOperations(), ...EXTRA_OPERATIONS].map(({ id }) => id));
    assert.deepEqual(
      simulatedOperations().filter((id) => !known.has(id)),
      [],
    );
  });
});
