import assert from "node:assert/strict";
import type { NodeAPI } from "node-red";
import api from "../../nodes/genesys-api";
import deletePostflow from "../../nodes/genesys-delete-postflow";
import getConversation from "../../nodes/genesys-get-conversation";
import placeCall from "../../nodes/genesys-place-call";
import queueStats from "../../nodes/genesys-queue-stats";
import replyMessage from "../../nodes/genesys-reply-message";
import sendMessage from "../../nodes/genesys-send-message";
import setPostflow from "../../nodes/genesys-set-postflow";
import simulate from "../../nodes/genesys-simulate";
import updateAgent from "../../nodes/genesys-update-agent";
import updateParticipant from "../../nodes/genesys-update-participant";
import wrapUp from "../../nodes/genesys-wrap-up";
import { openBench, type Arrival, type Bench } from "../support/flow";
import { ODD, SAID, UNREADABLE } from "../support/hostile";
import { CALL } from "../support/seed";

/** A value that cannot be read, in any input of any node, is refused by the input's name; nothing is sent. */

type Message = Record<string, unknown>;
interface Declared {
  (RED: NodeAPI): void;
  definition: { type: string; inputs: { shape: object } };
}

const IDS = { ...CALL, userId: CALL.participantId };
const NODES: [module: Declared, config: Message, message: Message, nested?: string[]][] = [
  [getConversation, {}, IDS],
  [setPostflow, {}, { ...IDS, destination: "+15555550101", invocationData: "a" }],
  [deletePostflow, {}, IDS],
  [wrapUp, {}, { ...IDS, code: "Resolved", notes: "a", tags: ["a"], durationSeconds: 1 }, ["tags"]],
  [
    placeCall,
    { destinationType: "phone" },
    {
      userId: CALL.participantId,
      destination: "+15555550142",
      attributes: { a: "1" },
      routingSkillsIds: ["a"],
    },
    ["attributes", "routingSkillsIds"],
  ],
  [
    sendMessage,
    {},
    { toAddress: "+15555550123", fromAddress: "+15555550199", template: { responseId: CALL.participantId } },
    ["template"],
  ],
  [
    replyMessage,
    { content: "media" },
    { ...IDS, media: { content: Buffer.from("a"), fileName: "a" } },
    ["media"],
  ],
  [
    replyMessage,
    { content: "template" },
    { ...IDS, template: { responseId: CALL.participantId } },
    ["template"],
  ],
  [updateAgent, { action: "setPresence" }, { userId: CALL.participantId, presence: "Meal" }],
  [
    updateAgent,
    { action: "leaveQueues" },
    { userId: CALL.participantId, queueIds: [CALL.participantId] },
    ["queueIds"],
  ],
  [queueStats, { what: "interval" }, { queueIds: [CALL.participantId], interval: "PT1H" }, ["queueIds"]],
  [updateParticipant, { action: "setAttributes" }, { ...IDS, attributes: { a: "1" } }, ["attributes"]],
  [updateParticipant, { action: "hold" }, { ...IDS }],
  [
    api,
    {},
    {
      operation: "patchConversationParticipantAttributes",
      parameters: { conversationId: CALL.conversationId, participantId: CALL.participantId },
      body: { attributes: { a: "1" } },
    },
    ["parameters", "body"],
  ],
  [simulate, { action: "customerCalls" }, { details: { queue: "Support" } }, ["details"]],
];

const INSIDE: [where: string, put: (value: unknown) => unknown][] = [
  ["as it is", (value) => value],
  ["inside an object", (inside) => ({ inside })],
  ["inside a list", (inside) => [inside]],
  ["among its parameters", (inside) => ({ responseId: CALL.participantId, parameters: { inside } })],
];

describe("a value that cannot be read", () => {
  let bench: Bench;
  afterEach(() => bench.close());

  for (const [module, config, message, nested = []] of NODES) {
    const { type, inputs } = module.definition;
    const names = Object.keys(inputs.shape);
    /** An input whose type has another name, because an option has its name. */
    const typeOf = (name: string): string => (`${name}Type` in config ? `${name}ValueType` : `${name}Type`);
    const open = async (): Promise<void> => {
      const fromMessage = Object.fromEntries(names.flatMap((name) => [[name, name], [typeOf(name), "msg"]])); // prettier-ignore
      bench = await openBench(module, type, { ...fromMessage, ...config });
    };
    const said = ({ msg }: Arrival): string => JSON.stringify([msg.error?.message, msg.error?.cause]);

    describe(`in ${type} ${Object.values(config).join(" ")}`, () => {
      for (const name of names)
        it(`${name}: is refused by its name`, async () => {
          await open();
          for (const [kind, make] of UNREADABLE)
            for (const [where, put] of nested.includes(name) ? INSIDE : INSIDE.slice(0, 1)) {
              const { at, msg } = await bench.send({ ...message, [name]: put(make()) });
              const { code, cause, message: sentence = "" } = msg.error ?? {};
              const what = `${kind}, ${where}: ${code} ${sentence}`;
              assert.deepEqual(
                [at, code, cause?.outcome, cause?.field],
                ["catch", "input", "notSent", name],
                what,
              );
              assert.match(sentence, new RegExp(`"${name}" \\(msg\\.${name}\\) `), what);
              assert.doesNotMatch(said({ at, msg }), /0142|Unexpected|revoked|RangeError/, what);
            }
          assert.equal(bench.simulator.log.count(), 0, "nothing was sent");
        }).timeout(60_000);

      for (const name of nested.length > 0 ? nested : names.slice(0, 1))
        it(`${name}: is taken as data or refused, if it is only unusual`, async () => {
          await open();
          for (const [kind, make] of ODD)
            for (const [where, put] of INSIDE) {
              const value = put(make());
              const arrival = await Promise.race([
                bench.send({ ...message, [name]: value }),
                new Promise<undefined>((resolve) => setTimeout(resolve, 8_000, undefined)),
              ]);
              assert.ok(arrival, `${kind}, ${where}: nothing came out`);
              const { code, cause } = arrival.msg.error ?? {};
              const what = `${kind}, ${where}: ${code} ${arrival.msg.error?.message}`;
              if (arrival.at === "catch") assert.notEqual(code, "answer", what);
              if (code === "input") assert.equal(cause?.outcome, "notSent", what);
              assert.doesNotMatch(said(arrival), /0142|Unexpected/, what);
            }
        }).timeout(60_000);
    });
  }

  it("is quoted in no error, also where an expression or a path meets it", async () => {
    for (const [value, kind] of [
      ["$string(deep)", "jsonata"],
      ["deep.b & 'x'", "jsonata"],
      ["$sum(deep.*)", "jsonata"],
      ["deep.b.c", "msg"],
      ["deep[msg.deep.b]", "msg"],
    ] as const) {
      const config = { conversationId: value, conversationIdType: kind };
      bench = await openBench(getConversation, "genesys-get-conversation", config);
      for (const [what, make] of UNREADABLE) {
        const { at, msg } = await bench.send({ deep: { b: make() } });
        const { code, cause, message = "" } = msg.error ?? {};
        assert.equal(at, "catch", what);
        assert.doesNotMatch(`${message} ${JSON.stringify(cause)}`, /0142|Unexpected/, what);
        assert.notEqual(code, "answer", `${value} ${what}: ${message}`);
      }
      await bench.close();
    }
    bench = await openBench(getConversation, "genesys-get-conversation");
    assert.ok(SAID);
  }).timeout(60_000);
});
