import assert from "node:assert/strict";
import { createVirtualClock, type VirtualClock } from "../../nodes/lib/simulator/store/clock";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { startSimulator, type Simulator } from "../../nodes/lib/simulator/index";
import { CALL } from "../support/seed";
import { digitalCalls } from "./digital-calls";
import { published } from "./registers/published";

/** What is done to a conversation as a whole, seen in what is read of it; every answer is held against its model. */
describe("simulator: marks, summaries and lists of conversations", () => {
  let clock: VirtualClock;
  let simulator: Simulator;
  before(async () => {
    clock = createVirtualClock();
    simulator = await startSimulator({ clock });
  });
  beforeEach(() => simulator.reset());
  after(() => simulator.close());
  const { call, read, talk } = digitalCalls(() => ({ simulator, clock }));

  const ID = CALL.conversationId;
  const legOfAda = async () => {
    const shown = (await call("GET", `/${ID}`)).body["participants"] as {
      id: string;
      userId?: string;
      endTime?: string;
      flaggedReason?: string;
      calls: { id: string; recording: boolean }[];
    }[];
    const found = shown.findLast(({ userId, endTime }) => userId !== undefined && endTime === undefined);
    assert.ok(found);
    return { ...found, communicationId: found.calls[0]?.id ?? "", recording: found.calls[0]?.recording };
  };
  /** Done at once, and seen a moment later. */
  const later = async (method: string, path: string, body: unknown): Promise<void> => {
    assert.equal((await call(method, path, body)).status, 202);
    clock.advance(1_000);
  };

  it("a user lists the conversations that they are in, of all media or of one", async () => {
    const email = talk("email");
    const mine = async (query = "") =>
      ((await call("GET", query, undefined, "Ben Agent")).body["entities"] as { id: string }[]).map(
        ({ id }) => id,
      );
    assert.deepEqual(await mine(), [email]);
    assert.deepEqual(await mine("?communicationType=email"), [email]);
    assert.deepEqual(await mine("?communicationType=call"), []);
    assert.equal((await call("GET", "?communicationType=letter", undefined, "Ben Agent")).status, 400);
    assert.equal((await call("GET", "")).status, 400, "without a user");
    simulator.act.customerLeaves(email);
    clock.advance(1_000);
    assert.deepEqual(await mine(), []);
  });

  it("a conversation that waits in a queue is assigned to a user, instead of who is alerted", async () => {
    const { conversationId } = simulator.act.interactionArrives({ mediaType: "message", queue: "Service" });
    clock.advance(1_000);
    const alerted = async () =>
      (await read(conversationId)).flatMap(({ userId, messages }) =>
        messages[0]?.state === "alerting" ? [userId] : [],
      );
    assert.equal((await alerted()).length, 1);
    const nils = idOf("user Nils Agent");
    assert.equal((await call("POST", `/${conversationId}/assign`, { id: "no-user" })).status, 404);
    await later("POST", `/${conversationId}/assign`, { id: nils });
    assert.deepEqual(await alerted(), [nils]);
    simulator.act.agentAnswers(conversationId);
    clock.advance(1_000);
    assert.equal((await call("POST", `/${conversationId}/assign`, { id: nils })).status, 400);
  });

  it("is tagged and labelled, which shows in the conversation", async () => {
    await later("PUT", `/${ID}/tags`, { externalTag: "order-7" });
    await later("PATCH", `/${ID}/utilizationlabel`, { utilizationLabelId: idOf("label VIP") });
    const { externalTag, utilizationLabelId } = (await call("GET", `/${ID}`)).body;
    assert.deepEqual([externalTag, utilizationLabelId], ["order-7", idOf("label VIP")]);
  });

  it("a participant is flagged and no longer flagged", async () => {
    const { id } = await legOfAda();
    const frames = await published(simulator, [`v2.users.${idOf("user Ada Agent")}.conversations`]);
    await call("PUT", `/${ID}/participants/${id}/flaggedreason`);
    assert.equal((await legOfAda()).flaggedReason, "general");
    clock.advance(1_000);
    const { participants } = frames.at(-1)?.["eventBody"] as {
      participants: { id: string; flaggedReason?: string }[];
    };
    assert.equal(participants.find((each) => each.id === id)?.flaggedReason, "general");
    await call("DELETE", `/${ID}/participants/${id}/flaggedreason`);
    assert.equal((await legOfAda()).flaggedReason, undefined);
  });

  it("secure attributes are replaced or added to, with a version that counts", async () => {
    const path = `/${ID}/secureattributes`;
    const now = async () => (await call("GET", path)).body;
    assert.deepEqual(await now(), { attributes: {}, version: 0 });
    await later("PUT", path, { attributes: { card: "1234" } });
    await later("PATCH", path, { attributes: { pin: "1" }, version: 1 });
    assert.deepEqual(await now(), { attributes: { card: "1234", pin: "1" }, version: 2 });
    await later("PUT", path, { attributes: { pin: "2" } });
    assert.deepEqual((await now())["attributes"], { pin: "2" });
    assert.equal((await call("PATCH", path, { attributes: {}, version: 1 })).status, 400);
  });

  it("access attributes are replaced", async () => {
    await later("PUT", `/${ID}/accessattributes`, { accessAttributes: ["vip"] });
    assert.deepEqual((await call("GET", `/${ID}/accessattributes`)).body, { accessAttributes: ["vip"] });
  });

  it("a summary is requested, completed a moment later, rated once and corrected", async () => {
    const { id, communicationId } = await legOfAda();
    const path = `/calls/${ID}/participants/${id}/communications/${communicationId}/summaries`;
    const frames = await published(simulator, [`v2.users.${idOf("user Ada Agent")}.conversations.summaries`]);
    const { body } = await call("POST", path, { locale: "de" });
    type Summary = Record<string, unknown> & { editedSummary?: { text: string } };
    const shown = async () =>
      ((await call("GET", `/${ID}/summaries`)).body["sessionSummaries"] as Summary[])[0];
    assert.equal((await shown())?.["status"], "Pending");
    clock.advance(1_000);
    const { status, text, language } = (await shown()) ?? {};
    assert.deepEqual([status, language], ["Completed", "de"]);
    assert.deepEqual(
      frames.map(({ eventBody }) => (eventBody as Summary)["summaryId"]),
      [body["id"]],
    );
    assert.match(String(text), /^Casey Customer spoke with Ada Agent/);
    const summary = `/${ID}/summaries/${String(body["id"])}`;
    assert.equal((await call("PATCH", `${summary}/feedback`, { rating: "Negative" })).status, 404);
    assert.equal((await call("POST", `${summary}/feedback`, { summary: "All well" })).status, 204);
    assert.equal((await call("POST", `${summary}/feedback`, { summary: "Again" })).status, 400);
    await call("PATCH", `${summary}/feedback`, { summary: "Not well" });
    assert.equal((await shown())?.editedSummary?.text, "Not well");
    assert.equal((await call("PATCH", `${summary}/engagements`, { status: "Copied" })).status, 204);
    assert.equal((await call("PATCH", `/${ID}/summaries/none/engagements`, {})).status, 404);
  });

  it("a caller is sent to a secure flow, which is one of the org's", async () => {
    const path = `/${ID}/participants/${(await legOfAda()).id}/secureivrsessions`;
    const body = { flowId: idOf("flow Main menu"), userData: "order-7" };
    const sent = (await call("POST", path, body)).body;
    assert.deepEqual((await call("GET", `${path}/${String(sent["id"])}`)).body, sent);
    assert.deepEqual((await call("GET", path)).body["entities"], [sent]);
    assert.equal((await call("POST", path, { ...body, flowId: "none" })).status, 400);
    assert.equal((await call("GET", `${path}/none`)).status, 404);
  });

  it("a part of a call is recorded", async () => {
    const { id } = await legOfAda();
    const path = `/calls/${ID}/participants/${id}/snippet/record`;
    for (const record of [true, false]) {
      await call("POST", path, { type: "snippet", record });
      assert.equal((await legOfAda()).recording, record);
    }
  });

  it("past calls are in the history of a user, newest first, within an interval", async () => {
    const history = async (query = "") =>
      (await call("GET", `/calls/history${query}`, undefined, "Ada Agent")).body["entities"] as {
        id: string;
        missedCall: boolean;
      }[];
    const before = (await history()).length;
    simulator.act.customerHangsUp(ID);
    clock.advance(1_000);
    const [first, ...others] = await history();
    assert.deepEqual([first?.id, first?.missedCall, others.length], [ID, false, before]);
    assert.deepEqual(await history("?interval=2000-01-01T00:00:00Z/2000-01-02T00:00:00Z"), []);
  });
});
