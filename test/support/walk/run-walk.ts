import type { Simulator } from "../../../nodes/lib/simulator/index";
import { seeded } from "../kills/random";
import { beginMemories } from "./backplane";
import { deployer } from "./deployer";
import { flowOf, idIn } from "./flow";
import { digestOf } from "./history";
import { INVARIANTS } from "./invariants/index";
import { createLedger, type Ledger } from "./ledger";
import { startOrg } from "./organisation";
import { perform, type Hands } from "./perform";
import { follow } from "./reference";
import { recordRequests } from "./requests";
import { settle } from "./settle";
import type { Plan, Step } from "./steps";
import type { WalkState } from "./walk-state";
import type { World } from "./world";

export interface Verdict {
  violations: string[];
  /** The step after which it was seen; as many as there are steps, where it was at the end. */
  after: number;
  requests: number;
  messages: number;
  virtualMs: number;
  /** The same for the same history. */
  digest: string;
}

const START = Date.parse("2026-03-02T09:00:00.000Z");
/** What the other account listens to is without a leader before. */
const LEAD_TAKEN_MS = 5_000;
const CLOSED_AFTER_MS = 1_000;

const sockets = (): number =>
  process.getActiveResourcesInfo().filter((name) => name === "TCPSocketWrap").length;

const startState = (
  { time }: World,
  run: number,
  plan: Plan,
  ledger: Ledger,
  simulator: Simulator,
): WalkState => {
  const reference = follow(simulator);
  return {
    ...{ run, plan, ledger, simulator, reference, now: time.now, startedAt: START, deployedAt: [] },
    ...{ hasGaps: false, hasLosses: false, isSettled: false, due: 0, marks: new Map() },
    requests: recordRequests(simulator, reference.read),
  };
};

/** What is left of a walk when its nodes are closed. */
const noteResources = ({ red, timers }: World) => {
  const before = { timers: new Set(timers()), listeners: red.listeners(), sockets: sockets() };
  return {
    socketsLeft: () => sockets() - before.sockets,
    left: (socketsLeft: number): string[] => {
      const timersLeft = timers().filter((timer) => !before.timers.has(timer)).length;
      const left = [
        [timersLeft, "timers"],
        [red.listeners() - before.listeners, "listeners"],
        [socketsLeft, "sockets"],
      ] as const;
      return left.flatMap(([count, what]) =>
        count > 0 ? [`close: ${count} ${what} are left a second after the nodes were closed`] : [],
      );
    },
  };
};

/** Resolves when the nodes of both accounts listen. */
const begin = async ({ time }: World, hands: Hands, violations: string[]): Promise<void> => {
  const { state, whole } = hands;
  await hands.deploy([...whole], "full");
  const isListening = (account: string): boolean =>
    state.ledger.statuses.get(idIn(state.run, `${account}-events`))?.fill === "green";
  const areListening = (): boolean => isListening("A") && isListening("B");
  await time.run(areListening, 10_000);
  if (state.plan.isShared) await hands.run(LEAD_TAKEN_MS);
  if (!areListening()) violations.push("the nodes do not listen after 10 s");
};

/** Plays these steps of a plan. */
export const runWalk = async (
  world: World,
  run: number,
  plan: Plan,
  steps: readonly Step[],
): Promise<Verdict> => {
  const { red, time, wheel } = world;
  wheel.startAt(START);
  Math.random = seeded(plan.seed);
  beginMemories(plan);
  const ledger = createLedger();
  world.ledger(ledger);
  red.watch(ledger, time.now);
  const resources = noteResources(world);
  const simulator = await startOrg(time, plan);
  const state = startState(world, run, plan, ledger, simulator);
  const violations: string[] = [];
  const whole = flowOf(run, simulator.url, plan);
  const deploy = deployer(world, ledger, violations);
  const hands: Hands = {
    ...{ red, state, flow: [], whole, messages: 0 },
    run: (ms) => time.run(() => false, ms),
    deploy: async (flow, type) => {
      hands.flow = flow;
      state.deployedAt.push(time.now());
      await deploy(flow, type);
    },
  };
  const check = (): boolean => {
    violations.push(...INVARIANTS.flatMap((invariant) => invariant(state)));
    return violations.length > 0;
  };
  await begin(world, hands, violations);

  let after = 0;
  for (const step of steps) {
    if (check()) break;
    await perform(hands, step);
    after += 1;
  }
  if (!check()) {
    await settle(state, time);
    check();
  }
  await deploy([], "full");
  await hands.run(CLOSED_AFTER_MS);
  const isWhole = violations.length === 0;
  const socketsLeft = resources.socketsLeft();
  state.isSettled = false;
  if (isWhole) check();
  await simulator.close(); // its server has a timer
  await time.run(() => false, 0);
  if (isWhole) violations.push(...resources.left(socketsLeft));
  return {
    ...{ violations, after, messages: hands.messages, requests: state.requests.length },
    ...{ virtualMs: time.now() - START, digest: digestOf(state) },
  };
};
