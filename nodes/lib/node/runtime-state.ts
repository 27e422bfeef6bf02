import type { NodeAPI } from "node-red";

const STATE = Symbol.for("@genesys-flows/node-red-genesys-cloud");

/**
 * What there is one of in each running Node-RED, however often the package registers there: the palette manager removes and
 * installs it without a restart, and what has been registered with the web server or the events cannot be taken back.
 * It is kept with the admin application, which all modules of one Node-RED share.
 */
export const sharedState = <T>(RED: NodeAPI, name: string, make: () => T): T => {
  const kept = stateOf(RED.httpAdmin);
  if (!kept.has(name)) kept.set(name, make());
  return kept.get(name) as T;
};

/** The same for what is made of this code: where the files were loaded again, the objects of the old ones are not its own. */
export const sharedParts = <T>(RED: NodeAPI, name: string, make: () => T): T => {
  const kept = sharedState(RED, name, () => new WeakMap<object, T>());
  const found = kept.get(THIS_CODE) ?? make();
  kept.set(THIS_CODE, found);
  return found;
};

const THIS_CODE = {};

const stateOf = (admin: object): Map<string, unknown> => {
  const found: unknown = Object.getOwnPropertyDescriptor(admin, STATE)?.value;
  if (found instanceof Map) return found as Map<string, unknown>;
  const made = new Map<string, unknown>();
  Object.defineProperty(admin, STATE, { value: made });
  return made;
};
