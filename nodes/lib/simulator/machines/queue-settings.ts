import type { Participant } from "../entities/conversation";
import type { Queue } from "../entities/org";

/** What an agent's participant takes over from the queue. */
export const queueSettings = (queue: Queue): Partial<Participant> => ({
  wrapupPrompt: queue.acwMode,
  alertingTimeoutMs: queue.alertingTimeoutMs,
  ...(queue.wrapupTimeoutMs === undefined ? {} : { wrapupTimeoutMs: queue.wrapupTimeoutMs }),
});
