import assert from "node:assert/strict";
import { createVirtualClock, type VirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { checkedCaller } from "../../support/models";
import { START, type Got } from "../caller";
import { MEDIA_WORDS, talkOf } from "../stage";

const API = "/api/v2/conversations";
/** The media whose recording can be paused by itself. */
const WITH_PUT = MEDIA_WORDS.filter((word) => !["chats", "internalmessages"].includes(word));

describe("the secure pause of those who are not in the conversation, in the simulator", () => {
  let clock: VirtualClock;
  let simulator: Simulator;
  before(async () => {
    clock = createVirtualClock();
    simulator = await startSimulator({ clock });
  });
  beforeEach(() => simulator.reset());
  after(() => simulator.close());

  const call = async (method: string, path: string, body?: unknown): Promise<Got> => {
    const got = await checkedCaller(simulator, simulator.act.issueToken()).call(method, path, body);
    clock.advance(500);
    return got;
  };
  const shown = async (id: string) => {
    const { recordingState, securePause } = (await call("GET", `${API}/${id}`)).body;
    return [recordingState, securePause];
  };
  const put = (word: string, id: string, recordingState: string) =>
    call("PUT", `${API}/${word}/${id}/recordingstate`, { recordingState });

  for (const word of WITH_PUT)
    it(`is set and ended with client credentials: ${word}`, async () => {
      const { conversationId } = talkOf(simulator, clock, word);
      assert.equal((await put(word, conversationId, "PAUSED")).status, 200);
      assert.deepEqual(await shown(conversationId), ["PAUSED", true]);
      assert.equal((await put(word, conversationId, "active")).status, 200);
      assert.deepEqual(await shown(conversationId), ["ACTIVE", false]);
    });

  it("of the whole conversation is accepted first, and takes effect afterwards", async () => {
    const { conversationId } = talkOf(simulator, clock, "emails");
    const path = `${API}/${conversationId}/recordingstate`;
    const got = await call("PATCH", path, { recordingState: "PAUSED" });
    assert.deepEqual([got.status, got.text], [202, ""]);
    assert.deepEqual(await shown(conversationId), ["PAUSED", true]);
  });

  it("shows on the legs of a call, and in its notifications", async () => {
    await put("calls", START.conversationId, "PAUSED");
    const { participants } = (await call("GET", `${API}/calls/${START.conversationId}`)).body;
    const live = (participants as Record<string, unknown>[]).filter(({ state }) => state === "connected");
    for (const { securePause, recordingState } of live)
      assert.deepEqual([securePause, recordingState], [true, "paused"]);
  });

  it("is refused without a state, for NONE, and after the end", async () => {
    assert.equal((await put("calls", START.conversationId, "NONE")).status, 400);
    const path = `${API}/${START.conversationId}/recordingstate`;
    assert.equal((await call("PATCH", path, {})).status, 400);
    simulator.act.customerHangsUp(START.conversationId);
    const { body } = await put("calls", START.conversationId, "ACTIVE");
    assert.equal(body["code"], "conversation.error.call.disconnected");
  });
});
