import type { SentRequest } from "./account-limit";
import type { OperationQueues } from "./operation-queues";
import type { Clock, RateLimit } from "../types";

/** The right to send one request. Exactly one of its members is called, once, when its outcome is known. */
export interface Permit {
  /** A response came, with or without rate-limit headers. */
  answered(rateLimit?: RateLimit): void;
  /** A 429 came: no request is sent before the time that it names. */
  refused(retryAfterMs: number, rateLimit?: RateLimit): void;
  /** A 429 came for the limit of the operation alone: that operation is not sent before the time named. */
  operationRefused(retryAfterMs: number, rateLimit?: RateLimit): void;
  /** Nothing reached the platform. */
  unsent(): void;
}

interface PermitParts {
  clock: Clock;
  sent: SentRequest;
  queues: OperationQueues<Permit>;
  jitterMs: number;
  /** Others may be sent now. */
  pump: () => void;
}

export const createPermit = (parts: PermitParts, sentAt: number, operation: string): Permit => {
  const { clock, sent, queues, jitterMs, pump } = parts;
  const release = (note: (now: number) => void): void => {
    note(clock.now());
    pump();
  };
  return {
    answered: (rateLimit) =>
      release((now) => {
        sent.answered(now, rateLimit);
        queues.answered(operation, sentAt);
      }),
    refused: (retryAfterMs, rateLimit) =>
      release((now) => {
        sent.refused(now, retryAfterMs, rateLimit);
        queues.unsettled(operation);
      }),
    operationRefused: (retryAfterMs, rateLimit) =>
      release((now) => {
        sent.answered(now, rateLimit);
        queues.close(operation, now, Math.max(retryAfterMs, jitterMs));
      }),
    unsent: () =>
      release(() => {
        sent.unsent();
        queues.unsettled(operation);
      }),
  };
};

/** The first report about a permit counts. `unsent` at the end of every attempt closes what was not reported. */
export const reportedOnce = (permit: Permit): Permit => {
  let reported = false;
  const first = (report: () => void): void => {
    if (reported) return;
    reported = true;
    report();
  };
  return {
    answered: (rateLimit) => first(() => permit.answered(rateLimit)),
    refused: (ms, rateLimit) => first(() => permit.refused(ms, rateLimit)),
    operationRefused: (ms, rateLimit) => first(() => permit.operationRefused(ms, rateLimit)),
    unsent: () => first(() => permit.unsent()),
  };
};
