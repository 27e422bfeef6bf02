import assert from "node:assert/strict";
import sdk from "purecloud-platform-client-v2";
import { loadOperations } from "../../../nodes/lib/facts/operations";
import { listActiveCalls, postCall } from "../../../nodes/lib/platform/api/calls";
import {
  patchAttributes,
  patchParticipant,
  postToParticipant,
} from "../../../nodes/lib/platform/api/participants";
import { deleteConsult, patchConsult, postConsult } from "../../../nodes/lib/platform/api/consultations";
import { setRecordingState } from "../../../nodes/lib/platform/api/recording";
import { signedInUserId } from "../../../nodes/lib/platform/api/users";
import { WAYS, type Way } from "../../../nodes/lib/platform/participants/ways";
import type { Client } from "../../../nodes/lib/platform/types";
import { idOf } from "../../../nodes/lib/simulator/store/ids";
import { callSdk, essence, sdkRequests } from "../../support/sdk";
import { openOrg, type SimulatedOrg } from "../../support/simulated-client";

const BEN = idOf("user Ben Agent");
const conversationId = "fe00260d-2b3b-44ff-bc25-6008f321c168";
const participantId = idOf("start participant agent");
const IDS = { conversationId, participantId };
const CALL = { phoneNumber: "+15555550142", callFromQueueId: "q", attributes: { order: "7" }, label: "gold" };

/** What this package and the SDK are asked for alike. */
const BODY: Readonly<Record<Way["does"], Record<string, unknown> | undefined>> = {
  change: { held: true },
  setAttributes: { attributes: { order: "7" } },
  toUser: { userId: BEN },
  toQueue: { queueId: "q" },
  toAddress: { address: "+15555550142" },
  toContact: { contactId: "c", phoneType: "WorkPhone" },
  consultUser: { userId: BEN, speakTo: "DESTINATION" },
  consultQueue: { queueId: "q", speakTo: "DESTINATION" },
  consultAddress: { address: "+15555550142", speakTo: "DESTINATION" },
  consultContact: { contactId: "c", phoneType: "WorkPhone", speakTo: "DESTINATION" },
  changeConsult: { speakTo: "CONFERENCE" },
  cancelConsult: undefined,
  recording: { recordingState: "PAUSED" },
  monitor: undefined,
  coach: undefined,
  barge: undefined,
  placeCall: CALL,
};

const ours = ({ does, operation, onBehalf }: Way, client: Client): Promise<unknown> => {
  if (does === "placeCall") return postCall(client, CALL, onBehalf === true ? BEN : undefined);
  if (does === "change") return patchParticipant(client, operation, IDS, { held: true }, BEN);
  if (does === "setAttributes") return patchAttributes(client, operation, IDS, { order: "7" });
  if (does === "changeConsult") return patchConsult(client, IDS, { speakTo: "CONFERENCE" });
  if (does === "cancelConsult") return deleteConsult(client, IDS);
  if (does === "recording") return setRecordingState(client, operation, conversationId, "PAUSED");
  if (does.startsWith("consult")) return postConsult(client, operation, IDS, BODY[does] ?? {});
  return postToParticipant(client, operation, IDS, BODY[does]);
};

describe("calls and participants beside the official SDK", () => {
  let org: SimulatedOrg;
  before(async () => (org = await openOrg()));
  after(() => org.close());

  /** Our requests for what `ask` asks of a client, without those for a token. */
  const requestsOf = async (ask: (client: Client) => Promise<unknown>) => {
    const before = org.simulator.log.entries().length;
    await ask(org.clientOf("client-credentials")).catch(() => undefined); // a refusal is as good
    return org.simulator.log.entries().slice(before).map(essence);
  };

  for (const way of WAYS)
    it(`${way.operation} is sent as the SDK sends it`, async () => {
      const operation = loadOperations().find(({ id }) => id === way.operation);
      assert.ok(operation);
      const mine = await requestsOf((client) => ours(way, client));
      const parameters = Object.fromEntries(
        Object.entries({ ...IDS, userId: BEN }).filter(([name]) => operation.pathParams.includes(name)),
      );
      const theirs = await sdkRequests(org.simulator, () => callSdk(operation, parameters, BODY[way.does]));
      assert.equal(mine.length, 1);
      assert.deepEqual(mine, theirs);
    });

  it("reads of active calls and of the signed-in user are the SDK's", async () => {
    const mine = await requestsOf((client) => listActiveCalls(client));
    const theirs = await sdkRequests(org.simulator, () => new sdk.ConversationsApi().getConversationsCalls());
    assert.deepEqual(mine, theirs);
    const before = org.simulator.log.entries().length;
    await signedInUserId(org.clientOf("access-token", BEN));
    const me = org.simulator.log.entries().slice(before).map(essence);
    assert.deepEqual(me, await sdkRequests(org.simulator, () => new sdk.UsersApi().getUsersMe()));
  });
});

describe("the official SDK drives the simulator", () => {
  let org: SimulatedOrg;
  const calls = new sdk.ConversationsApi();
  before(async () => {
    org = await openOrg();
    const port = Number(new URL(org.simulator.url).port);
    sdk.ApiClient.instance.setGateway({ protocol: "http", host: "127.0.0.1", port });
    await sdk.ApiClient.instance.loginClientCredentialsGrant("simulator", "simulator");
  });
  after(async () => {
    sdk.ApiClient.instance.clearAccessToken();
    await org.close();
  });
  const partiesOf = async (id: string) =>
    (await calls.getConversation(id)).participants.map(({ purpose, calls: legs }) => [
      purpose,
      legs?.[0]?.state,
    ]);

  it("through a whole inbound call: rung, answered, muted, held, resumed, ended and wrapped up", async () => {
    const { simulator, clock } = org;
    const { instance } = sdk.ApiClient;
    const { conversationId: id } = simulator.act.customerCalls({ queue: "Sales" });
    await clock.advance(2000);
    const agentNow = async () => {
      const agent = (await calls.getConversation(id)).participants.findLast(
        ({ purpose }) => purpose === "agent",
      );
      const leg = agent?.calls?.[0];
      assert.ok(agent?.id && agent.userId && leg?.id);
      return { participantId: agent.id, userId: agent.userId, communicationId: leg.id, leg };
    };
    const { participantId, userId, communicationId, leg } = await agentNow();
    assert.equal(leg.state, "alerting");
    const own = simulator.act.issueToken();
    instance.setAccessToken(simulator.act.issueToken("sign-in", userId));
    const change = async (body: object) => {
      await calls.patchConversationsCallParticipant(id, participantId, body);
      await clock.advance(1000);
      return (await agentNow()).leg;
    };
    assert.equal((await change({ state: "connected" })).state, "connected");
    assert.equal((await change({ muted: true })).muted, true);
    assert.equal((await change({ held: true })).held, true);
    assert.equal((await change({ held: false })).held, false);
    const ended = await change({ state: "disconnected" });
    assert.deepEqual([ended.disconnectType, ended.afterCallWork?.state], ["client", "pending"]);
    const [code] = (await calls.getConversationParticipantWrapupcodes(id, participantId)) as {
      id?: string;
    }[];
    const body = { code: code?.id ?? "" };
    await calls.postConversationsCallParticipantCommunicationWrapup(id, participantId, communicationId, {
      body,
    });
    await clock.advance(1000);
    assert.equal((await agentNow()).leg.afterCallWork?.state, "complete");
    assert.notEqual((await calls.getConversation(id)).endTime, undefined);
    instance.setAccessToken(own);
  });

  it("through an outbound call on behalf of a user, to its end", async () => {
    const { id = "" } = await calls.postConversationsCallsUserUserId(BEN, { phoneNumber: "+15555550142" });
    assert.deepEqual(await partiesOf(id), [["user", "contacting"]]);
    await org.clock.advance(3000);
    assert.deepEqual(await partiesOf(id), [
      ["user", "connected"],
      ["external", "connected"],
    ]);
    const [ben] = (await calls.getConversation(id)).participants;
    await calls.patchConversationsCallParticipantUserUserId(id, ben?.id ?? "", BEN, { held: true });
    await org.clock.advance(1000);
    assert.equal((await calls.getConversationsCall(id)).participants?.[0]?.held, true);
    await calls.patchConversationParticipant(id, ben?.id ?? "", { state: "disconnected" });
    await org.clock.advance(1000);
    assert.deepEqual(await partiesOf(id), [
      ["user", "terminated"],
      ["external", "terminated"],
    ]);
  });

  it("through a conference: a party comes in, is ejected, and the rest are merged and ended", async () => {
    const { id = "" } = await calls.postConversationsCallsUserUserId(BEN, {
      participants: [{ address: "+15555550142" }, { address: "+15555550143" }],
    });
    await org.clock.advance(3000);
    const ejected = (await calls.getConversation(id)).participants[2]?.id ?? "";
    await calls.patchConversationParticipant(id, ejected, { state: "disconnected" });
    await calls.patchConversationsCallConference(id, { conversationIds: [conversationId] });
    await org.clock.advance(1000);
    const states = (await partiesOf(id)).map(([, state]) => state);
    assert.deepEqual(states, ["connected", "connected", "disconnected", "connected", "connected"]);
    await calls.deleteConversation(id);
    assert.notEqual((await calls.getConversation(id)).endTime, undefined);
  });
});
