import assert from "node:assert/strict";
import sdk from "purecloud-platform-client-v2";
import { createVirtualClock, type VirtualClock } from "../../nodes/lib/simulator/store/clock";
import { startSimulator, type Simulator } from "../../nodes/lib/simulator/index";
import { START } from "./caller";

/** The vendor's own client against the simulator: a witness that is not us. */
describe("simulator, as the official SDK sees it", () => {
  let clock: VirtualClock;
  let simulator: Simulator;
  before(async () => {
    clock = createVirtualClock();
    simulator = await startSimulator({ clock });
    const { port } = new URL(simulator.url);
    sdk.ApiClient.instance.setGateway({ protocol: "http", host: "127.0.0.1", port: Number(port) });
    await sdk.ApiClient.instance.loginClientCredentialsGrant("simulator", "simulator");
  });
  after(async () => {
    sdk.ApiClient.instance.clearAccessToken();
    await simulator.close();
  });

  const { conversationId, participantId, communicationId } = START;
  const calls = new sdk.ConversationsApi();

  it("logs in and reads the org and its own token", async () => {
    assert.equal((await new sdk.OrganizationApi().getOrganizationsMe()).name, "Simulated Org");
    assert.equal((await new sdk.TokensApi().getTokensMe()).OAuthClient?.id, "simulator");
  });

  it("returns the org's time, which may be ahead of this machine's", async () => {
    clock.advance(90_000);
    const { currentDate } = await new sdk.UtilitiesApi().getDate();
    assert.equal(new Date(currentDate ?? 0).getTime(), clock.now());
  });

  it("finds a person by e-mail", async () => {
    const found = await new sdk.UsersApi().postUsersSearch({
      query: [{ type: "EXACT", fields: ["email"], value: "ben.agent@example.com" }],
    });
    assert.equal(found.results[0]?.name, "Ben Agent");
  });

  it("reads the conversation in both shapes", async () => {
    const conversation = await calls.getConversation(conversationId);
    const caller = conversation.participants.find(({ purpose }) => purpose === "external");
    assert.equal(caller?.id, participantId);
    assert.equal(caller?.calls?.[0]?.id, communicationId);
    const flat = await calls.getConversationsCall(conversationId);
    assert.equal(flat.participants?.at(-1)?.state, "connected");
  });

  it("sets the post-flow action and removes it again", async () => {
    const surveyId =
      [...simulator.store.org.flows.values()].find(({ type }) => type === "VOICESURVEY")?.id ?? "";
    const leg = () => simulator.store.conversations.get(conversationId)?.participants[0]?.communications[0];
    await calls.patchConversationsCallParticipantCommunicationPostflowaction(
      conversationId,
      participantId,
      communicationId,
      { body: { destination: surveyId, invocationData: "vip" } },
    );
    clock.advance(100);
    assert.equal(JSON.stringify(leg()).includes('"invocationData":"vip"'), true);
    await calls.deleteConversationsCallParticipantCommunicationPostflowaction(
      conversationId,
      participantId,
      communicationId,
    );
    clock.advance(100);
    assert.equal(JSON.stringify(leg()).includes("postFlowAction"), false);
  });

  it("receives the reason of a refusal", async () => {
    await assert.rejects(
      calls.getConversation("nothing"),
      (body: { status: number; code: string }) =>
        body.status === 404 && body.code === "conversation.not.found",
    );
  });
});
