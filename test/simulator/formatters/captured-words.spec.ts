import assert from "node:assert/strict";
import { createVirtualClock, type VirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { participantsOf, type Fields } from "../../support/captured";
import { checkedCaller } from "../../support/models";
import { CALL } from "../../support/seed";

interface Leg {
  state: string;
  initialState: string;
  afterCallWork?: Fields;
  segments: { type: string; endTime?: string }[];
  recordingState: string;
}

describe("a conversation as captured ones are", () => {
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

  /** Through the menu and the queue to an agent. */
  const talkTo = (queue: string) => {
    const { conversationId } = simulator.act.customerCalls({ queue });
    clock.advance(800);
    const agent = simulator.act.agentAnswers(conversationId);
    clock.advance(20_000);
    return agent.conversationId;
  };
  const ended = (queue: string): string => {
    const id = talkTo(queue);
    simulator.act.agentHangsUp(id);
    clock.advance(4_000);
    return id;
  };
  const legsOf = (conversation: Fields): (readonly [unknown, Leg])[] =>
    participantsOf(conversation).flatMap(({ purpose, calls }) =>
      (calls as Leg[]).map((leg) => [purpose, leg] as const),
    );

  it("says who a participant is, how a leg began, what is recorded", async () => {
    const conversation = await get(`/${ended("Back office")}`);
    const types = participantsOf(conversation).map(({ purpose, participantType, mediaRoles }) => [
      purpose,
      participantType,
      mediaRoles,
    ]);
    assert.deepEqual(types, [
      ["customer", "External", ["full"]],
      ["ivr", "IVR", ["full"]],
      ["acd", "ACD", ["full"]],
      ["agent", "Internal", ["full"]],
    ]);
    assert.deepEqual(
      legsOf(conversation).map(([, { initialState, segments }]) => [
        initialState,
        segments.map(({ type }) => type),
      ]),
      [
        ["offering", ["System", "Interact"]],
        ["offering", ["System", "IVR"]],
        ["offering", ["Delay", "Interact"]],
        ["alerting", ["Alert", "Interact"]],
      ],
    );
    assert.equal(conversation["recordingState"], "NONE");
    assert.deepEqual([...new Set(legsOf(conversation).map(([, leg]) => leg.recordingState))], ["none"]);
    const [transfer] = conversation["recentTransfers"] as Fields[];
    assert.deepEqual(
      [transfer?.["state"], transfer?.["transferType"], transfer?.["initiator"], transfer?.["modifiedBy"]],
      ["Complete", "Attended", {}, {}],
    );
  });

  it("has after-call work on the agent's leg alone, skipped where it was not asked for", async () => {
    const works = legsOf(await get(`/${ended("Back office")}`)).map(([, { afterCallWork }]) => afterCallWork);
    const skipped = works.pop();
    assert.deepEqual(works, [{}, {}, {}]);
    assert.deepEqual([skipped?.["state"], skipped?.["startTime"]], ["skipped", skipped?.["endTime"]]);
    assert.ok(skipped?.["startTime"]);
  });

  it("leaves out the end of a segment only while it goes on", async () => {
    for (const id of [CALL.conversationId, talkTo("Support"), ended("Sales")])
      for (const [, { state, segments }] of legsOf(await get(`/${id}`)))
        segments.forEach(({ endTime }, at) =>
          assert.equal(endTime === undefined, state === "connected" && at === segments.length - 1),
        );
  });
});
