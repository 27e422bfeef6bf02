/** The conversation that the simulated org starts with, and what else of its start state the specs name. */
export const CALL = {
  conversationId: "fe00260d-2b3b-44ff-bc25-6008f321c168",
  participantId: "568aeef9-663b-40f3-8eed-ba0298733191",
  communicationId: "59ff0880-edac-367c-a64f-341f057befbe",
} as const;

/** Inputs as the editor stores them by default: each read from the message property of its own name. */
export const fromMessage = (...names: string[]): Record<string, string> =>
  Object.fromEntries(
    names.flatMap((name) => [
      [name, name],
      [`${name}Type`, "msg"],
    ]),
  );

export const TARGET_INPUTS = fromMessage("conversationId", "userId", "participantId", "communicationId");
