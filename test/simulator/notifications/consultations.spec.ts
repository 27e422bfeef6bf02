import assert from "node:assert/strict";
import { createVirtualClock, type VirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { idOf } from "../../../nodes/lib/simulator/store/ids";
import { callerOf, START } from "../caller";
import type { Listener } from "./listener";
import { createCheck, listenToTopics, participantsOf, passAndReceive } from "./frames";

const USER = `v2.users.${idOf("user Ada Agent")}.conversations`;
const TRANSCRIPT = `v2.conversations.${START.conversationId}.transcription`;

describe("the simulator's notifications", () => {
  const check = createCheck();
  let clock: VirtualClock;
  let simulator: Simulator;
  let listener: Listener;
  before(async () => {
    clock = createVirtualClock();
    simulator = await startSimulator({ clock });
  });
  beforeEach(async () => {
    simulator.reset();
    listener = await listenToTopics(callerOf(simulator), [USER, `${USER}.calls`, TRANSCRIPT]);
  });
  afterEach(() => listener.close());
  after(() => simulator.close());

  const framesOf = (topic: string) => listener.frames.filter(({ topicName }) => topicName === topic);
  const pass = (ms = 5_000): Promise<void> => passAndReceive(clock, listener, ms);

  it("show a consultation by its links, and the recording that is paused", async () => {
    const { act } = simulator;
    act.agentConsults(START.conversationId);
    await pass();
    const consulting = framesOf(USER).at(-1) ?? assert.fail();
    const linked = participantsOf(consulting).filter(({ consultParticipantId }) => consultParticipantId);
    assert.equal(linked.length, 3);
    act.agentCancelsConsult(START.conversationId);
    act.agentPausesRecording(START.conversationId);
    await pass();
    const paused = framesOf(USER).at(-1) ?? assert.fail();
    assert.equal(paused.eventBody["securePause"], true);
    assert.ok(participantsOf(paused).every(({ consultParticipantId }) => !consultParticipantId));
    act.agentResumesRecording(START.conversationId);
    await pass();
    assert.equal(framesOf(USER).at(-1)?.eventBody["securePause"], false);
    for (const frame of [...framesOf(USER), ...framesOf(`${USER}.calls`)]) check(frame);
  });

  it("bring what is said in a call, in the shape of the model, and nothing more after the call", async () => {
    const { act } = simulator;
    act.speechTranscribed(START.conversationId, { text: "My number is secret", speaker: "customer" });
    act.speechTranscribed(START.conversationId, { text: "Thank you", speaker: "agent" });
    await pass();
    const said = framesOf(TRANSCRIPT).map((frame) => {
      check(frame);
      const [one] = frame.eventBody["transcripts"] as {
        channel: string;
        alternatives: { transcript: string }[];
      }[];
      return [one?.channel, one?.alternatives[0]?.transcript];
    });
    assert.deepEqual(said, [
      ["EXTERNAL", "My number is secret"],
      ["INTERNAL", "Thank you"],
    ]);
    act.customerHangsUp(START.conversationId);
    assert.throws(() => act.speechTranscribed(START.conversationId), /no call goes on/);
    assert.throws(() => act.agentPausesRecording(START.conversationId), /has ended/);
    assert.throws(() => act.agentConsults(START.conversationId), /no agent can consult/);
    assert.throws(() => act.agentCancelsConsult(START.conversationId), /consults no one/);
  });
});
