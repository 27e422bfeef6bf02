import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { createVirtualClock, type VirtualClock } from "../../../nodes/lib/simulator/store/clock";

export const HOUR_MS = 3_600_000;

export interface Day {
  simulator: Simulator;
  clock: VirtualClock;
  lines: string[];
}

const begun = new Set<Simulator>();

/** Ends all floors of a spec. */
export const endDays = async (): Promise<void> => {
  for (const simulator of begun) await simulator.close();
  begun.clear();
};

/** A floor in virtual time, until `endDays`. */
export const beginDay = async (seed = "1", rates: object = {}): Promise<Day> => {
  const clock = createVirtualClock();
  const lines: string[] = [];
  const onEvent = (line: string): void => void lines.push(line);
  const simulator = await startSimulator({ clock, floor: { seed, rates }, onEvent });
  begun.add(simulator);
  return { simulator, clock, lines };
};

/** The log of so many hours of a floor. */
export const logOf = async (hours: number, seed?: string, rates?: object): Promise<string[]> => {
  const { clock, lines } = await beginDay(seed, rates);
  clock.advance(hours * HOUR_MS);
  await endDays();
  return lines;
};
