import { closedError } from "../errors/errors";
import type { OperationQueues, Place } from "./operation-queues";
import type { Pass } from "./pass";
import { PROBE_MS } from "./rate-window";
import type { Clock } from "../types";

/** What the limiter needs to know of a request. */
export interface Entrant {
  operation?: string;
  /** The limit of its operation is not waited for longer than this. */
  patienceMs?: number;
  /** Called with the time until which the request waits for the limit of its operation; `undefined`: no longer. */
  onHeldBack?: ((untilMs: number | undefined) => void) | undefined;
}

interface WaitingParts {
  clock: Clock;
  queues: OperationQueues<Pass>;
  /** Looks which requests may be sent. */
  pump: () => void;
}

/** One request waits in the queue of its operation. Rejects when it is refused or when the signal says so. */
export const waitForPass = (
  { clock, queues, pump }: WaitingParts,
  ticket: number,
  { operation = "", patienceMs = Infinity, onHeldBack }: Entrant,
  signal?: AbortSignal,
): Promise<Pass> =>
  new Promise((resolve, reject) => {
    const now = clock.now();
    let isHeld = false;
    const leave = (): void => {
      signal?.removeEventListener("abort", onAbort);
      if (isHeld) onHeldBack?.(undefined);
    };
    const onAbort = (): void => {
      queues.remove(place);
      leave();
      reject(closedError("notSent"));
      pump();
    };
    const place: Place<Pass> = {
      ticket,
      operation,
      until: now + patienceMs,
      go: (pass) => {
        leave();
        resolve(pass);
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
    signal?.addEventListener("abort", onAbort, { once: true });
    queues.add(place, now);
    pump();
  });
