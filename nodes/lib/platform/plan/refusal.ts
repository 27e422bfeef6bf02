import { operationWithId } from "../../facts/platform";
import type { Grant } from "../types";
import type { Step } from "./step";

/** Why a node cannot work with client credentials, and what there is instead. */
export interface Refusal {
  /** Acts as a signed-in user. */
  operation: string;
  /** The operation that does the same on behalf of a user named in its path. */
  onBehalf?: string;
  /** The blank input that, with a value, would make another request possible. */
  input?: string;
}

const refusedIn = (steps: readonly Step[] = []): string | undefined => {
  const refused = steps.find(
    ({ when, requests }) =>
      when === "always" && requests.length > 0 && requests.every(({ needsUser }) => needsUser === true),
  );
  return refused?.requests[0]?.operation;
};

/**
 * Is a request that is sent for every message refused to the account's grant? `stepsWith` plans the node with these
 * inputs blank. Only the platform can decide what an access token may do.
 */
export const refusalIn = <I extends string>(
  stepsWith: (blank: ReadonlySet<I>) => Step[] | undefined,
  { blank, grant }: { blank: ReadonlySet<I>; grant: Grant | undefined },
): Refusal | undefined => {
  if (grant !== "client-credentials") return undefined;
  const operation = refusedIn(stepsWith(blank));
  if (operation === undefined) return undefined;
  const onBehalf = operationWithId(operation)?.onBehalf;
  const input = [...blank].find((name) => {
    const others = new Set([...blank].filter((one) => one !== name));
    return refusedIn(stepsWith(others)) === undefined;
  });
  return {
    operation,
    ...(onBehalf === undefined ? {} : { onBehalf }),
    ...(input === undefined ? {} : { input }),
  };
};
