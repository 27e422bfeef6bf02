import { z } from "zod";
import { inputError } from "../platform/errors/errors";
import type { Located, Target } from "../platform/conversation/target";
import { asInput } from "./input-settings";

/** An id, a name, a number: text that is not empty. */
export const text = z.string().min(1);

/** Where the ids of a participant and a communication are used. */
const BY_ID = {
  usedWith: [{ target: ["ids"] }, { target: ["customer", "agent", "user"], which: ["named"] }],
};

/** The inputs by which a flow names the participant. */
export const targetInputs = {
  conversationId: text,
  userId: asInput(text.optional(), { usedWith: [{ target: ["user"] }] }),
  // Checked by `asTarget` where they are used: what a message carries there is no concern of a node that does not use it.
  participantId: asInput(z.unknown().optional(), BY_ID),
  communicationId: asInput(z.unknown().optional(), BY_ID),
};

/**
 * The options beside them. Each node has a default for the target. New nodes are `named`; a stored node without `which`
 * still takes the newest.
 */
export const targetOptions = (natural: Target["target"]) => ({
  target: z.enum(["customer", "agent", "user", "ids"]).default(natural),
  which: z.enum(["named", "newest", "oldest", "only"]).default("newest"),
});

interface TargetInputs {
  conversationId: string;
  userId?: string | undefined;
  participantId?: unknown;
  communicationId?: unknown;
}

/**
 * Inputs and options as one target.
 * @throws GenesysError `input` where an id is used that is no text.
 */
export const asTarget = (
  inputs: TargetInputs,
  { target, which }: Pick<Target, "target" | "which">,
): Target => {
  const { conversationId, userId } = inputs;
  const usesIds = target === "ids" || which === "named";
  const ids = usesIds
    ? { participantId: idIn(inputs, "participantId"), communicationId: idIn(inputs, "communicationId") }
    : {};
  return { conversationId, target, which, userId, ...ids };
};

const idIn = (inputs: TargetInputs, name: "participantId" | "communicationId"): string | undefined => {
  const given = inputs[name];
  if (given === undefined || (typeof given === "string" && given !== "")) return given;
  throw inputError(name, `The input "${name}" must be text. Pass the id as text, or leave it empty.`);
};

/** The resolved ids as message properties, where they are known. */
export const idsOf = ({ leg: _read, ...ids }: Located): Omit<Located, "leg"> => ids;
