import type { AccountLimit } from "./account-limit";
import type { OperationQueues } from "./operation-queues";
import type { Clock, RateLimit } from "../types";

/** The right to send one request. Exactly one of its members is called, once, when its outcome is known. */
export interface Pass {
  /** A response came, with or without rate-limit headers. */
  answered(rateLimit?: RateLimit): void;
  /** A 429 came: no request is sent before the time that it names. */
  refused(retryAfterMs: number, rateLimit?: RateLimit): void;
  /** A 429 came for the limit of the operation alone: that operation is not sent before the time named. */
  operationRefused(retryAfterMs: number, rateLimit?: RateLimit): void;
  /** Nothing reached the platform. */
  unsent(): void;
}

interface PassParts {
  clock: Clock;
  limit: AccountLimit;
  queues: OperationQueues<Pass>;
  jitterMs: number;
  /** Others may be sent now. */
  pump: () => void;
}

export const createPass = (parts: PassParts, sentAt: number, operation: string): Pass => {
  const { clock, limit, queues, jitterMs, pump } = parts;
  const release = (note: (now: number) => void): void => {
    note(clock.now());
    pump();
  };
  return {
    answered: (rateLimit) =>
      release((now) => {
        limit.answered(sentAt, now, rateLimit);
        queues.answered(operation, sentAt);
      }),
    refused: (retryAfterMs, rateLimit) =>
      release((now) => {
        limit.refused(sentAt, now, retryAfterMs, rateLimit);
        queues.unsettled(operation);
      }),
    operationRefused: (retryAfterMs, rateLimit) =>
      release((now) => {
        limit.answered(sentAt, now, rateLimit);
        queues.close(operation, now, Math.max(retryAfterMs, jitterMs));
      }),
    unsent: () =>
      release(() => {
        limit.unsent();
        queues.unsettled(operation);
      }),
  };
};

/** The first report about a pass counts. `unsent` at the end of every attempt closes what was not reported. */
export const once = (pass: Pass): Pass => {
  let reported = false;
  const first = (report: () => void): void => {
    if (reported) return;
    reported = true;
    report();
  };
  return {
    answered: (rateLimit) => first(() => pass.answered(rateLimit)),
    refused: (ms, rateLimit) => first(() => pass.refused(ms, rateLimit)),
    operationRefused: (ms, rateLimit) => first(() => pass.operationRefused(ms, rateLimit)),
    unsent: () => first(() => pass.unsent()),
  };
};
