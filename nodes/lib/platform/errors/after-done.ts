import { GenesysError, isGenesysError } from "./errors";

/** What was done before something went wrong. */
interface Done {
  /** As the beginning of a sentence, which ends with the reason. */
  what: string;
  /** A sentence: what to do instead of a retry. */
  advice: string;
  facts: Record<string, unknown>;
  signal: AbortSignal | undefined;
}

/**
 * What is thrown where something was done and what follows it went wrong: the outcome is `done`, so that no flow does it again.
 * Also where the account alone was closed, as by a deploy: its node goes on. What ended with the node stays as it is.
 */
export const afterDone = (thrown: unknown, { what, advice, facts, signal }: Done): unknown => {
  if (!isGenesysError(thrown) || signal?.aborted === true) return thrown;
  const { code, message, cause } = thrown;
  const messageFor = (why: string): string => `${what}: ${why} ${advice}`;
  const known = { ...cause, ...facts, outcome: "done" as const };
  if (code === "closed")
    return new GenesysError(
      "config",
      messageFor(
        "the Genesys Cloud account of this node was closed in the meantime, for example by a deploy.",
      ),
      { ...known, field: "account" },
    );
  // That nothing was sent is true of the last request only.
  return new GenesysError(code, messageFor(message.replace(/ Nothing was sent\.$/, "")), known);
};
