import assert from "node:assert/strict";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { createVirtualClock, type VirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { idOf } from "../../../nodes/lib/simulator/store/ids";
import { callerOf, type Caller } from "../caller";
import { createCheck, listenToTopics, passAndReceive } from "../notifications/frames";

const BEN = idOf("user Ben Agent");

describe("the notifications of presence and routing status in the simulator", () => {
  const check = createCheck();
  let clock: VirtualClock;
  let simulator: Simulator;
  let server: Caller;
  beforeEach(async () => {
    clock = createVirtualClock();
    simulator = await startSimulator({ clock });
    server = callerOf(simulator);
  });
  afterEach(() => simulator.close());

  it("report each change, in the shapes of the models", async () => {
    const topics = [`v2.users.${BEN}.presence`, `v2.users.${BEN}.routingStatus`];
    const listener = await listenToTopics(server, topics);
    await server.call("PATCH", `/api/v2/users/${BEN}/presences/purecloud`, {
      presenceDefinition: { id: idOf("presence Coaching") },
    });
    await passAndReceive(clock, listener, 100);
    const received = listener.notifications();
    received.forEach(check);
    assert.deepEqual(
      received.map(({ topicName }) => topicName),
      topics,
    );
    assert.deepEqual(received[0]?.eventBody["presenceDefinition"], {
      id: idOf("presence Coaching"),
      systemPresence: "Busy",
    });
    assert.equal((received[1]?.eventBody["routingStatus"] as { status: string }).status, "OFF_QUEUE");
    listener.close();
  });
});
