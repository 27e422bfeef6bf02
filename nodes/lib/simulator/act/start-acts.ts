import { ActError } from "./details";
import { actByName, ACTS, type Act } from "./index";

/**
 * Does what is to have happened at the start, in order. An act without a conversation is about that of the act before.
 * @throws ActError naming the act that is unknown, wrong, or not possible
 */
export const doAtStart = (
  act: Act,
  acts: readonly (Readonly<Record<string, unknown>> & { act: string })[],
): void => {
  let conversationId: unknown;
  for (const [index, { act: name, ...given }] of acts.entries()) {
    const place = `acts.${index}`;
    try {
      const input = conversationId === undefined ? given : { conversationId, ...given };
      const done = actByName(act, name, input);
      if (!done) throw new Error(`There is no act ${name}. There are: ${ACTS.join(", ")}.`);
      conversationId =
        (done.result as { conversationId?: unknown } | undefined)?.conversationId ?? conversationId;
    } catch (error) {
      throw new ActError(
        place,
        `${place} (${name}): ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
};
