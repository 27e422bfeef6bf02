import type { Wire } from "../formatters/wire";
import type { Store } from "../store/store";
import { entriesIn, type Register } from "./register";

/** Settings of which the org has exactly one. */

const SINGLES: Register = { name: "single settings", path: "" };

export const singleIn = (store: Store, name: string, byDefault: Wire): Wire => {
  const { id: _id, ...kept } = entriesIn(store, SINGLES).get(name) ?? { id: name, ...byDefault };
  return kept;
};

export const setSingle = (store: Store, name: string, value: Wire): void =>
  void entriesIn(store, SINGLES).set(name, { ...value, id: name });

export const dropSingle = (store: Store, name: string): void => void entriesIn(store, SINGLES).delete(name);
