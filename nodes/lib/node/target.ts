import { z } from "zod";
import type { Located, Target } from "../platform/target";

/** An id, a name, a number: text that is not empty. */
export const text = z.string().min(1);

/** The inputs by which a flow says whom it means. */
export const targetInputs = {
  conversationId: text,
  userId: text.optional(),
  participantId: text.optional(),
  communicationId: text.optional(),
};

/** The options beside them; a node says what it means by default. */
export const targetOptions = (natural: Target["target"]) => ({
  target: z.enum(["customer", "agent", "user", "ids"]).default(natural),
  which: z.enum(["newest", "oldest", "only"]).default("newest"),
});

/** Inputs and options as one target. */
export const asTarget = (
  inputs: { [input in keyof typeof targetInputs]?: string | undefined } & { conversationId: string },
  options: Pick<Target, "target" | "which">,
): Target => ({
  conversationId: inputs.conversationId,
  target: options.target,
  which: options.which,
  userId: inputs.userId,
  participantId: inputs.participantId,
  communicationId: inputs.communicationId,
});

/** The resolved ids as message properties, where they are known. */
export const idsOf = ({ leg: _read, ...ids }: Located): Omit<Located, "leg"> => ids;
