import assert from "node:assert/strict";
import { createVirtualClock, type VirtualClock } from "../../nodes/lib/simulator/store/clock";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { startSimulator, type Simulator } from "../../nodes/lib/simulator/index";
import { CAPTURED, lacking, pathsOf, without, type Fields } from "../support/captured";
import { checkedCaller } from "../support/models";
import { CALL } from "../support/seed";
import { createSend, subscribeToAll } from "./histories/in-process";

describe("fields that captured conversations have", () => {
  let clock: VirtualClock;
  let simulator: Simulator;
  before(async () => {
    clock = createVirtualClock();
    simulator = await startSimulator({ clock });
  });
  beforeEach(() => simulator.reset());
  after(() => simulator.close());

  const get = async (path: string, token?: string): Promise<Fields> =>
    (await checkedCaller(simulator, token).call("GET", `/api/v2/conversations${path}`)).body;

  /** Through the menu and the queue to an agent. */
  const talkTo = (queue: string) => {
    const { conversationId } = simulator.act.customerCalls({ queue });
    clock.advance(800);
    const agent = simulator.act.agentAnswers(conversationId);
    clock.advance(20_000);
    return agent;
  };
  const ended = (queue: string): string => {
    const { conversationId: id } = talkTo(queue);
    simulator.act.agentHangsUp(id);
    clock.advance(4_000);
    return id;
  };
  it("are all in a call that has ended", async () => {
    const conversation = await get(`/${ended("Support")}`);
    simulator.act.agentWrapsUp(String(conversation["id"]));
    assert.deepEqual(lacking(CAPTURED["voice"], await get(`/${String(conversation["id"])}`)), []);
  });

  it("are in the call of the start, as far as it has come", async () => {
    const notYet = /endTime|disconnect|howEnded|AcwTime|afterCallWork\.|peerId/;
    const live = without(CAPTURED["voice"], notYet);
    assert.deepEqual(lacking(live, await get(`/${CALL.conversationId}`)), []);
    assert.ok(Object.values(live).flat().length > 150);
  });

  it("are in a call that is read as one, with the error of a leg and its wrap-up", async () => {
    const { conversationId: id, participantId } = talkTo("Support");
    const disconnect = async (): Promise<number> => {
      const path = `/api/v2/conversations/${id}/participants/${participantId}`;
      return (await checkedCaller(simulator).call("PATCH", path, { state: "disconnected" })).status;
    };
    // The second is accepted, and too late when it is carried out.
    assert.deepEqual([await disconnect(), await disconnect()], [202, 202]);
    clock.advance(1_000);
    simulator.act.agentWrapsUp(id, { notes: "" });
    assert.deepEqual(lacking(CAPTURED["callsOfOne"], await get(`/calls/${id}`)), []);
  });

  it("are in the list of a user's calls", async () => {
    const { userId } = talkTo("Support");
    const list = await get("/calls", simulator.act.issueToken("sign-in", userId));
    const [first] = list["entities"] as Fields[];
    const { list: ofList, ...ofCall } = CAPTURED["callsListed"] ?? {};
    assert.deepEqual(
      (ofList ?? []).filter((name) => !(name in list)),
      [],
    );
    assert.deepEqual(lacking(ofCall, first ?? {}), []);
  });

  for (const how of ["arrives", "is ordered"] as const)
    it(`are in a callback that ${how}, in answers and in frames`, async () => {
      const frames: Fields[] = [];
      const send = createSend(simulator, simulator.act.issueToken());
      await subscribeToAll(simulator, send, 3, (frame) => void frames.push(frame));
      const id = await callback(how);
      assert.deepEqual(lacking(CAPTURED["callback"], await get(`/${id}`)), []);
      simulator.act.agentAnswers(id, { user: "Ben Agent" });
      clock.advance(5_000);
      simulator.act.agentCompletes(id);
      clock.advance(100);
      const topic = `v2.users.${idOf("user Ben Agent")}.conversations`;
      const frame = frames.findLast(({ topicName }) => topicName === topic) ?? assert.fail();
      const { frame: ofFrame, ...ofBody } = CAPTURED["callbackFrame"] ?? {};
      const sent = new Set(pathsOf(frame));
      assert.deepEqual(
        (ofFrame ?? []).filter((path) => !sent.has(path)),
        [],
      );
      const body = frame["eventBody"] as Fields;
      assert.deepEqual(lacking(ofBody, body), []);
      const all = pathsOf(body);
      assert.deepEqual(
        all.filter((path) => /segments|participants\[\]\.(startTime|state|userUri|queueName)$/.test(path)),
        [],
      );
    });

  /** A callback that has been declined once and rings again. */
  const callback = async (how: "arrives" | "is ordered"): Promise<string> => {
    const order = {
      ...{ queueId: idOf("queue Sales"), callbackNumbers: ["+15555550142"], callbackUserName: "Casey" },
      ...{ callerId: "+15555550199", callerIdName: "Sales", scriptId: idOf("script Callback") },
    };
    const id =
      how === "arrives"
        ? simulator.act.interactionArrives({ mediaType: "callback", queue: "Sales" }).conversationId
        : (
            (await checkedCaller(simulator).call("POST", "/api/v2/conversations/callbacks", order)).body[
              "conversation"
            ] as { id: string }
          ).id;
    clock.advance(800);
    simulator.act.agentDeclines(id);
    clock.advance(100);
    return id;
  };

  it("are in a web chat that has ended", async () => {
    const { conversationId } = simulator.act.interactionArrives({ mediaType: "chat", queue: "Support" });
    simulator.act.agentAnswers(conversationId);
    simulator.act.customerLeaves(conversationId);
    clock.advance(1_000);
    assert.deepEqual(lacking(CAPTURED["chat"], await get(`/${conversationId}`)), []);
  });
});
