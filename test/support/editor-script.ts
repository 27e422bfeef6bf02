import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { ROOT } from "./dialogs";

/** What scripts of the dialogs offer to each other, run in this order, where they need no editor yet. */
export const editorScripts = (...names: string[]): Record<string, unknown> => {
  const window: { genesysCloud?: Record<string, unknown> } = {};
  const page = createContext({ RED: { _: (key: string) => key }, window, console });
  for (const name of names) {
    const file = join(ROOT, "nodes/lib/editor", `${name}.js`);
    runInContext(readFileSync(file, "utf8"), page);
  }
  return window.genesysCloud ?? {};
};
