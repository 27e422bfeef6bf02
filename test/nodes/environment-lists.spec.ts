import assert from "node:assert/strict";
import type { ZodType } from "zod";
import genesysApi from "../../nodes/genesys-api";
import genesysEvents from "../../nodes/genesys-events";
import placeCall from "../../nodes/genesys-place-call";
import wrapUp from "../../nodes/genesys-wrap-up";
import type { Simulator } from "../../nodes/lib/simulator/index";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import type { LogEntry } from "../../nodes/lib/simulator/http/log";
import { isListInput } from "../../nodes/lib/node/lists";
import { openBench, type Bench } from "../support/flow";
import { types } from "../support/package";
import { fromMessage, TARGET_INPUTS } from "../support/seed";

const [A, B, C] = [idOf("queue Support"), idOf("queue Sales"), idOf("user Ben Agent")];
const VARIABLES = { GC_ONE: A, GC_TWO: B, GC_BOTH: `${A}, ${B}`, GC_BLANK: "" };

/** How a list is written in a node, and what is meant; undefined: refused, naming the variable GC_NONE. */
const LISTS: [written: string, meant: string[] | undefined][] = [
  ["${GC_ONE}", [A]],
  ["${GC_BOTH}", [A, B]],
  ["${GC_ONE},${GC_TWO}", [A, B]],
  [" ${GC_ONE} , ${GC_TWO} ", [A, B]],
  [`\${GC_ONE}, ${C}`, [A, C]],
  [`${C},\${GC_BOTH}`, [C, A, B]],
  [`\${GC_BLANK}, ${C}`, [C]],
  [`${C}, ,`, [C]],
  ["${GC_ONE},${GC_NONE}", undefined],
  [`\${GC_NONE}, ${C}`, undefined],
  [`${C},\${GC_NONE}`, undefined],
  ["${GC_NONE}", undefined],
];

interface ListField {
  /** The property, as an error names it. */
  field: string;
  module: Parameters<typeof openBench>[0];
  type: string;
  /** The node with this list in its field. */
  config: (written: string) => Record<string, unknown>;
  /** The request that carries the list, and the list in it. */
  operation: string;
  read: (entry: LogEntry) => unknown;
  message?: (simulator: Simulator) => Record<string, unknown>;
}

const bodyOf = (entry: LogEntry): Record<string, unknown> => entry.body as Record<string, unknown>;
const asJson = (written: string): string =>
  JSON.stringify(
    written
      .split(",")
      .map((one) => one.trim())
      .filter((one) => one !== ""),
  );

/** A call that Ben has taken. */
const answered = ({ act }: Simulator): Record<string, unknown> => {
  const { conversationId } = act.interactionArrives({ queue: "Support", mediaType: "call" });
  return { ...act.agentAnswers(conversationId, { user: "Ben Agent" }) };
};
const wrapUpField = {
  module: wrapUp,
  type: "genesys-wrap-up",
  operation: "postConversationsCallParticipantCommunicationWrapup",
  read: (entry: LogEntry) => bodyOf(entry)["tags"],
  message: answered,
};
const wrapUpConfig = {
  ...TARGET_INPUTS,
  ...{ target: "ids", code: "Resolved", codeType: "str", mediaType: "call" },
};
const placeCallField = {
  module: placeCall,
  type: "genesys-place-call",
  operation: "postConversationsCallsUserUserId",
  read: (entry: LogEntry) => bodyOf(entry)["routingSkillsIds"],
};
const placeCallConfig = {
  ...{ destination: "Support", destinationValueType: "str", destinationType: "queue" },
  ...{ userId: C, userIdType: "str" },
};
const apiConfig = { operationType: "str", parametersType: "fields", bodyType: "fields" };

const FIELDS: ListField[] = [
  {
    ...wrapUpField,
    field: "tags",
    config: (tags) => ({ ...wrapUpConfig, tags, tagsType: "str" }),
  },
  {
    ...wrapUpField,
    field: "tags",
    config: (tags) => ({ ...wrapUpConfig, tags: asJson(tags), tagsType: "json" }),
  },
  {
    ...placeCallField,
    field: "routingSkillsIds",
    config: (ids) => ({ ...placeCallConfig, routingSkillsIds: ids, routingSkillsIdsType: "str" }),
  },
  {
    ...placeCallField,
    field: "routingSkillsIds",
    config: (ids) => ({ ...placeCallConfig, routingSkillsIds: asJson(ids), routingSkillsIdsType: "json" }),
  },
  {
    ...{ field: "parameters.id", module: genesysApi, type: "genesys-api", operation: "getUsers" },
    config: (value) => ({
      ...apiConfig,
      operation: "getUsers",
      parameters: [{ name: "id", value, type: "str" }],
    }),
    read: ({ query }) => String(query["id"]).split(","),
  },
  {
    ...{ field: "body.routingSkillsIds", module: genesysApi, type: "genesys-api" },
    operation: "postConversationsCallsUserUserId",
    config: (value) => ({
      ...apiConfig,
      operation: "postConversationsCallsUserUserId",
      parameters: [{ name: "userId", value: C, type: "str" }],
      body: [
        { name: "phoneNumber", value: "+12025550142", type: "str" },
        { name: "routingSkillsIds", value: asJson(value), type: "json" },
      ],
    }),
    read: (entry) => bodyOf(entry)["routingSkillsIds"],
  },
];

/** The schemas of a node's inputs; none for the nodes that are written plainly. */
const inputsOf = (type: string): Record<string, ZodType> => {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the list of nodes is data
  const node = require(`../../nodes/${type}`) as {
    definition?: { inputs: { shape: Record<string, ZodType> } };
  };
  return node.definition?.inputs.shape ?? {};
};

/** Node-RED replaces a setting that is `${NAME}` as a whole; in a list each entry counts as one. */
describe("environment variables in a list", () => {
  let bench: Bench;
  before(() => void Object.assign(process.env, VARIABLES));
  after(() => {
    for (const name of Object.keys(VARIABLES)) Reflect.deleteProperty(process.env, name);
  });
  afterEach(() => bench.close());

  for (const { field, module, type, config, operation, read, message } of FIELDS) {
    const kind = JSON.stringify(config("x")).includes('"json"') ? "as JSON" : "with commas";
    for (const [written, meant] of LISTS)
      it(`are found in ${field} of ${type}, ${kind}: ${written}`, async () => {
        bench = await openBench(module, type, config(written));
        const { at, msg } = await bench.send(message?.(bench.simulator) ?? {});
        const sent = bench.simulator.log.entries().filter((entry) => entry.operation === operation);
        if (meant === undefined) {
          assert.deepEqual([at, msg.error?.code, msg.error?.cause?.outcome], ["catch", "input", "notSent"]);
          assert.match(msg.error?.message ?? "", /environment variable GC_NONE, which is not set\.$/);
          assert.ok(msg.error?.message.includes(`"${field}"`), msg.error?.message);
          assert.equal(sent.length, 0);
        } else {
          const [entry] = sent;
          assert.ok(entry !== undefined, JSON.stringify(msg.error));
          assert.deepEqual(read(entry), meant);
        }
      });
  }

  const subscribed = (): string[] =>
    bench.simulator.act
      .channels()
      .flatMap(({ topics }) =>
        topics.map((topic) => topic.replace(/^v2\.routing\.queues\.|\.conversations$/g, "")),
      );
  /** Lets sockets and virtual time go on in turn, until there is a subscription or there will be none. */
  const settle = async (): Promise<void> => {
    for (let turn = 0; subscribed().length === 0 && turn < 200; turn += 1) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      await bench.clock.advance(50);
      if ((bench.node.error as unknown as { called: boolean }).called) return;
    }
  };
  const listen = async (config: Record<string, unknown>): Promise<void> => {
    bench = await openBench(genesysEvents, "genesys-events", { scope: "queue", ...config });
    await settle();
  };
  const queueLists = LISTS.map(([written, meant]): (typeof LISTS)[number] => [
    written.replaceAll(C, "Support"),
    meant?.map((one) => (one === C ? A : one)),
  ]);
  for (const [written, meant] of queueLists)
    for (const ids of [written, JSON.parse(asJson(written)) as string[]])
      it(`are found in ids of genesys-events: ${JSON.stringify(ids)}`, async () => {
        await listen({ ids });
        if (meant === undefined) {
          assert.deepEqual(subscribed(), []);
          const said = (bench.node.error as unknown as { args: [string][] }).args;
          assert.match(
            String(said[0]?.[0]),
            /"ids" names the environment variable GC_NONE, which is not set/,
          );
        } else {
          // An entry of a list that Node-RED itself has replaced is one name, commas or not.
          const isOne = Array.isArray(ids) && written.includes("GC_BOTH");
          if (!isOne) assert.deepEqual(subscribed().sort(), [...new Set(meant)].sort());
        }
      });

  it("are found in the events of genesys-events as well", async () => {
    process.env["GC_EVENT"] = "acwStarted";
    await listen({ ids: "Support", events: "offered, ${GC_EVENT}" });
    delete process.env["GC_EVENT"];
    assert.deepEqual(subscribed(), [A]);
  });

  it("come from the subflow or the flow first, as everywhere in Node-RED", async () => {
    bench = await openBench(
      genesysEvents,
      "genesys-events",
      { scope: "queue", ids: "${GC_ONE},${GC_FLOW}", z: "own-tab" },
      {
        flow: [
          {
            id: "own-tab",
            type: "tab",
            env: [
              { name: "GC_ONE", value: B, type: "str" },
              { name: "GC_FLOW", value: A, type: "str" },
            ],
          },
        ],
      },
    );
    await settle();
    assert.deepEqual(subscribed().sort(), [A, B].sort());
  });

  it("are not found in what a message brings: whoever writes it is not the flow's author", async () => {
    bench = await openBench(wrapUp, "genesys-wrap-up", { ...wrapUpConfig, ...fromMessage("tags") });
    const { at } = await bench.send({
      ...answered(bench.simulator),
      tags: "${GC_ONE}, ${GC_NONE}",
    });
    const [sent] = bench.simulator.log.entries().filter((entry) => entry.operation === wrapUpField.operation);
    assert.equal(at, "result");
    assert.deepEqual(sent && wrapUpField.read(sent), ["${GC_ONE}", "${GC_NONE}"]);
  });

  it("are left alone within other text, and outside of lists", async () => {
    bench = await openBench(wrapUp, "genesys-wrap-up", {
      ...wrapUpConfig,
      ...{ tags: "a-${GC_ONE}, ${GC_TWO}-b", tagsType: "str" },
      ...{ notes: "${GC_ONE}, ${GC_TWO}", notesType: "str" },
    });
    await bench.send(answered(bench.simulator));
    const [sent] = bench.simulator.log.entries().filter((entry) => entry.operation === wrapUpField.operation);
    const { tags, notes } = bodyOf(sent ?? assert.fail("nothing was sent"));
    assert.deepEqual([tags, notes], [["a-${GC_ONE}", "${GC_TWO}-b"], "${GC_ONE}, ${GC_TWO}"]);
  });
});

describe("the lists of the specs above", () => {
  it("are those of all nodes", () => {
    const tried = new Set(FIELDS.map(({ type, field }) => `${type} ${field}`));
    for (const type of types)
      for (const [name, schema] of Object.entries(inputsOf(type))) {
        const isList = Array.isArray(schema.safeParse("a, b").data) && schema.safeParse(["a"]).success;
        assert.equal(isListInput(schema, {}), isList, `${type} ${name}`);
        if (isList) assert.ok(tried.has(`${type} ${name}`), `${type} ${name}`);
      }
  });
});
