import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./dialogs";

/** The pages that users read. */
export const page = (name: string): string => readFileSync(join(ROOT, name), "utf8");
export const NODES = page("docs/nodes.md");
export const PAGES = NODES + page("docs/errors.md") + page("docs/events.md");
