import assert from "node:assert/strict";
import type { NodeAPI } from "node-red";
import genesysApi from "../../nodes/genesys-api";
import placeCall from "../../nodes/genesys-place-call";
import updateParticipant from "../../nodes/genesys-update-participant";
import { loadOperations } from "../../nodes/lib/facts/operations";
import { plansOf } from "../../nodes/lib/node/definitions";
import { servePreviews } from "../../nodes/lib/node/preview-route";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { openBench, type Bench } from "../support/flow";
import { PLANS, refusalOf } from "../support/nodes";
import { CALL, TARGET_INPUTS } from "../support/seed";

interface Case {
  does: string;
  type: string;
  module: (RED: NodeAPI) => void;
  config: Record<string, unknown>;
  msg?: Record<string, unknown>;
  /** Undefined: the node works. */
  refused?: string;
}

const UPDATE = { type: "genesys-update-participant", module: updateParticipant };
const update = (action: string, target = "agent") => ({ ...TARGET_INPUTS, action, target, which: "newest" });
const CALLS = { type: "genesys-place-call", module: placeCall };
const call = { destination: "+15555550142", destinationValueType: "str", destinationType: "phone" };
const API = { type: "genesys-api", module: genesysApi };
const MONITOR = "postConversationsCallParticipantMonitor";

const CASES: Case[] = [
  { does: "monitors a call", ...UPDATE, config: update("monitor"), refused: MONITOR },
  { does: "monitors a call by ids", ...UPDATE, config: update("monitor", "ids"), refused: MONITOR },
  { does: "puts an agent on hold", ...UPDATE, config: update("hold") },
  { does: "mutes a customer", ...UPDATE, config: update("mute", "customer") },
  {
    ...{ does: "places a call for no user", ...CALLS, config: { ...call, userId: "", userIdType: "str" } },
    refused: "postConversationsCalls",
  },
  {
    ...{ does: "places a call for the user that the message names", ...CALLS, config: call },
    msg: { userId: idOf("user Ben Agent") },
  },
  {
    ...{ does: "places a call on behalf of a user", ...CALLS },
    config: { ...call, userId: idOf("user Ben Agent"), userIdType: "str" },
  },
  {
    ...{ does: "asks who it is", ...API, config: { operation: "getUsersMe", operationType: "str" } },
    refused: "getUsersMe",
  },
  {
    ...{ does: "asks who there is", ...API, config: { operation: "getUsers", operationType: "str" } },
  },
];

describe("a node that the editor says cannot work with client credentials", () => {
  let bench: Bench;
  afterEach(() => bench.close());

  for (const { does, type, module, config, msg: more, refused } of CASES)
    it(`${refused === undefined ? "is not" : "is"} one that ${does}`, async () => {
      assert.equal(refusalOf(type, config, "client-credentials")?.operation, refused);
      bench = await openBench(module, type, config);
      const { participantId, communicationId, conversationId } = CALL;
      const { at, msg } = await bench.send({ conversationId, participantId, communicationId, ...more });
      assert.equal(at, refused === undefined ? "result" : "catch", JSON.stringify(msg.error));
      if (refused === undefined) return;
      assert.match(String(msg.error?.code), /^(config|input)$/);
      assert.equal(msg.error?.cause?.outcome, "notSent");
      assert.equal(bench.simulator.log.count(refused), 0);
    });
});

describe("whether a node can work with the grant of its account", () => {
  it("is reported for each operation as the catalogue has it, by any of its names", () => {
    for (const { id, needsUser, onBehalf, tool } of loadOperations())
      for (const operation of [id, ...(tool === undefined ? [] : [tool])]) {
        const response = refusalOf("genesys-api", { operation }, "client-credentials");
        assert.equal(response?.operation, needsUser === true ? id : undefined);
        assert.equal(response?.onBehalf, needsUser === true ? onBehalf : undefined);
      }
  });

  it("is never doubted where a user has signed in, or where it is not known whose token it is", () => {
    for (const grant of ["authorization-code", "access-token", undefined] as const)
      assert.equal(refusalOf("genesys-api", { operation: "getUsersMe" }, grant), undefined);
  });

  describe("is asked of many nodes at once", () => {
    const routes = new Map<
      string,
      (asked: { body: unknown }, reply: { json(body: unknown): void }) => void
    >();
    const post = (path: string, _mayRead: unknown, answer: Parameters<typeof routes.set>[1]) =>
      routes.set(path, answer);
    const RED = { auth: { needsPermission: () => undefined }, httpAdmin: { post } } as unknown as NodeAPI;
    servePreviews(RED);
    for (const [type, planner] of PLANS) plansOf(RED).set(type, planner); // as the nodes register
    /** What is answered, and after how many ms of the processor: time on the clock depends on what else runs. */
    const ask = (path: string, body: unknown): { response: unknown; ms: number } => {
      let response: unknown;
      const before = process.cpuUsage();
      routes.get(`/genesys-cloud/${path}`)?.({ body }, { json: (answer) => (response = answer) });
      const { user, system } = process.cpuUsage(before);
      return { response, ms: (user + system) / 1_000 };
    };
    const api = (operation: string) => ({ type: "genesys-api", grant: "client-credentials", operation });
    const many = (text: string) =>
      Array.from({ length: 999 }, (_, at) => api(text.repeat(300).slice(0, 296) + (1_000 + at)));

    for (const text of [
      "conversations participants messages ",
      "/a{",
      "GET /api/v2/conversations/{x}/a",
      "aB",
    ])
      it(`and nothing is suggested for a thousand like ${JSON.stringify(text)}`, () => {
        ask("refusals", [api(`${text}1`)]); // loads what is loaded once
        const { response, ms } = ask("refusals", [...many(text), api("getUsersMe")]);
        const refused = { operation: "getUsersMe" };
        assert.deepEqual(response, [...many(text).map(() => null), refused]);
        assert.ok(ms < 1_000, `${ms} ms`);
      });

    it("and what they listen to is not looked up", () => {
      const ids = Array.from({ length: 10_000 }, (_, at) => `v2.nothing.${at}`).join(",");
      const events = { type: "genesys-events", grant: "client-credentials", scope: "topic", ids };
      const { response, ms } = ask("refusals", [events]);
      assert.deepEqual(response, [null]);
      assert.ok(ms < 1_000, `${ms} ms`);
    });

    it("and what is sent only after a failure is not shown", () => {
      const { response } = ask("preview", { type: "genesys-place-call", grant: "authorization-code" });
      assert.match(JSON.stringify(response), /"postConversationsCalls"/);
      assert.doesNotMatch(JSON.stringify(response), /afterFailure/);
    });

    it("and one name of any length is answered soon, with what was probably meant", () => {
      const name = "conversations participants communications messages users ".repeat(10_000);
      const form = {
        parameters: {
          ["page size ".repeat(15)]: { value: 1 },
          state: { value: "x".repeat(1e6) },
          expand: { value: "y,".repeat(1e5) },
        },
      };
      for (const operation of [name, `/${"{".repeat(1e6)}`, "getUsers"]) {
        const { response, ms } = ask("preview", { ...api(operation), form });
        assert.match(JSON.stringify(response), /is not an operation|is not a parameter/);
        assert.ok(ms < 1_000, `${ms} ms`);
      }
    });

    it("but a form with more parameters, or longer names, than any operation has is not checked", () => {
      const value = { value: 1 };
      const crowd = Object.fromEntries(Array.from({ length: 1_000 }, (_, at) => [`pageSise${at}`, value]));
      for (const parameters of [crowd, { ["pageSise".repeat(100)]: value }])
        assert.deepEqual(ask("preview", { ...api("getUsers"), form: { parameters } }).response, []);
    });
  });

  it("names the input that makes it possible", () => {
    const response = refusalOf(
      "genesys-place-call",
      { ...call, userId: "", country: "" },
      "client-credentials",
    );
    assert.deepEqual(response, {
      operation: "postConversationsCalls",
      onBehalf: "postConversationsCallsUserUserId",
      input: "userId",
    });
  });
});
