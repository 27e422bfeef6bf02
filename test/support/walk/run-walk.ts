import type { CaseTime } from "../../../nodes/lib/flow-test/time/time";
import type { Wheel } from "../../../nodes/lib/flow-test/time/wheel";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { seeded } from "../kills/random";
import { forgetMemories } from "./backplane";
import { CLIENT, flowOf, idIn, type StoredNode } from "./flow";
import { INVARIANTS } from "./invariants/index";
import { createLedger, type Ledger, type Passage } from "./ledger";
import type { WalkNodeRed } from "./node-red";
import { perform, type Hands } from "./perform";
import { follow } from "./reference";
import { recordRequests } from "./requests";
import type { Plan, Step } from "./steps";
import type { WalkState } from "./walk-state";

export interface World {
  red: WalkNodeRed;
  wheel: Wheel;
  time: CaseTime;
  /** Timers of nodes, accounts and Node-RED that are set. */
  timers(): object[];
  ledger(next: Ledger): void;
}

export interface Verdict {
  violations: string[];
  /** The step after which it was seen; as many as there are steps, where it was at the end. */
  after: number;
  requests: number;
  messages: number;
  virtualMs: number;
}

const START = Date.parse("2026-03-02T09:00:00.000Z");
/** So long everything may take in the end: the deadlines of messages, and what a customer who waits does. */
const SETTLED_AFTER_MS = 600_000;
/** Events that were late, or were looked for after a gap: a connection that brings nothing is noticed after a minute or so. */
const CAUGHT_UP_MS = 120_000;
/** What the other account listens to is without a leader before. */
const LEAD_TAKEN_MS = 5_000;
/** A window of the rate limit that is used up holds back an account until its end. */
const WINDOW_MS = 65_000;
/** An event is emitted within this time. */
const ARRIVED_MS = 1_000;
const LONGEST_CLOSE_MS = 1_000;

const startOrg = async (time: CaseTime, { requestsPerMinute, lagMs }: Plan): Promise<Simulator> => {
  const simulator = await startSimulator({
    clock: time,
    settings: { requestsPerMinute, lagMs },
  });
  const { clients } = simulator.org;
  const usual = clients.get("simulator");
  if (usual === undefined) throw new Error("the organisation has no client simulator");
  clients.set(CLIENT.clientId, { ...usual, id: CLIENT.clientId, secret: CLIENT.clientSecret });
  return simulator;
};

/** So many agents may still talk to each other. */
const MOST_AGENTS = 3;

/** No customer waits for an agent any more, and no agents talk to each other. */
const endAll = ({ act, store }: Simulator): void => {
  const ends = [act.customerHangsUp, ...Array.from({ length: MOST_AGENTS }, () => act.agentHangsUp)];
  for (const hangUp of ends)
    for (const [id, { endAt }] of store.conversations)
      try {
        if (endAt === undefined) hangUp(id);
      } catch {
        // It has no such participant.
      }
};

const sockets = (): number =>
  process.getActiveResourcesInfo().filter((name) => name === "TCPSocketWrap").length;

/** Deploys, and judges how the nodes were closed. */
const deployer =
  ({ red, time }: World, ledger: Ledger, violations: string[]) =>
  async (flow: StoredNode[], type: "full" | "nodes"): Promise<void> => {
    const isPending = ({ done, isClosed }: Passage): boolean => done === 0 && !isClosed;
    const pending = ledger.passages.filter(isPending);
    const before = new Map(pending.map(({ nodeId }) => [nodeId, red.headless.nodeById(nodeId)]));
    ledger.abandoned.clear();
    let isDone = false;
    const deployed = red.deploy(flow, type).then(() => (isDone = true));
    const began = time.now();
    await time.run(() => isDone, 20_000);
    if (!isDone) violations.push("close: a deploy has not ended after 20 s");
    else await deployed;
    if (time.now() - began > LONGEST_CLOSE_MS)
      violations.push(`close: a deploy took ${time.now() - began} ms`);
    for (const [nodeId, node] of before) {
      if (red.headless.nodeById(nodeId) === node) continue;
      const closed = pending.filter((one) => one.nodeId === nodeId);
      for (const one of closed) one.isClosed = true;
      const lost = closed.filter(({ outputs, failures }) => outputs + failures === 0).length;
      const told = ledger.abandoned.get(nodeId) ?? 0;
      if (told !== lost)
        violations.push(`close: ${nodeId} had ${lost} messages in progress, and its log says ${told}`);
    }
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
  forgetMemories();
  const ledger = createLedger();
  world.ledger(ledger);
  red.watch(ledger, time.now);
  const [timersBefore, listenersBefore, socketsBefore] = [
    new Set(world.timers()),
    red.listeners(),
    sockets(),
  ];
  const simulator = await startOrg(time, plan);
  const reference = follow(simulator);
  const marks: Hands["marks"] = new Map();
  const state: WalkState = {
    ...{
      run,
      plan,
      ledger,
      simulator,
      reference,
      marks,
      now: time.now,
      hasGaps: false,
      hasLosses: false,
      isSettled: false,
      due: 0,
    },
    startedAt: START,
    deployedAt: [],
    requests: recordRequests(simulator),
  };
  const violations: string[] = [];
  const whole = flowOf(run, simulator.url, plan);
  const deploy = deployer(world, ledger, violations);
  const hands: Hands = {
    ...{ red, state, flow: whole, whole, marks, messages: 0 },
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
  await hands.deploy(whole, "full");
  const isListening = (account: string) =>
    ledger.statuses.get(idIn(run, `${account}-events`))?.fill === "green";
  await time.run(() => isListening("A") && isListening("B"), 10_000);
  if (plan.isShared) await hands.run(LEAD_TAKEN_MS);
  if (!isListening("A") || !isListening("B")) violations.push("the nodes do not listen after 10 s");

  let after = 0;
  for (const step of steps) {
    if (check()) break;
    await perform(hands, step);
    after += 1;
  }
  if (!check()) {
    simulator.faults.clear();
    Object.assign(simulator.settings, { requestsPerMinute: 300, windowMs: 60_000 });
    await hands.run(CAUGHT_UP_MS);
    endAll(simulator);
    const isOver = (): boolean => ledger.passages.every(({ done, isClosed }) => done > 0 || isClosed);
    await time.run(isOver, SETTLED_AFTER_MS);
    await hands.run(CAUGHT_UP_MS);
    await time.run(
      () => [...ledger.statuses.values()].every((status) => status?.fill !== "yellow"),
      WINDOW_MS,
    );
    state.due = reference.expected.length;
    await hands.run(ARRIVED_MS);
    state.isSettled = true;
    check();
  }
  await deploy([], "full");
  await hands.run(LONGEST_CLOSE_MS);
  const isWhole = violations.length === 0;
  const socketsLeft = sockets() - socketsBefore;
  state.isSettled = false;
  if (isWhole) check();
  await simulator.close(); // its server has a timer
  await time.run(() => false, 0);
  if (isWhole) {
    const timersLeft = world.timers().filter((timer) => !timersBefore.has(timer));
    const left = [
      [timersLeft.length, "timers"],
      [red.listeners() - listenersBefore, "listeners"],
      [socketsLeft, "sockets"],
    ] as const;
    for (const [count, what] of left)
      if (count > 0) violations.push(`close: ${count} ${what} are left a second after the nodes were closed`);
  }
  return {
    ...{ violations, after, messages: hands.messages, requests: state.requests.length },
    virtualMs: time.now() - START,
  };
};
