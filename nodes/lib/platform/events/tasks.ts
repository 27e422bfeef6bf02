import type { Clock } from "../types";

/** Make the wanted topics the channel's; replace the channel by a new one. */
export type Task = "topics" | "renewal";

export interface Tasks {
  /** It is due now. */
  add(task: Task): void;
  /** It is due after this time, in place of the time set before. */
  addLater(task: Task, ms: number): void;
  /** The one to do first; it is no longer due then. */
  take(): Task | undefined;
  /** Resolves when a task becomes due, or is called to look again. */
  changed(): Promise<void>;
  wake(): void;
  /** The connection is over: no timer is left, and nothing has to be replaced. Topics that are due stay due. */
  clear(): void;
}

/** What a connected channel has to do, now and later. */
export const createTasks = (clock: Pick<Clock, "after">): Tasks => {
  const due = { topics: false, renewal: false };
  const timers = new Map<Task, () => void>();
  let wake = (): void => undefined;

  const add = (task: Task): void => {
    due[task] = true;
    wake();
  };

  return {
    add,
    addLater: (task, ms) => {
      timers.get(task)?.();
      timers.set(
        task,
        clock.after(ms, () => add(task)),
      );
    },
    take: () => {
      const task = due.renewal ? "renewal" : due.topics ? "topics" : undefined;
      if (task !== undefined) due[task] = false;
      return task;
    },
    changed: () => new Promise<void>((resolve) => (wake = resolve)),
    wake: () => wake(),
    clear: () => {
      for (const cancel of timers.values()) cancel();
      timers.clear();
      due.renewal = false;
    },
  };
};
