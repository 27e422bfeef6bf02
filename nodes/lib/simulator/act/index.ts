import type { Store } from "../store/store";
import { accessActParameters, accessActs } from "./access";
import { callbackActParameters, callbackActs } from "./callbacks";
import { consultationActParameters, consultationActs } from "./consultations";
import { dataActionActParameters, dataActionActs } from "./data-actions";
import { dialingActParameters, dialingActs } from "./dialing";
import { givenDetails } from "./given";
import { inboundActParameters, inboundActs } from "./inbound";
import { messageActParameters, messageActs } from "./messages";
import { presenceActParameters, presenceActs } from "./presences";
import { supervisionActParameters, supervisionActs } from "./supervision";
import { notificationActParameters, notificationActs } from "./notifications";
import { tokenActParameters, tokenActs } from "./tokens";
import { transferActParameters, transferActs } from "./transfers";
import { voiceActParameters, voiceActs } from "./voice";
import { wrapupActParameters, wrapupActs } from "./wrapup";

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
  ...consultationActs(store),
  ...dataActionActs(store),
  ...transferActs(store),
  ...callbackActs(store),
  ...presenceActs(store),
  ...accessActs(store),
});

/** How the JSON of `POST /_simulator/<act>` becomes arguments; `*` is the whole of it. */
export const PARAMETERS = {
  ...tokenActParameters,
  ...voiceActParameters,
  ...dialingActParameters,
  ...inboundActParameters,
  ...wrapupActParameters,
  ...messageActParameters,
  ...notificationActParameters,
  ...supervisionActParameters,
  ...consultationActParameters,
  ...dataActionActParameters,
  ...transferActParameters,
  ...callbackActParameters,
  ...presenceActParameters,
  ...accessActParameters,
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
  const given = givenDetails(name, input, PARAMETERS[known]);
  const args = PARAMETERS[known].map((parameter: string) => (parameter === "*" ? given : given[parameter]));
  const run = act[known] as (...args: unknown[]) => unknown;
  return { result: run(...args) };
};
