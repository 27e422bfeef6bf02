/** The html of a node as it ships. */
export function pageOf(file: string): string;
/** The scripts that stand in the page itself. */
export function scriptsOf(file: string): string;
