import type { Store } from "../store/store";
import { dataActionActDetails, dataActionActParameters, dataActionActs } from "./data-actions";
import { dialingActParameters, dialingActs } from "./dialing";
import { ActError } from "./details";
import { inboundActDetails, inboundActParameters, inboundActs } from "./inbound";
import { messageActDetails, messageActParameters, messageActs } from "./messages";
import { supervisionActDetails, supervisionActParameters, supervisionActs } from "./supervision";
import { notificationActDetails, notificationActParameters, notificationActs } from "./notifications";
import { tokenActParameters, tokenActs } from "./tokens";
import { voiceActParameters, voiceActs } from "./voice";
import { wrapupActDetails, wrapupActParameters, wrapupActs } from "./wrapup";

/** What the real platform cannot do on request. A new file of acts is added to both of these. */
export const createAct = (store: Store) => ({
  ...tokenActs(store),
  ...voiceActs(store),
  ...dialingActs(store),
  ...inboundActs(store),
  ...wrapupActs(store),
  ...messageActs(store),
  ...notificationActs(store),
  ...supervisionActs(store),
  ...dataActionActs(store),
});

const PARAMETERS = {
  ...tokenActParameters,
  ...voiceActParameters,
  ...dialingActParameters,
  ...inboundActParameters,
  ...wrapupActParameters,
  ...messageActParameters,
  ...notificationActParameters,
  ...supervisionActParameters,
  ...dataActionActParameters,
};

/** What is known of the `*` of some acts. */
const DETAILS: Readonly<Record<string, readonly string[]>> = {
  ...inboundActDetails,
  ...wrapupActDetails,
  ...messageActDetails,
  ...notificationActDetails,
  ...supervisionActDetails,
  ...dataActionActDetails,
};

export type Act = ReturnType<typeof createAct>;

export const ACTS = Object.keys(PARAMETERS) as readonly (keyof Act)[];

/** Runs the act of `POST /_simulator/<name>`. Undefined if there is no such act. */
export const actByName = (
  act: Act,
  name: string,
  input: Record<string, unknown>,
): { result: unknown } | undefined => {
  if (!Object.hasOwn(PARAMETERS, name)) return undefined;
  const known = name as keyof Act;
  checkInput(name, PARAMETERS[known], input);
  const args = PARAMETERS[known].map((parameter: string) => (parameter === "*" ? input : input[parameter]));
  const run = act[known] as (...args: unknown[]) => unknown; // each act checks what it is given
  return { result: run(...args) };
};

/** A detail that the act does not take is a mistake; a conversation that it does not need is not. */
const checkInput = (name: string, parameters: readonly string[], input: Record<string, unknown>): void => {
  if (parameters[0] === "conversationId" && typeof input["conversationId"] !== "string")
    throw new ActError("conversationId", `${name} needs a conversationId.`);
  const details = DETAILS[name] ?? [];
  if (parameters.includes("*") && !(name in DETAILS)) return;
  const known = [...parameters, ...details].filter((each) => each !== "*" && each !== "conversationId");
  const unknown = Object.keys(input).find((each) => each !== "conversationId" && !known.includes(each));
  if (unknown === undefined) return;
  const takes = known.length === 0 ? "It takes none." : `It takes: ${known.join(", ")}.`;
  throw new ActError(unknown, `${name} has no detail ${unknown}. ${takes}`);
};
