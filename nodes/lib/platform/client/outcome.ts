import { isRead } from "../errors/act-fate";
import { GenesysError, isGenesysError, withFacts, type Outcome } from "../errors/errors";
import type { PlatformRequest } from "../types";

/** What is known of a request while it is tried. */
export interface Tally {
  attempts: number;
  /** Attempts that ended in no response or a 5xx. */
  failures: number;
  /** Attempts that ended in a refusal for a rate limit. */
  refusals: number;
  /** Has the token been renewed for it? */
  renewed: boolean;
  /** An earlier attempt may have taken effect. */
  mayHaveActed: boolean;
  /** The present attempt has reached the transport. */
  onWire: boolean;
}

/** The error of a request, with its operation, the number of attempts and the outcome. Unexpected errors as well. */
export const withOutcome = (error: unknown, request: PlatformRequest, tally: Tally): GenesysError => {
  const { operation } = request;
  const { attempts } = tally;
  if (!isGenesysError(error))
    return new GenesysError(
      "answer",
      `Unexpected: ${error instanceof Error ? error.message : String(error)}`,
      {
        outcome: "unknown",
        operation,
        attempts,
      },
    );
  const outcome = outcomeOf(error, tally);
  const earlier = outcome === "refused" && tally.mayHaveActed ? { earlierOutcome: "unknown" } : {};
  const { code, message, cause } = withFacts(error, { operation, attempts, ...earlier });
  return new GenesysError(code, `${message}${sentenceOf(code, outcome, isRead(request))}`, {
    ...cause,
    outcome,
  });
};

/** Of all attempts together: if the last one was not sent, an earlier one may have been. */
const outcomeOf = ({ code, cause }: GenesysError, { mayHaveActed, onWire }: Tally): Outcome => {
  const outcome = code === "closed" && !onWire ? "notSent" : cause.outcome;
  return outcome === "notSent" && mayHaveActed ? "unknown" : outcome;
};

/** Where an error leaves it open whether anything happened, its sentence ends with what is known of that. */
const sentenceOf = (code: string, outcome: Outcome, onlyReads: boolean): string => {
  if (code !== "network" && code !== "timeout" && code !== "server") return "";
  if (outcome === "notSent") return " Nothing was sent.";
  return outcome === "unknown" && !onlyReads ? " It is unknown whether the request took effect." : "";
};
