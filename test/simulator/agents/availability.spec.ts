import assert from "node:assert/strict";
import fc from "fast-check";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { createVirtualClock, type VirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { idOf } from "../../../nodes/lib/simulator/store/ids";
import type { Change } from "../../../nodes/lib/simulator/store/store";
import { callerOf, type Caller } from "../caller";

const USERS = ["Ben Agent", "Cleo Agent", "Dana Agent"].map((name) => idOf(`user ${name}`));
const QUEUES = ["Weekend", "VIP"].map((name) => idOf(`queue ${name}`));
const PRESENCES = ["On Queue", "Meal", "Coaching"].map((name) => idOf(`presence ${name}`));

type Step = [
  act: "presence" | "join" | "leave" | "activate" | "deactivate" | "call",
  user: number,
  other: number,
];

const steps = fc.array(
  fc.tuple(
    fc.constantFrom<Step[0]>("presence", "join", "leave", "activate", "deactivate", "call"),
    fc.nat(2),
    fc.nat(2),
  ),
  { minLength: 5, maxLength: 25 },
);

describe("agents in the simulator, whatever is done to them", () => {
  let clock: VirtualClock;
  let simulator: Simulator;
  let server: Caller;
  before(async () => {
    clock = createVirtualClock();
    simulator = await startSimulator({ clock });
  });
  after(() => simulator.close());

  const take = async ([act, nth, other]: Step): Promise<void> => {
    const user = USERS[nth] ?? "";
    const queue = QUEUES[other % QUEUES.length] ?? "";
    const members = `/api/v2/routing/queues/${queue}/members`;
    if (act === "call") simulator.act.customerCalls({ queue: other % 2 === 0 ? "Weekend" : "VIP" });
    else if (act === "presence")
      await server.call("PATCH", `/api/v2/users/${user}/presences/purecloud`, {
        presenceDefinition: { id: PRESENCES[other] },
      });
    else if (act === "join") await server.call("POST", members, [{ id: user }]);
    else if (act === "leave") await server.call("POST", `${members}?delete=true`, [{ id: user }]);
    else
      await server.call("PATCH", `/api/v2/users/${user}/queues`, [{ id: queue, joined: act === "activate" }]);
  };

  /** Who was alerted although they were not to be. */
  const wrongly = ({ what, participant }: Change): string[] => {
    if (what !== "legStarted" || participant?.purpose !== "agent") return [];
    const user = simulator.org.users.get(participant.userId ?? "");
    const queue = simulator.org.queues.get(participant.queueId ?? "");
    const isOffered =
      user?.presence === "On Queue" &&
      queue?.memberIds.includes(user.id) === true &&
      !queue.inactiveMemberIds.includes(user.id);
    return isOffered ? [] : [`${participant.name} of ${queue?.name}`];
  };

  it("are alerted only on the queue, as active members; their status agrees with their conversations", async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        simulator.reset();
        simulator.settings.requestsPerMinute = Infinity;
        server = callerOf(simulator);
        const wrong: string[] = [];
        const stop = simulator.store.onChange((change) => wrong.push(...wrongly(change)));
        for (const step of all) {
          await take(step);
          clock.advance(700);
        }
        stop();
        assert.deepEqual(wrong, []);
        for (const { presence, routingStatus, name } of simulator.org.users.values())
          assert.equal(presence === "On Queue", routingStatus !== "OFF_QUEUE", name);
      }),
      { numRuns: 30 },
    );
  });
});
