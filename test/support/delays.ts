import { fail } from "node:assert/strict";
import helper from "node-red-node-test-helper";
import type { NodeMessage } from "node-red";
import type { VirtualClock } from "./clock";

interface FlowNode {
  id: string;
  type: string;
  [property: string]: unknown;
}

const UNIT_MS: Record<string, number> = { milliseconds: 1, second: 1000, minute: 60_000 };

const unitMs = (unit: unknown): number =>
  UNIT_MS[String(unit)] ?? UNIT_MS[String(unit).slice(0, -1)] ?? fail(String(unit));

/** After how many ms a message leaves that arrives now. */
const waitOf = (
  { pauseType, timeout, timeoutUnits, ...node }: FlowNode,
  clock: VirtualClock,
): (() => number) => {
  if (pauseType !== "rate") return () => Number(timeout) * unitMs(timeoutUnits);
  const gapMs = (Number(node["nbRateUnits"]) * unitMs(node["rateUnits"])) / Number(node["rate"]);
  let next = 0;
  return () => {
    const at = Math.max(next, clock.now());
    next = at + gapMs;
    return at - clock.now();
  };
};

/** Plays the delay nodes of a flow, which helper nodes stand for: the core's own know no clock. */
export const playDelays = (delays: readonly FlowNode[], clock: VirtualClock): void => {
  for (const node of delays) {
    const delay = helper.getNode(node.id);
    const wait = waitOf(node, clock);
    delay.on("input", (msg: NodeMessage) => void clock.after(wait(), () => delay.send(msg)));
  }
};
