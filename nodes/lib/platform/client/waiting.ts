import { closedError } from "../errors/errors";
import type { OperationQueues, QueuedRequest } from "./operation-queues";
import type { Permit } from "./permit";
import { PROBE_MS } from "../http/known-window";
import type { Clock } from "../types";

/** What the limiter needs of a request. */
export interface AcquireOptions {
  operation?: string;
  /** The limit of its operation is not waited for longer than this. */
  patienceMs?: number;
  /** Called with the time until which the request waits for the limit of its operation; `undefined`: no longer. */
  onHeldBack?: ((untilMs: number | undefined) => void) | undefined;
}

interface WaitingParts {
  clock: Clock;
  queues: OperationQueues<Permit>;
  /** Looks which requests may be sent. */
  pump: () => void;
}

/** One request waits in the queue of its operation. Rejects when it is refused or when the signal aborts. */
export const waitForPermit = (
  { clock, queues, pump }: WaitingParts,
  position: number,
  { operation = "", patienceMs = Infinity, onHeldBack }: AcquireOptions,
  signal?: AbortSignal,
): Promise<Permit> =>
  new Promise((resolve, reject) => {
    const now = clock.now();
    let isHeld = false;
    let isOver = false;
    const leave = (): void => {
      isOver = true;
      signal?.removeEventListener("abort", onAbort);
      if (isHeld) onHeldBack?.(undefined);
    };
    const onAbort = (): void => {
      queues.remove(queued);
      leave();
      reject(closedError("notSent"));
      pump();
    };
    const queued: QueuedRequest<Permit> = {
      position,
      operation,
      until: now + patienceMs,
      admit: (permit) => {
        leave();
        resolve(permit);
      },
      refuse: (error) => {
        leave();
        reject(error);
      },
      hold: (until) => {
        if (until - clock.now() <= PROBE_MS) return;
        isHeld = true;
        onHeldBack?.(until);
      },
    };
    queues.add(queued, now);
    pump();
    if (!isOver) signal?.addEventListener("abort", onAbort);
  });
