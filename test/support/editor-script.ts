import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { ROOT } from "./dialogs";

type Shared = Record<string, unknown>;

const windowOf = (names: readonly string[]): Record<string, Shared | undefined> => {
  const window: Record<string, Shared | undefined> = {};
  const page = createContext({ RED: { _: (key: string) => key }, window, console });
  for (const name of names) {
    const file = join(ROOT, "nodes/lib/editor", `${name}.js`);
    runInContext(readFileSync(file, "utf8"), page);
  }
  return window;
};

/** What scripts of the dialogs offer to each other, run in this order, where they need no editor yet. */
export const editorScripts = (...names: string[]): Shared => windowOf(names)["genesysCloud"] ?? {};

/** The same of the scripts of the sidebar. */
export const sidebarScripts = (...names: string[]): Shared => windowOf(names)["genesysCloudSidebar"] ?? {};
