import type { CallFacts, Client } from "../types";

/** The client, with `note` called for the facts of each response. Who listens to a request's facts receives them as well. */
export const noting = (client: Client, note: (facts: CallFacts) => void): Client => ({
  ...client,
  request: (request, options) =>
    client.request(request, {
      ...options,
      onFacts: (facts) => {
        note(facts);
        options?.onFacts?.(facts);
      },
    }),
});
