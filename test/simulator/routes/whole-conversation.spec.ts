import assert from "node:assert/strict";
import { createVirtualClock, type VirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { idOf } from "../../../nodes/lib/simulator/store/ids";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { endInteraction } from "../../../nodes/lib/simulator/machines/interaction";
import { checkedCaller } from "../../support/models";
import { START, type Got } from "../caller";
import { partsOf, talkOf } from "../stage";

const API = "/api/v2/conversations";
const CALL = `${API}/calls/${START.conversationId}`;

/** `PATCH /conversations/{media}/{id}`: only what the body names happens. */
describe("a change of a whole conversation in the simulator", () => {
  let clock: VirtualClock;
  let simulator: Simulator;
  before(async () => {
    clock = createVirtualClock();
    simulator = await startSimulator({ clock });
  });
  beforeEach(() => simulator.reset());
  after(() => simulator.close());

  const call = async (method: string, path: string, body?: unknown, user = "Ada Agent"): Promise<Got> => {
    const token = simulator.act.issueToken("sign-in", idOf(`user ${user}`));
    const got = await checkedCaller(simulator, token).call(method, path, body);
    clock.advance(500);
    return got;
  };
  const read = async (id = START.conversationId) => (await call("GET", `${API}/${id}`)).body;
  const legs = async () =>
    ((await read())["participants"] as { id: string; calls: Record<string, unknown>[] }[]).flatMap(
      ({ calls }) => calls.filter(({ state }) => state === "connected"),
    );
  const change = (body: object, user?: string) => call("PATCH", CALL, body, user);

  it("with nothing in it changes nothing", async () => {
    const before = await read();
    assert.equal((await change({})).status, 200);
    assert.deepEqual(await read(), before);
  });

  it("pauses and resumes the recording, for those who are on the call", async () => {
    const refused = await change({ recordingState: "paused" }, "Ben Agent");
    assert.equal(refused.body["code"], "conversation.error.forbidden.not.active.participant");
    assert.equal((await read())["recordingState"], "NONE");

    assert.equal((await change({ recordingState: "paused" })).status, 202);
    const paused = await read();
    assert.deepEqual([paused["recordingState"], paused["securePause"]], ["PAUSED", true]);
    for (const { recordingState, securePause } of await legs())
      assert.deepEqual([recordingState, securePause], ["paused", true]);

    assert.equal((await change({ recordingState: "ACTIVE" })).status, 202);
    const resumed = await read();
    assert.deepEqual([resumed["recordingState"], resumed["securePause"]], ["ACTIVE", false]);
    assert.equal((await legs()).length, 2);
    assert.equal((await change({ recordingState: "NONE" })).status, 400);
  });

  it("keeps the pause for what begins to be recorded meanwhile", async () => {
    await change({ recordingState: "PAUSED" });
    const mine = `${CALL}/participants/${idOf("start participant agent")}`;
    assert.equal((await call("PATCH", mine, { recording: true })).status, 202);
    assert.equal((await read())["recordingState"], "PAUSED");
    const leg = (await legs()).find(({ recording }) => recording === true);
    assert.deepEqual([leg?.["recordingState"], leg?.["securePause"]], ["paused", true]);
  });

  it("keeps a tag, which a GET shows", async () => {
    assert.equal((await change({ externalTag: "order 7" })).body["externalTag"], "order 7");
    assert.equal((await read())["externalTag"], "order 7");
    assert.equal((await legs()).length, 2);
  });

  it("does everything that is named", async () => {
    await change({ externalTag: "last", state: "disconnected" });
    const { externalTag, endTime } = await read();
    assert.equal(externalTag, "last");
    assert.ok(endTime);
  });

  it("accepts what a GET returns, with one thing changed", async () => {
    const whole = await read();
    const got = await change({ ...whole, participants: [], externalTag: "order 8" });
    assert.equal(got.status, 200, got.text);
    assert.deepEqual(await read(), { ...whole, externalTag: "order 8" });
  });

  it("refuses what is not simulated by its name, and then does nothing", async () => {
    const got = await change({ externalTag: "x", utilizationLabelId: "gold", state: "disconnected" });
    assert.equal(got.status, 501);
    assert.match(String(got.body["message"]), /utilizationLabelId.*patchConversationsCall/);
    assert.equal((await read())["externalTag"], undefined);
    assert.equal((await legs()).length, 2);
  });

  it("takes no recording state for a medium that has none", async () => {
    const { conversationId } = talkOf(simulator, clock, "emails");
    const got = await call("PATCH", `${API}/emails/${conversationId}`, { recordingState: "PAUSED" });
    assert.deepEqual(
      [got.status, (got.body["details"] as { fieldName: string }[])[0]?.fieldName],
      [501, "recordingState"],
    );
  });

  it("merges nothing into a conversation that ended after it was accepted", async () => {
    const other = talkOf(simulator, clock, "calls").conversationId;
    const { status } = await checkedCaller(simulator).call("PATCH", `${CALL}/conference`, {
      conversationIds: [other],
    });
    assert.equal(status, 202);
    const into = partsOf(simulator, START.conversationId);
    endInteraction(simulator.store, into, "client");
    const parties = into.participants.length;
    clock.advance(1000);
    assert.equal(into.participants.length, parties);
    assert.equal(partsOf(simulator, other).endAt, undefined);
  });
});
