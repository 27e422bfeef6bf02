import assert from "node:assert/strict";
import type { NodeAPI } from "node-red";
import genesysApi from "../../nodes/genesys-api";
import placeCall from "../../nodes/genesys-place-call";
import updateParticipant from "../../nodes/genesys-update-participant";
import { loadOperations } from "../../nodes/lib/facts/operations";
import { refusalOf, settingsOf } from "../../nodes/lib/platform/preview";
import { idOf } from "../../nodes/lib/simulator/ids";
import { openBench, type Bench } from "../support/flow";
import { CALL, TARGET_INPUTS } from "../support/seed";

interface Case {
  does: string;
  type: string;
  module: (RED: NodeAPI) => void;
  config: Record<string, unknown>;
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
    ...{ does: "places a call for nobody", ...CALLS, config: { ...call, userId: "", userIdType: "str" } },
    refused: "postConversationsCalls",
  },
  {
    does: "places a call and says nothing of a user",
    ...CALLS,
    config: call,
    refused: "postConversationsCalls",
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

  for (const { does, type, module, config, refused } of CASES)
    it(`${refused === undefined ? "is not" : "is"} one that ${does}`, async () => {
      assert.equal(refusalOf(type, settingsOf(config, "client-credentials"))?.operation, refused);
      bench = await openBench(module, type, config);
      const { participantId, communicationId, conversationId } = CALL;
      const { at, msg } = await bench.send({ conversationId, participantId, communicationId });
      assert.equal(at, refused === undefined ? "result" : "catch", JSON.stringify(msg.error));
      if (refused === undefined) return;
      assert.match(String(msg.error?.code), /^(config|input)$/);
      assert.equal(msg.error?.cause?.outcome, "notSent");
      assert.equal(bench.simulator.log.count(refused), 0);
    });
});

describe("whether a node can work with the grant of its account", () => {
  it("is told of each operation as the catalogue has it, by any of its names", () => {
    for (const { id, needsUser, onBehalf, tool } of loadOperations())
      for (const operation of [id, ...(tool === undefined ? [] : [tool])]) {
        const told = refusalOf("genesys-api", settingsOf({ operation }, "client-credentials"));
        assert.equal(told?.operation, needsUser === true ? id : undefined);
        assert.equal(told?.onBehalf, needsUser === true ? onBehalf : undefined);
      }
  });

  it("is never doubted where a user has signed in, or where nobody knows whose token it is", () => {
    for (const grant of ["authorization-code", "access-token", undefined])
      assert.equal(refusalOf("genesys-api", settingsOf({ operation: "getUsersMe" }, grant)), undefined);
  });

  it("names the input that opens the way", () => {
    const told = refusalOf(
      "genesys-place-call",
      settingsOf({ ...call, userId: "", country: "" }, "client-credentials"),
    );
    assert.deepEqual(told, {
      operation: "postConversationsCalls",
      onBehalf: "postConversationsCallsUserUserId",
      input: "userId",
    });
  });
});
