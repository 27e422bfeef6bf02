import { randomUUID } from "node:crypto";
import type { Clock, Random } from "../types";
import { createBackplane } from "./backplane";
import { createMemoryStores } from "./memory-store";
import type { Backplane } from "./types";
import type { WindowSettings } from "../http/known-window";

interface Parts {
  clock: Clock;
  random: Random;
  settings: WindowSettings;
  warn?: (text: string) => void;
}

/** Backplanes of several instances in one process, on one memory. Each call makes one more instance. */
export const createMemoryBackplanes = ({ clock, random, settings, warn = () => undefined }: Parts) => {
  const storeOf = createMemoryStores(clock, random);
  return (group = "group"): Backplane => {
    const instance = randomUUID();
    const store = storeOf(instance, settings);
    return createBackplane({ instance, group, store, secret: "memory", owner: "memory", clock, warn });
  };
};
