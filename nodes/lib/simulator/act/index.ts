import type { Store } from "../store";
import { dialingActParameters, dialingActs } from "./dialing";
import { tokenActParameters, tokenActs } from "./tokens";
import { voiceActParameters, voiceActs } from "./voice";

/** What the real platform cannot do on request. A new file of acts is added to both of these. */
export const createAct = (store: Store) => ({
  ...tokenActs(store),
  ...voiceActs(store),
  ...dialingActs(store),
});

const PARAMETERS = { ...tokenActParameters, ...voiceActParameters, ...dialingActParameters };

export type Act = ReturnType<typeof createAct>;

export const ACTS = Object.keys(PARAMETERS) as readonly (keyof Act)[];

/** Does what `POST /_simulator/<name>` asks for. Undefined where there is no such act. */
export const actByName = (
  act: Act,
  name: string,
  input: Record<string, unknown>,
): { result: unknown } | undefined => {
  if (!Object.hasOwn(PARAMETERS, name)) return undefined;
  const known = name as keyof Act;
  const args = PARAMETERS[known].map((parameter: string) => (parameter === "*" ? input : input[parameter]));
  const run = act[known] as (...args: unknown[]) => unknown; // each act checks what it is given
  return { result: run(...args) };
};
