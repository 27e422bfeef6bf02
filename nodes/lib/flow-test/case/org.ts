import { startSimulator, type Simulator } from "../../simulator/index";
import { readStart } from "../../simulator/seed/read-start";
import type { Given } from "../file/schema";
import type { CaseTime } from "../time/time";
import type { Timeline } from "./timeline";

/** The simulated organisation of a case. */

/** Like `simulate` in a flow: through the organisation's own door. @throws Error with the organisation's sentence */
export type Control = (name: string, input: Record<string, unknown>) => Promise<unknown>;

export interface CaseOrg {
  simulator: Simulator;
  port: number;
  control: Control;
}

/** @throws Error in one sentence where the start state is wrong */
export const startOrg = async (
  { org = {}, floor, settings = {} }: Given,
  time: CaseTime,
  timeline: Timeline,
): Promise<CaseOrg> => {
  const ofOrg = (org["settings"] ?? {}) as Record<string, unknown>;
  const start = readStart({ ...org, settings: { ...ofOrg, ...settings } });
  const simulator = await startSimulator({ clock: time, start, ...(floor && { floor }) });
  const { add } = simulator.log;
  simulator.log.add = (entry) => {
    timeline.add({ kind: "request", request: entry });
    add(entry);
  };
  const control: Control = async (name, input) => {
    const response = await fetch(`${simulator.url}/_simulator/${encodeURIComponent(name)}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(input),
    });
    const { result, message } = (await response.json()) as { result?: unknown; message?: string };
    if (response.ok) return result;
    throw new Error(message ?? `The organisation answers ${response.status}.`);
  };
  return { simulator, port: Number(new URL(simulator.url).port), control };
};

/** Begins with a captured conversation. @throws Error in one sentence, also where this organisation knows no captures */
export const loadCapture = async ({ control }: CaseOrg, capture: unknown): Promise<void> => {
  try {
    await control("captures", capture as Record<string, unknown>);
  } catch (error) {
    const { message } = error as Error;
    const isUnknown = message.startsWith("There is no act captures");
    throw new Error(isUnknown ? "Captures cannot be loaded yet." : `The capture: ${message}`, {
      cause: error,
    });
  }
};
