import fc from "fast-check";
import type { Operation } from "../../../nodes/lib/facts/operations";
import type { VirtualClock } from "../../../nodes/lib/simulator/store/clock";
import type { Simulator } from "../../../nodes/lib/simulator/index";
import type { Settings } from "../../../nodes/lib/simulator/store/settings";
import { answerFaults, frameFaults, refusalFaults } from "../../support/models";
import { doSomething } from "./acts";
import { createSend, subscribeToAll, type Answered, type Send } from "./in-process";
import { listFaults } from "./lists";
import { createPicker, type Picker } from "./pool";
import { someRequest } from "./requests";
import { begin, SCENES } from "./stage";

/** A history of the simulated org as numbers, and what is wrong with what it says meanwhile. */

const faultsIn = ({ operation, status, body }: Answered, isHead: boolean): string[] => {
  if (operation === undefined) return [];
  if (status < 300) return answerFaults(operation, status, body);
  return isHead ? [] : refusalFaults(status, body);
};

const KINDS = ["call", "callback", "email", "message", "cobrowsesession", "internalmessage"];

export interface Findings {
  faults: Set<string>;
  /** How often each operation was carried out. */
  done: Map<string, number>;
  frames: number;
}

export const newFindings = (): Findings => ({ faults: new Set(), done: new Map(), frames: 0 });

interface Parts {
  simulator: Simulator;
  clock: VirtualClock;
  operations: readonly Operation[];
  findings: Findings;
}

const record = (findings: Findings, got: Answered, method: string): void => {
  if (got.operation === undefined) return;
  if (got.status < 300) findings.done.set(got.operation, (findings.done.get(got.operation) ?? 0) + 1);
  for (const fault of faultsIn(got, method === "HEAD"))
    findings.faults.add(`${got.operation} (${got.status}): ${fault}`);
};

const recordFrame = (findings: Findings, frame: Record<string, unknown>): void => {
  findings.frames += 1;
  const topic = String(frame["topicName"]).replace(/[0-9a-f-]{36}/g, "{id}");
  for (const fault of frameFaults(frame)) findings.faults.add(`${topic}: ${fault}`);
};

/** Reads every conversation in every form in which it can be read. */
const readAll = async ({ simulator, findings }: Parts, send: Send): Promise<void> => {
  for (const id of simulator.store.conversations.keys())
    for (const part of ["", ...KINDS.map((kind) => `/${kind}s`)])
      record(findings, await send("GET", `/api/v2/conversations${part}/${id}`), "GET");
};

const step = async (parts: Parts, send: Send, pick: Picker): Promise<void> => {
  const { simulator, clock, operations, findings } = parts;
  if (pick.chance(3)) doSomething(simulator, pick);
  else {
    const operation = pick.from(operations);
    if (!operation) return;
    const { path, body, userId } = someRequest(operation, simulator, pick);
    const token = userId === undefined ? undefined : simulator.act.issueToken("sign-in", userId);
    record(findings, await send(operation.method, path, body, token), operation.method);
  }
  for (const fault of listFaults(simulator.store)) findings.faults.add(fault);
  clock.advance(pick.one([0, 30, 400, 3_000, 20_000]));
  for (const fault of listFaults(simulator.store)) findings.faults.add(fault);
};

export interface Plan {
  /** What goes on when the history begins. */
  scenes: readonly string[];
  settings: Partial<Settings>;
  /** The choices of each step. */
  steps: readonly (readonly number[])[];
}

export const arbitraryPlan: fc.Arbitrary<Plan> = fc.record({
  scenes: fc.uniqueArray(fc.constantFrom(...SCENES), { minLength: 2, maxLength: 5 }),
  settings: fc.record(
    {
      terminatedAfterEnd: fc.boolean(),
      inconsistentPairs: fc.boolean(),
      postFlowRaisesEvent: fc.boolean(),
      postFlowRunsMs: fc.constantFrom(0, 5_000),
      noAnswerEndsAs: fc.constantFrom("system", "transfer.noanswer"),
      callerWhileDialing: fc.constantFrom("dialing", "connected"),
      wrapupNotGiven: fc.constantFrom("not.found", "empty"),
      messageReadMs: fc.constantFrom(0, 2_000),
      acwLagMs: fc.constantFrom(0, 500),
    },
    { requiredKeys: [] },
  ),
  steps: fc.array(fc.array(fc.nat(), { minLength: 24, maxLength: 24 }), { minLength: 20, maxLength: 50 }),
});

/** Lives through a history; what is found is added to the findings. */
export const live = async (parts: Parts, { scenes, settings, steps }: Plan): Promise<void> => {
  const { simulator, clock, findings } = parts;
  simulator.reset();
  Object.assign(simulator.settings, settings, { requestsPerMinute: Infinity });
  const send = createSend(simulator, simulator.act.issueToken());
  await subscribeToAll(simulator, send, 25, (frame) => recordFrame(findings, frame));
  for (const scene of scenes) begin(simulator, clock, scene);
  for (const numbers of steps) await step(parts, send, createPicker(numbers));
  await readAll(parts, send);
  clock.advance(200_000);
  await readAll(parts, send);
};
