import assert from "node:assert/strict";
import { createContext, runInContext } from "node:vm";
import { dialogOf } from "./dialogs";

type Values = Record<string, unknown>;
type Verdict = boolean | string | undefined;

/** A node type as the editor has it after it was registered. */
interface EditorType {
  defaults: Record<string, { value: unknown; missing?: unknown; validate?: Validate }>;
  label(this: Values): string;
  onadd(this: Values): void;
  oneditsave(this: Values): void;
}
type Validate = (this: Values, value: unknown, options?: object) => Verdict;

/** The scripts of the account's page, of a node's page too, with as much of the editor as they need without a dialog. */
export const editorPage = (
  type: string,
  { configs = [], nodes = [] }: { configs?: Values[]; nodes?: Values[] } = {},
) => {
  const types = new Map<string, EditorType>();
  const listeners: ((name: string) => void)[] = [];
  const anything = () => () => true;
  const account = { value: "" };
  const RED = {
    nodes: {
      registerType: (name: string, definition: EditorType) => types.set(name, definition),
      getType: (name: string) => types.get(name),
      eachConfig: (visit: (node: Values) => void) => configs.forEach(visit),
      eachNode: (visit: (node: Values) => void) => nodes.forEach(visit),
    },
    validators: { number: anything, regex: anything, typedInput: anything },
    actions: { add: () => undefined },
    events: {
      on: (event: string, listener: (name: string) => void) => {
        if (event === "registry:node-type-added") listeners.push(listener);
      },
    },
    _: (key: string) => key.split(":").at(-1),
  };
  const field = { length: 1, val: () => account.value, is: () => false, prop: () => false };
  const page = createContext({ RED, console, $: () => field });
  runInContext("globalThis.window = globalThis", page);
  for (const name of ["genesys-account", type])
    for (const [, script = ""] of dialogOf(name).html.matchAll(
      /<script type="text\/javascript">([\s\S]*?)<\/script>/g,
    ))
      runInContext(script, page);
  for (const listener of listeners) listener(type);
  const registered = types.get(type) ?? assert.fail(type);
  return {
    type: registered,
    shared: page as {
      genesysCloud: Values;
      genesysCloudOperations: Values;
      genesysCloudTopics: Values;
    },
    /** A node of this type with these properties, besides those of a new one. */
    node: (more: Values = {}): Values => ({
      ...Object.fromEntries(Object.entries(registered.defaults).map(([name, { value }]) => [name, value])),
      ...{ id: "n", type, z: "tab", _def: registered, _: (key: string) => key },
      ...more,
    }),
    /** What the field of the account has in the open dialog. */
    chooseAccount: (id: string): void => void (account.value = id),
  };
};
