import type { Random } from "../types";
import { runScript } from "./script";
import type { PermitResult, RedisCommands, SharedWindow, Taken, Wanted } from "./types";
import { REPORT, TAKE } from "./window-lua";
import type { WindowSettings } from "../http/known-window";
import { WINDOW_RULES as RULES } from "./window-rules";

interface Parts {
  commands: RedisCommands;
  /** The full name of a key. */
  key: (name: string) => string;
  instance: string;
  settings: WindowSettings;
  random: Random;
}

/** The window in Redis. Its state changes in scripts only, by the clock of Redis. */
export const createRedisWindow = ({ commands, key, instance, settings, random }: Parts): SharedWindow => {
  const keys = ["state", "queue", "flight", "active", "seen"].map((part) => key(`window:${part}`));
  const common = [instance, settings.perMinute, settings.maxWaitMs, settings.jitterMs];

  return {
    take: async ({ added, positions, dropped, most, isReset = false }: Wanted) => {
      const first = positions.slice(0, Math.max(0, most));
      const args = [...common, added, most, dropped.join(), first.join(), isReset ? 1 : 0];
      return readTaken(await runScript(commands, TAKE, keys, args), added);
    },
    report: async (position: number, result: PermitResult) => {
      const { used = 0, allowed = 0, resetSeconds } = (result.kind !== "unsent" && result.rateLimit) || {};
      const resetMs = resetSeconds === undefined ? -1 : resetSeconds * 1000;
      const retryAfterMs = result.kind === "refused" ? result.retryAfterMs : 0;
      const args = [position, result.kind, used, allowed, resetMs, retryAfterMs, random()];
      await runScript(commands, REPORT, keys, [...common, ...args]);
    },
  };
};

const readTaken = (found: unknown, added: number): Taken => {
  const [first, granted, state, untilMs, isTooLong, instances] = found as [
    number,
    number[],
    Taken["state"],
    number,
    number,
    number,
  ];
  return {
    added: Array.from({ length: added }, (_, at) => first + at),
    granted,
    state,
    waitMs: Math.min(untilMs >= 0 ? untilMs : RULES.pollMs, RULES.beatMs),
    ...(untilMs >= 0 ? { untilMs } : {}),
    isTooLong: isTooLong === 1,
    instances,
  };
};
