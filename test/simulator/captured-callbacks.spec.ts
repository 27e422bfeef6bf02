import assert from "node:assert/strict";
import { createVirtualClock, type VirtualClock } from "../../nodes/lib/simulator/store/clock";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { startSimulator, type Simulator } from "../../nodes/lib/simulator/index";
import { CAPTURED, lacking, pathsOf, type Fields } from "../support/captured";
import { checkedCaller } from "../support/models";
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

  const get = async (path: string): Promise<Fields> =>
    (await checkedCaller(simulator).call("GET", `/api/v2/conversations${path}`)).body;

  for (const how of ["arrives", "is ordered"] as const)
    it(`are in a callback that ${how}, in responses and in frames`, async () => {
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
});
