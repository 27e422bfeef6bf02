import { isGenesysError } from "../errors/errors";
import { rateLimitOf } from "../http/rate-limit";
import type { Exchange } from "../types";
import type { Tally } from "./outcome";
import { judge, type Situation, type Verdict } from "./retry";

/** Of a request that begins. */
export const emptyTally = (): Tally => ({
  attempts: 0,
  failures: 0,
  refusals: 0,
  renewed: false,
  mayHaveActed: false,
  onWire: false,
});

/** Counts an attempt that has failed, and decides whether another one follows: at once after a token that was refused, with a new one. */
export const judgeAttempt = (
  error: unknown,
  tally: Tally,
  situation: Omit<Situation, "failures" | "refusals">,
): Verdict => {
  if (isGenesysError(error, "auth") && error.cause.outcome === "refused" && !tally.renewed) {
    tally.renewed = true;
    return { again: true, waitMs: 0 };
  }
  if (isGenesysError(error, "limited")) tally.refusals += 1;
  else tally.failures += 1;
  return judge(error, { ...situation, failures: tally.failures, refusals: tally.refusals });
};

/** What a flow is given of the headers of a response. */
export const factsOf = ({ headers, body }: Exchange) => {
  const contentType = body instanceof Uint8Array ? headers["content-type"] : undefined;
  const correlationId = headers["inin-correlation-id"];
  const rateLimit = rateLimitOf(headers);
  return {
    ...(correlationId === undefined ? {} : { correlationId }),
    ...(rateLimit === undefined ? {} : { rateLimit }),
    ...(contentType === undefined ? {} : { contentType }),
  };
};
