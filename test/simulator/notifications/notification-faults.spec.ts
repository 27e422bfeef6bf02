import assert from "node:assert/strict";
import { createVirtualClock, type VirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { callerOf, START, type Caller } from "../caller";
import type { Listener } from "./listener";
import { detailTopics, listenToTopics, passAndReceive, SNAPSHOTS } from "./frames";

describe("the simulator's notifications", () => {
  let clock: VirtualClock;
  let simulator: Simulator;
  let caller: Caller;
  let listener: Listener;
  before(async () => {
    clock = createVirtualClock();
    simulator = await startSimulator({ clock });
  });
  beforeEach(() => {
    simulator.reset();
    caller = callerOf(simulator);
  });
  afterEach(() => listener.close());
  after(() => simulator.close());

  const follow = async (...topics: string[]): Promise<Listener> =>
    (listener = await listenToTopics(caller, topics));
  const pass = (ms: number): Promise<void> => passAndReceive(clock, listener, ms);

  describe("on demand", () => {
    const names = (): string[] =>
      listener.notifications().map(({ topicName }) => topicName.split(".").slice(-2).join("."));
    const start = async (): Promise<string> => {
      const { conversationId } = simulator.act.customerCalls({ queue: "Support" });
      await follow(...detailTopics(conversationId));
      return conversationId;
    };

    it("come twice", async () => {
      await start();
      simulator.act.frameFault({ kind: "duplicate", topic: "acd.start" });
      await pass(600);
      assert.equal(names().filter((name) => name === "acd.start").length, 2);
    });

    it("come late", async () => {
      await start();
      simulator.act.frameFault({ kind: "delay", ms: 5_000, topic: "flow.end" });
      await pass(1_000);
      assert.equal(names().includes("flow.end"), false);
      await pass(5_000);
      assert.equal(names().at(-1), "flow.end");
    });

    it("come after the next one", async () => {
      await start();
      simulator.act.frameFault({ kind: "reorder", topic: "flow.end" });
      await pass(600);
      const order = names().filter((name) => name === "flow.end" || name === "acd.start");
      assert.deepEqual(order, ["acd.start", "flow.end"]);
    });

    it("get lost", async () => {
      await start();
      simulator.act.frameFault({ kind: "lose", topic: "acd.start" });
      await pass(600);
      assert.equal(names().includes("acd.start"), false);
      assert.equal(names().includes("flow.end"), true);
    });

    it("contradict themselves", async () => {
      await follow(SNAPSHOTS);
      simulator.act.frameFault({ kind: "inconsistent" });
      simulator.act.agentHangsUp(START.conversationId);
      await pass(100);
      assert.equal(listener.notifications().length, 2);
    });
  });
});
